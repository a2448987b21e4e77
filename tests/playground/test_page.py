"""The page's server: the state it draws and the gestures it sends."""

import json
import urllib.request
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient
from websockets.sync.client import connect
from websockets.typing import Origin

from bot.playground import Actor, Playground
from bot.playground.screen import SHOWN_MESSAGES
from tests.page import Page
from tests.playground.tools import SocketBot, actions, button, modal

Json = dict[str, Any]


def said(state: Json, channel: str) -> list[Json]:
    """The messages of the channel on screen, which must be this one."""
    shown = {one["id"]: one["messages"] for one in state["channels"] if "messages" in one}
    assert (state["place"], list(shown)) == (channel, [channel])
    return list(shown[channel])


@pytest.fixture
def browser(playground: Playground, lea: Actor) -> Page:
    return Page(playground.url, lea.id)


def test_the_page_is_served_and_runs_nothing_from_elsewhere(playground: Playground) -> None:
    with urllib.request.urlopen(playground.url, timeout=30) as answer:
        assert b"<html" in answer.read()
        policy = answer.headers["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "script-src 'self'" in policy
    with pytest.raises(HTTPError, match="404"):
        urllib.request.urlopen(f"{playground.url}/static/../server.py", timeout=30)


def test_the_state_shows_what_one_person_may_see(
    playground: Playground, slack: WebClient, browser: Page, lea: Actor, general: str
) -> None:
    slack.chat_postEphemeral(channel=general, user=lea.id, text="Only you")
    mine = browser.state()
    assert mine["me"] == lea.id
    names = {channel["name"] for channel in mine["channels"]}
    assert {"general", "pricing-private"} <= names
    assert [command["command"] for command in mine["commands"]] == ["/echo", "/whois"]
    assert [message["text"] for message in said(mine, general)] == ["Only you"]
    theirs = Page(playground.url, "hugo").state()
    assert said(theirs, general) == []
    assert "pricing-private" not in {channel["name"] for channel in theirs["channels"]}
    assert "Only you" not in json.dumps(theirs)
    assert Page(playground.url, "").state()["me"] == lea.id
    with pytest.raises(HTTPError, match="400"):
        Page(playground.url, "nobody").state()


def test_only_the_channel_on_screen_has_its_messages_and_of_them_the_latest(
    playground: Playground, slack: WebClient, browser: Page, general: str
) -> None:
    product = playground.workspace.channel("product").id
    ts = [slack.chat_postMessage(channel=product, text=str(n))["ts"] for n in range(210)]
    state = browser.state()
    assert said(state, general) == []
    newest = {one["id"]: one["newest"] for one in state["channels"]}
    assert (newest[product], newest[general]) == (ts[-1], "0")
    assert [one["ts"] for one in said(browser.state(product), product)] == ts[-SHOWN_MESSAGES:]
    assert browser.state("home")["place"] == "home"
    hidden = playground.workspace.channel("pricing-private").id
    assert Page(playground.url, "hugo").state(hidden)["place"] == general


def test_pictures_from_elsewhere_are_never_fetched(playground: Playground) -> None:
    with urllib.request.urlopen(playground.url, timeout=30) as answer:
        policy = answer.headers["Content-Security-Policy"]
    assert "img-src 'self' data:;" in policy
    assert "http" not in policy.replace("https", "http").replace("ws://", "")


def test_a_call_that_changes_nothing_does_not_wake_the_page(
    playground: Playground, slack: WebClient, general: str
) -> None:
    before = playground.workspace.version
    slack.conversations_history(channel=general)
    slack.auth_test()
    slack.files_getUploadURLExternal(filename="a.txt", length=1)
    assert playground.workspace.version == before
    slack.chat_postMessage(channel=general, text="Hi")
    assert playground.workspace.version > before


def test_a_command_is_typed_and_its_button_clicked(
    bot: SocketBot, browser: Page, general: str
) -> None:
    blocks = [actions(button("Undo", "undo"), block_id="row")]
    bot.answers["slash_commands"] = lambda _: {"text": "Kept", "blocks": blocks}
    ts = browser.does("type", channel=general, text="/echo hi")["ts"]
    where = {"channel": general, "ts": ts}
    taken = browser.does("click", where=where, block_id="row", action_id="undo")
    assert taken == {"taken": True}
    assert bot.heard[-1]["actions"][0]["action_id"] == "undo"


def test_what_a_message_has_no_more_is_refused_in_the_language_of_who_clicks(
    bot: SocketBot, playground: Playground, general: str
) -> None:
    blocks = [actions(button("Undo", "undo"), block_id="row")]
    bot.answers["slash_commands"] = lambda _: {"text": "Kept", "blocks": blocks}
    for name, words in (("lea", "not there any more"), ("hugo", "plus là")):
        page = Page(playground.url, playground.as_(name).id)
        ts = page.does("type", channel=general, text="/echo hi")["ts"]
        where = {"channel": general, "ts": ts}
        with pytest.raises(HTTPError) as refused:
            page.does("click", where=where, block_id="row", action_id="redo")
        with refused.value as answer:
            assert words in json.load(answer)["error"]


def test_a_form_is_filled_in_and_submitted(
    bot: SocketBot, playground: Playground, slack: WebClient, browser: Page, lea: Actor
) -> None:
    slack.views_open(trigger_id=playground.workspace.triggers.give(lea.id), view=modal())
    (view,) = browser.state()["modals"]
    empty = browser.does("submit", view_id=view["id"], values={})
    assert empty["errors"] == {"words": "Please complete this required field."}
    values = {"words": {"value": "From the page"}}
    assert browser.does("submit", view_id=view["id"], values=values) == {"errors": None}
    sent = bot.heard[-1]["view"]["state"]["values"]
    assert sent["words"]["value"]["value"] == "From the page"
    assert browser.state()["modals"] == []


def test_shortcuts_and_the_home_tab_are_reached(
    bot: SocketBot, browser: Page, lea: Actor, general: str
) -> None:
    said = lea.types("Worth keeping")
    assert said is not None
    assert browser.does("shortcut", callback_id="keep", channel=general, ts=said.ts)["taken"]
    assert browser.does("shortcut", callback_id="new")["taken"]
    browser.does("home")
    assert bot.hears_event("app_home_opened")["user"] == lea.id


def test_what_is_not_there_is_refused_in_words(browser: Page, general: str) -> None:
    with pytest.raises(HTTPError) as caught:
        browser.does("type", channel=general, text="  ")
    with caught.value as answer:
        assert json.load(answer) == {"error": "There is nothing to send."}
    with pytest.raises(HTTPError) as caught:
        browser.does("close", view_id="V0")
    with caught.value as answer:
        assert json.load(answer) == {"error": "That form is not open any more."}


def test_the_page_is_woken_by_a_change(playground: Playground, browser: Page, lea: Actor) -> None:
    origin = Origin(playground.url)
    with connect(browser.state()["socket"], origin=origin) as socket:
        first = json.loads(socket.recv(timeout=30))["version"]
        lea.types("Something new")
        assert json.loads(socket.recv(timeout=30))["version"] > first


def test_the_inspector_shows_calls_and_deliveries(
    bot: SocketBot, playground: Playground, slack: WebClient, lea: Actor, general: str
) -> None:
    slack.chat_postMessage(channel=general, text="Seen")
    lea.types("/echo hi")
    with urllib.request.urlopen(f"{playground.url}/page/calls", timeout=30) as answer:
        shown = json.load(answer)
    assert shown["calls"][-1]["method"] == "chat.postMessage"
    assert shown["calls"][-1]["outcome"] == "ok"
    assert shown["calls"][-1]["answer"]["message"]["text"] == "Seen"
    # The event that tells of the posted message may be delivered before or after the command.
    assert "slash_commands" in {delivery["kind"] for delivery in shown["deliveries"]}
