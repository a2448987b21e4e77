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


def test_the_demo_goes_on_where_it_stopped_and_begins_again_when_told(folder: Path) -> None:
    (folder / "data").mkdir()
    (folder / "data" / "playground.json").write_text("{}")
    with running(folder, "demo", "--port", "0") as demo:
        page = Page(address(demo.says("Open http")))
        assert demo.says("An earlier demo is left as it is")
        kept = page.types("/insight Acme cannot export invoices #billing")
        assert "*INS-64* is kept." in kept
        assert "Please welcome" in kept
        begun = page.state()["clock"]["now"]
        demo.ends()
    with running(folder, "demo", "--port", "0") as demo:
        page = Page(address(demo.says("Open http")))
        assert page.state()["clock"]["now"] > begun
        assert "Acme cannot export invoices #billing" in page.types("/insight list")
        assert "*INS-65* is kept." in page.types("/insight Globex left")
        told = [
            said(folder, "demo", "--port", "0", "--reset"),
            said(folder, "demo", "--port", page.url.rpartition(":")[2]),
        ]
        demo.ends()
    for each in told:
        assert each.returncode == 1
    assert "already runs the database of" in told[0].stderr
    assert told[1].stderr.startswith("A demo is running with its data in ")
    unwanted = said(folder, "demo", "--port", "0", "--empty")
    assert unwanted.stderr.startswith("This demo has begun with a past: start it without --empty")
    with running(folder, "demo", "--port", "0", "--reset", "--empty") as demo:
        page = Page(address(demo.says("Open http")))
        assert demo.says("is deleted: it begins again.")
        alone = page.types("/insight Acme cannot export invoices #billing")
        assert "*INS-1* is kept." in alone
        assert "Please welcome" not in alone
        demo.ends()
    assert (folder / "data" / "playground.json").read_text() == "{}"


def test_a_demo_that_cannot_start_says_why_and_changes_nothing(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        crowded = said(tmp_path, "demo", "--reset", "--port", str(port))
    assert crowded.stderr.startswith(
        f"Port {port} of 127.0.0.1 can't be opened (Address already in"
    )
    far = said(tmp_path, "demo", "--port", "70000")
    assert far.stderr == "--port must be from 1 to 65535, or 0 for any: 70000 is not.\n"
    (tmp_path / "file").write_text("")
    shut = said(tmp_path, "demo", "--port", "0", PRODUCTOPS_DATA_DIR=str(tmp_path / "file"))
    assert "can't be made (Not a directory): set PRODUCTOPS_DATA_DIR" in shut.stderr
    state = tmp_path / "data" / "demo" / "playground.json"
    state.write_text("[1, 2]")
    broken = said(tmp_path, "demo", "--port", "0")
    assert "is not a workspace this playground can read: delete it" in broken.stderr
    assert state.read_text() == "[1, 2]"
    for told in (crowded, far, shut, broken):
        assert told.returncode == 1
        assert len(told.stderr.splitlines()) == 1
        assert not told.stdout


def address(line: str) -> str:
    """The address that a line tells to open."""
    found = re.search(r"http://127\.0\.0\.1:\d+", line)
    assert found, line
    return found[0]
