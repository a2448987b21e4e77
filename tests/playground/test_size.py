"""A workspace with many messages stays quick, and loses none."""

import threading
from pathlib import Path

import pytest
from slack_sdk import WebClient

from bot.playground import Message, Playground, happenings, realtime, small, storage
from tests.page import Page
from tests.playground.test_page import said
from tests.playground.tools import MANIFEST, client

MANY = 10_000
# What takes the square of the number of messages takes minutes.
LONG_SECONDS = 20.0


@pytest.fixture
def crowded() -> Playground:
    """A playground, not yet started, with ten thousand messages in #general."""
    playground = Playground(MANIFEST, seed=small())
    workspace = playground.workspace
    channel, bot = workspace.channel("general").id, workspace.bot_user
    for number in range(MANY):
        message = Message(channel, workspace.next_ts(), bot, str(number), from_app=True)
        happenings.post(workspace, message)
    return playground


def texts_of_history(slack: WebClient, channel: str) -> list[str]:
    found: list[str] = []
    cursor = ""
    while True:
        page = slack.conversations_history(channel=channel, limit=200, cursor=cursor)
        found += [message["text"] for message in page["messages"]]
        if not page["has_more"]:
            return found
        cursor = page["response_metadata"]["next_cursor"]


def test_ten_thousand_messages_are_read_seen_and_shown(crowded: Playground) -> None:
    began = realtime.elapsed()
    wanted = [str(number) for number in range(MANY)]
    with crowded as playground:
        lea, channel = playground.as_("lea"), playground.workspace.channel("general").id
        assert texts_of_history(client(playground), channel) == wanted[::-1]
        assert [message.text for message in lea.messages("general")] == wanted
        for _ in range(200):
            lea.sees(str(MANY - 1))
        shown = said(Page(playground.url, lea.id).state(channel), channel)
        assert [message["text"] for message in shown] == wanted[-200:]
    assert realtime.elapsed() - began < LONG_SECONDS


def test_somebody_waits_while_ten_thousand_messages_come() -> None:
    began = realtime.elapsed()
    with Playground(MANIFEST, seed=small()) as playground:
        workspace, lea = playground.workspace, playground.as_("lea")
        channel = workspace.channel("general").id

        def post() -> None:
            for number in range(MANY):
                ts = workspace.next_ts()
                happenings.post(workspace, Message(channel, ts, workspace.bot_user, f"<{number}>"))

        thread = threading.Thread(target=post)
        thread.start()
        lea.patience = LONG_SECONDS
        lea.sees(f"<{MANY - 1}>")
        thread.join()
    assert realtime.elapsed() - began < LONG_SECONDS


def test_ten_thousand_messages_are_kept(crowded: Playground, tmp_path: Path) -> None:
    began = realtime.elapsed()
    place = tmp_path / "playground.json"
    storage.write(crowded.workspace, place)
    with Playground(MANIFEST, state_file=place) as playground:
        assert playground.keeper is not None
        lea = playground.as_("lea")
        for number in range(100):
            lea.types(f"More {number}", channel="product")
        assert playground.keeper.settle(LONG_SECONDS)
    with Playground(MANIFEST, state_file=place) as again:
        assert len(again.as_("lea").messages()) == MANY + 100
    assert realtime.elapsed() - began < LONG_SECONDS
