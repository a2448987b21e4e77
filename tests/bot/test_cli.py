"""`productops` as someone at a terminal meets it."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import psutil
import pytest

from bot.playground import Playground
from tests.house.sources import ROOT

PROGRAM = (sys.executable, "-c", "from bot.cli import main; main()")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Settings alone, nothing of the machine's own."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PRODUCTOPS_DATA_DIR": str(folder / "data"),
        **settings,
    }


def said(folder: Path, *words: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """What a verb prints, run in an empty folder."""
    return subprocess.run(
        [*PROGRAM, *words],
        cwd=folder,
        env=environment(folder, **settings),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_the_manifest_is_printed_for_either_door(tmp_path: Path) -> None:
    socket = json.loads(said(tmp_path, "manifest").stdout)
    http = json.loads(said(tmp_path, "manifest", "--url", "https://bot.example.com/").stdout)
    assert socket["settings"]["socket_mode_enabled"]
    assert not http["settings"]["socket_mode_enabled"]
    command = http["features"]["slash_commands"][0]
    assert command["url"] == "https://bot.example.com/slack/events"


@pytest.mark.parametrize("verb", ["web", "worker", "clock", "migrate"])
def test_a_process_that_shares_its_database_says_that_it_needs_one(
    tmp_path: Path, verb: str
) -> None:
    tokens = {"SLACK_BOT_TOKEN": "xoxb-1", "SLACK_SIGNING_SECRET": "abc"}
    told = said(tmp_path, verb, **tokens)
    assert told.returncode == 1
    assert told.stderr.startswith("DATABASE_URL is missing: ")
    assert "Traceback" not in told.stderr


def test_a_missing_token_and_a_wrong_setting_are_one_sentence_each(tmp_path: Path) -> None:
    missing = said(tmp_path, "run")
    assert missing.stderr.startswith("SLACK_BOT_TOKEN is missing: ")
    wrong = said(tmp_path, "run", PORT="many", SLACK_BOT_TOKEN="xoxp-secret")
    assert len(wrong.stderr.splitlines()) == 2
    assert "secret" not in wrong.stderr


def test_a_database_that_does_not_answer_is_a_sentence(tmp_path: Path) -> None:
    told = said(tmp_path, "migrate", DATABASE_URL="postgresql://u:hunter2@127.0.0.1:1/none")
    assert told.returncode == 1
    assert "The database does not answer: " in told.stderr
    assert "hunter2" not in told.stderr
    assert "Traceback" not in told.stderr


def test_the_doctor_says_what_is_right_and_what_to_do(tmp_path: Path, database_url: str) -> None:
    manifest = json.loads((ROOT / "manifest.json").read_text())
    with Playground(manifest) as playground:
        right = {
            "SLACK_BOT_TOKEN": playground.bot_token,
            "SLACK_APP_TOKEN": playground.app_token,
            "SLACK_API_URL": playground.api_url,
            "DATABASE_URL": database_url,
        }
        well = said(tmp_path, "doctor", **right)
        ill = said(tmp_path, "doctor", **(right | {"SLACK_BOT_TOKEN": "xoxb-wrong"}))
    assert well.returncode == 0, well.stdout
    for line in ("schema  is up to date", "scopes  are those of the manifest", "clock  agrees"):
        assert line in well.stdout
    assert ill.returncode == 1
    assert "Slack refuses it (invalid_auth)" in ill.stdout


def test_the_demo_starts_again_on_its_data_and_leaves_no_process_behind(tmp_path: Path) -> None:
    for _ in range(2):
        with subprocess.Popen(
            [*PROGRAM, "demo", "--port", "0"],
            cwd=tmp_path,
            env=environment(tmp_path),
            stdout=subprocess.PIPE,
            text=True,
        ) as demo:
            assert demo.stdout
            line = next(line for line in demo.stdout if "Open http" in line)
            assert "127.0.0.1" in line
            born = psutil.Process(demo.pid).children(recursive=True)
            demo.send_signal(signal.SIGTERM)
            demo.wait(20)
        assert demo.returncode == 0
        assert not [child for child in born if child.is_running()]
        data = str((tmp_path / "data" / "postgres").resolve())
        alive = [each.info["cmdline"] or [] for each in psutil.process_iter(["cmdline"])]
        assert not [line for line in alive if any(data in word for word in line)]
