"""What a workspace keeps from one run to the next."""

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from freezegun import freeze_time
from slack_sdk import WebClient

from bot.playground import Playground, PlaygroundError, small
from tests.moment import NOW
from tests.playground.tools import MANIFEST, MARK, client, section

LATER = NOW + timedelta(days=40)
REAL_TIME = ["slack_sdk", "bot.playground.realtime"]


def test_the_workspace_goes_on_where_it_stopped(tmp_path: Path) -> None:
    file = tmp_path / "deep" / "playground.json"
    with Playground(MANIFEST, state_file=file) as first:
        slack = WebClient(first.bot_token, base_url=first.api_url)
        lea = first.as_("lea")
        kept = slack.chat_postMessage(channel="general", text="Kept", blocks=[section("Kept")])
        slack.chat_postEphemeral(channel=kept["channel"], user=lea.id, text="Not kept")
        slack.views_publish(user_id=lea.id, view={"type": "home", "blocks": [section("Home")]})
    with Playground(MANIFEST, state_file=file) as second:
        lea = second.as_("lea")
        assert lea.sees("Kept", channel="general").ts == kept["ts"]
        lea.does_not_see("Not kept")
        lea.sees_at_home("Home")
        assert (second.bot_token, second.team_id) == (first.bot_token, first.team_id)
        newer = lea.types("Later")
        assert newer is not None
        assert newer.ts > kept["ts"]


def test_files_threads_and_tombstones_are_kept(tmp_path: Path) -> None:
    place = tmp_path / "playground.json"
    with Playground(MANIFEST, seed=small(), state_file=place) as first:
        slack, channel = client(first), first.workspace.channel("general").id
        slack.files_upload_v2(channel=channel, content=b"a,b", filename="a.csv", title="Export")
        file = first.as_("lea").sees("Export").files[0].id
        top = slack.chat_postMessage(channel=channel, text="Top")["ts"]
        slack.chat_postMessage(channel=channel, text="Reply", thread_ts=top, metadata=MARK)
        slack.chat_delete(channel=channel, ts=top)
        slack.files_getUploadURLExternal(filename="never.txt", length=1)
        before = first.workspace.files[file]
    assert b"a,b" not in place.read_bytes()
    with Playground(MANIFEST, state_file=place) as second:
        assert second.workspace.files == {file: before}
        slack = client(second)
        asked = {"channel": channel, "ts": top, "include_all_metadata": True}
        stone, reply = slack.conversations_replies(**asked)["messages"]
        assert (stone["subtype"], reply["metadata"]) == ("tombstone", MARK)
        shares = slack.files_info(file=file)["file"]["shares"]["public"][channel]
        assert shares[0]["ts"] == second.as_("lea").sees("Export").ts


def test_a_file_of_an_older_version_is_read(tmp_path: Path) -> None:
    place = tmp_path / "playground.json"
    with Playground(MANIFEST, seed=small(), state_file=place) as first:
        first.as_("lea").types("Long ago")
    kept = json.loads(place.read_text())
    for name in ("files", "token_state", "former_tokens", "bare", "begun", "clock"):
        del kept[name]
    for channel in kept["channels"]:
        del channel["restricted"]
        for message in channel["messages"]:
            del message["files"], message["subtype"]
    place.write_text(json.dumps(kept))
    with Playground(MANIFEST, state_file=place) as second:
        second.as_("lea").sees("Long ago")


def test_what_changes_while_it_is_saved_is_saved_at_the_end(tmp_path: Path) -> None:
    place = tmp_path / "playground.json"
    with Playground(MANIFEST, seed=small(), state_file=place) as playground:
        lea = playground.as_("lea")
        for number in range(50):
            lea.types(f"Message {number}")
    with Playground(MANIFEST, state_file=place) as again:
        assert len(again.as_("lea").messages("general")) == 50


def test_a_change_is_saved_without_stopping(tmp_path: Path) -> None:
    file = tmp_path / "playground.json"
    with Playground(MANIFEST, state_file=file) as playground:
        playground.as_("lea").types("Saved soon")
        assert playground.keeper is not None
        assert playground.keeper.settle(5)
        assert "Saved soon" in file.read_text()


def test_a_file_that_is_not_a_workspace_is_refused_in_words(tmp_path: Path) -> None:
    file = tmp_path / "playground.json"
    file.write_text("[1, 2]")
    with pytest.raises(PlaygroundError, match="delete it to start afresh"):
        Playground(MANIFEST, state_file=file)


def test_a_taken_port_is_said_in_words(tmp_path: Path) -> None:
    with (
        Playground(MANIFEST) as running,
        pytest.raises(PlaygroundError, match="choose another port"),
    ):
        Playground(MANIFEST, port=running.port).start()


def test_product_time_goes_on_from_where_it_was_kept_last(tmp_path: Path) -> None:
    place = tmp_path / "playground.json"
    with (
        freeze_time(NOW, ignore=REAL_TIME) as frozen,
        Playground(MANIFEST, seed=small(), state_file=place) as first,
    ):
        assert first.resumes_at is None
        first.as_("lea").types("Hi")
        frozen.move_to(LATER)
    assert Playground(MANIFEST, state_file=place).resumes_at == LATER
    with freeze_time(NOW, ignore=REAL_TIME), Playground(MANIFEST, state_file=place) as third:
        third.as_("lea").types("The past is filled in")
    assert Playground(MANIFEST, state_file=place).resumes_at == LATER
    kept = json.loads(place.read_text())
    del kept["clock"]
    place.write_text(json.dumps(kept))
    older = Playground(MANIFEST, state_file=place).resumes_at
    assert older == datetime.fromtimestamp(float(kept["last_ts"]), UTC)
