"""`productops` as someone at a terminal meets it."""

import json
import re
import socket
from pathlib import Path

import pytest

from bot import manifest as manifests
from bot.playground import Playground
from handlers import FEATURES
from tests.house.sources import ROOT
from tests.page import Page
from tests.program import free_port, running, said


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
        wrong = {"SLACK_BOT_TOKEN": "xoxb-wrong", "SLACK_APP_TOKEN": "xapp-wrong"}
        ill = said(tmp_path, "doctor", **(right | wrong))
    assert well.returncode == 0, well.stdout
    for line in (
        "schema  is up to date",
        "scopes  are those of the manifest",
        "clock  agrees",
        "SLACK_APP_TOKEN  opens Socket Mode",
    ):
        assert line in well.stdout
    assert ill.returncode == 1
    assert "Slack refuses it (invalid_auth)" in ill.stdout
    assert "SLACK_APP_TOKEN  does not open Socket Mode (invalid_auth): make one" in ill.stdout


def test_the_doctor_says_each_thing_that_is_missing_once(tmp_path: Path) -> None:
    told = said(tmp_path, "doctor")
    assert told.returncode == 1
    assert "SLACK_BOT_TOKEN  is missing: copy the Bot User OAuth Token" in told.stdout
    assert "SLACK_APP_TOKEN  is missing: make one" in told.stdout
    assert "Or set SLACK_SIGNING_SECRET to be reached over HTTP" in told.stdout


def test_an_address_that_slack_cannot_reach_makes_no_manifest(tmp_path: Path) -> None:
    told = said(tmp_path, "manifest", "--url", "foo")
    assert told.returncode == 1
    assert told.stderr.startswith("--url must be where Slack reaches the bot")
    assert not told.stdout


def test_run_and_web_say_in_a_sentence_that_their_port_or_their_token_is_wrong(
    tmp_path: Path, database_url: str
) -> None:
    with Playground(manifests.build(FEATURES)) as playground, socket.socket() as taken:
        taken.bind(("0.0.0.0", 0))
        taken.listen()
        right = {
            "SLACK_BOT_TOKEN": playground.bot_token,
            "SLACK_SIGNING_SECRET": playground.signing_secret,
            "SLACK_API_URL": playground.api_url,
            "DATABASE_URL": database_url,
            "PORT": str(taken.getsockname()[1]),
        }
        crowded = [said(tmp_path, verb, **right) for verb in ("web", "run")]
        free = right | {"PORT": str(free_port()), "SLACK_APP_TOKEN": "xapp-wrong"}
        stranger = said(tmp_path, "run", **free)
    for told in crowded:
        assert told.returncode == 1
        assert told.stderr.startswith(f"Port {right['PORT']} is taken")
        assert len(told.stderr.splitlines()) == 1
    assert "Socket Mode does not connect (invalid_auth): check SLACK_APP_TOKEN" in stranger.stderr
    assert stranger.returncode == 1


def test_a_process_says_that_its_database_is_not_migrated_or_that_its_token_is_wrong(
    tmp_path: Path, unmigrated: str
) -> None:
    with Playground(manifests.build(FEATURES)) as playground:
        right = {
            "SLACK_BOT_TOKEN": playground.bot_token,
            "SLACK_SIGNING_SECRET": playground.signing_secret,
            "SLACK_API_URL": playground.api_url,
            "DATABASE_URL": unmigrated,
        }
        early = [said(tmp_path, verb, **right) for verb in ("worker", "clock")]
        stranger = said(tmp_path, "web", **(right | {"SLACK_BOT_TOKEN": "xoxb-wrong"}))
    for told in early:
        assert "run `productops migrate`" in told.stderr
    assert "Slack refused SLACK_BOT_TOKEN (invalid_auth)" in stranger.stderr
    for told in (*early, stranger):
        assert told.returncode == 1
        assert "Traceback" not in told.stderr


def test_the_demo_starts_again_on_its_data_and_leaves_no_process_behind(folder: Path) -> None:
    with running(folder, "demo", "--port", "0") as demo:
        page = Page(address(demo.says("Open http")))
        assert "*INS-1* is kept." in page.types("/insight Acme cannot export invoices #billing")
        demo.ends()
    with running(folder, "demo", "--port", "0") as demo:
        page = Page(address(demo.says("Open http")))
        assert "Acme cannot export invoices #billing" in page.types("/insight list")
        assert "*INS-2* is kept." in page.types("/insight Globex left")
        demo.ends()


def address(line: str) -> str:
    """The address that a line tells to open."""
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line
    return found[0]
