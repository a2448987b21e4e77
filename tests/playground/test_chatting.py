"""What people do on the page without the app: threads, reading, statuses, channels."""

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from zoneinfo import ZoneInfo

import pytest
from slack_sdk import WebClient

from bot import clock
from bot.playground import Actor, Playground, lumen, small, statuses
from tests.page import Page
from tests.playground.tools import MANIFEST, SocketBot

PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def browser(playground: Playground, lea: Actor) -> Page:
    return Page(playground.url, lea.id)


def refusal(page: Page, what: str, **body: Any) -> str:
    """The words in which this gesture is refused."""
    with pytest.raises(HTTPError) as caught:
        page.does(what, **body)
    with caught.value as answer:
        return str(json.load(answer)["error"])


def test_a_thread_is_apart_from_its_channel_unless_a_reply_is_sent_there_too(
    playground: Playground, slack: WebClient, browser: Page, general: str
) -> None:
    root = playground.as_("hugo").types("Question")
    assert root is not None
    reply = browser.does("type", channel=general, text="Answer", thread_ts=root.ts)["ts"]
    below = browser.does("type", channel=general, text="More", thread_ts=reply, broadcast=True)
    state = browser.state(general, root.ts)
    (channel,) = (one for one in state["channels"] if "messages" in one)
    shown = [(one["text"], one.get("reply_count")) for one in channel["messages"]]
    assert shown == [("Question", 2), ("More", None)]
    thread = state["thread"]
    assert [one["text"] for one in thread["messages"]] == ["Question", "Answer", "More"]
    assert thread["messages"][2]["subtype"] == "thread_broadcast"
    history = slack.conversations_history(channel=general)["messages"]
    assert [one["text"] for one in history] == ["More", "Question"]
    posted = slack.chat_postMessage(
        channel=general, text="Both", thread_ts=below["ts"], reply_broadcast=True
    )
    assert posted["message"]["thread_ts"] == root.ts
    assert browser.state("threads")["threads"][0]["messages"][-1]["text"] == "Both"
    assert browser.state(general)["thread"] is None
    hidden = playground.as_("priya").types("Secret", channel="pricing-private")
    assert hidden is not None
    theirs = Page(playground.url, "hugo")
    assert theirs.state(general, f"{hidden.channel}/{hidden.ts}")["thread"] is None


def test_what_each_person_has_not_read_is_counted_and_kept(tmp_path: Path) -> None:
    file = tmp_path / "playground.json"
    with Playground(MANIFEST, seed=lumen(), state_file=file) as first:
        lea, hugo = first.as_("lea"), first.as_("hugo")
        assert (lea.unread("general"), hugo.unread("general")) == ((0, 0), (0, 0))
        hugo.types("One")
        lea.types("Two, @product-managers @kenji")
        asked = hugo.types("Three @lea", channel="product")
        lea.types("Psst", channel="@hugo")
        assert lea.unread("general") == (0, 0)
        assert first.as_("sam").unread("general") == (2, 1)
        assert first.as_("nora").unread("general") == (2, 0)
        assert hugo.unread("@lea") == (1, 1)
        reply = first.as_("kenji").types("I am", channel="product", thread=asked)
        assert asked is not None
        assert reply is not None
        assert lea.unread("product") == (1, 1)
        browser = Page(first.url, "hugo")
        assert [one["unread"] for one in browser.state()["threads"] if one["unread"]] == [1]
        browser.does("read", channel=asked.channel, thread_ts=asked.ts, ts=reply.ts)
        assert not any(one["unread"] for one in browser.state()["threads"])
        browser.does("read", channel=asked.channel, ts=asked.ts)
        assert hugo.unread("product") == (0, 0)
        assert "plus là" in refusal(browser, "read", channel=asked.channel, ts="9" * 17)
    with Playground(MANIFEST, state_file=file) as second:
        assert second.as_("sam").unread("general") == (2, 1)
        assert second.as_("hugo").unread("general") == (1, 0)
        second.as_("hugo").reads("general")
        assert second.as_("hugo").unread("general") == (0, 0)
        second.as_("camille").joins("product")
        assert second.as_("camille").unread("product") == (0, 0)
    kept = json.loads(file.read_text())
    del kept["reads"]
    file.write_text(json.dumps(kept))
    with Playground(MANIFEST, state_file=file) as third:
        assert third.as_("sam").unread("general") == (0, 0)


def test_a_message_is_changed_by_its_author_alone(
    playground: Playground, slack: WebClient, browser: Page, lea: Actor, general: str
) -> None:
    mine, theirs = lea.types("Mine"), playground.as_("hugo").types("Theirs")
    assert mine is not None
    assert theirs is not None
    browser.does("edit", channel=general, ts=mine.ts, text="Mine, @hugo")
    assert lea.sees("Mine, @Hugo Bernard").edited_ts
    assert refusal(browser, "edit", channel=general, ts=mine.ts, text=" ").startswith("A message")
    for gesture in ("edit", "delete"):
        said = refusal(browser, gesture, channel=general, ts=theirs.ts, text="Changed")
        assert said == "Only who wrote a message can change it."
    browser.does("delete", channel=general, ts=mine.ts)
    assert "not there any more" in refusal(browser, "delete", channel=general, ts=mine.ts)
    assert "Everybody" in refusal(browser, "dismiss", channel=general, ts=theirs.ts)
    only = slack.chat_postEphemeral(channel=general, user=lea.id, text="Only you")["message_ts"]
    browser.does("dismiss", channel=general, ts=only)
    lea.does_not_see("Only you")


def test_a_reaction_is_added_and_taken_back_where_one_may(
    bot: SocketBot, playground: Playground, browser: Page, lea: Actor, general: str
) -> None:
    said = playground.as_("hugo").types("It is live")
    assert said is not None
    for _ in range(3):
        browser.does("react", channel=general, ts=said.ts, name="tada")
    assert said.reactions == {"tada": [lea.id]}
    bot.hears_event("reaction_added")
    assert "emoji" in refusal(browser, "react", channel=general, ts=said.ts, name=": :")
    lea.leaves("general")
    assert refusal(browser, "react", channel=general, ts=said.ts, name="eyes") == (
        "Join #general first."
    )
    assert refusal(browser, "type", channel=general, text="Hi") == "Join #general first."
    lea.joins("general")
    typed = refusal(browser, "type", channel=general, text="/echo hi", thread_ts=said.ts)
    assert typed == "/echo can't be used in a thread: type it in the channel."
    playground.as_("priya").archives("general")
    assert refusal(browser, "type", channel=general, text="Hi") == "#general is archived."
    assert refusal(browser, "join", channel=general) == "#general is archived."
    french = refusal(Page(playground.url, "hugo"), "type", channel=general, text="Salut")
    assert french == "#general est archivé."


def test_a_status_ends_when_it_was_said_to(
    bot: SocketBot, playground: Playground, browser: Page, lea: Actor
) -> None:
    now, workspace = clock.now(), playground.workspace
    today = now.astimezone(PARIS).date()
    spans = {"1h": now + timedelta(hours=1), "4h": now + timedelta(hours=4)}
    for until, end in spans.items():
        browser.does("status", emoji="bus", text="", until=until)
        assert abs(lea.person.status_expiration - end.timestamp()) < 60
    last = today + timedelta(days=2)
    for until, day in {"today": today, last.isoformat(): last}.items():
        browser.does("status", emoji=":palm_tree:", text="Away", until=until)
        end = datetime.fromtimestamp(lea.person.status_expiration, PARIS)
        assert (end.date(), end.hour, end.minute) == (day, 23, 59)
    lea.sets_status("Away", "palm_tree", "week")
    assert datetime.fromtimestamp(lea.person.status_expiration, PARIS).weekday() == 6
    assert "choose a later one" in refusal(browser, "status", text="x", until="2020-01-01")
    assert "Choose a day" in refusal(browser, "status", text="x", until="soon")
    assert "100 characters" in refusal(browser, "status", text="x" * 101)
    lea.sets_status("Thinking")
    assert (lea.person.status_emoji, statuses.next_moment(workspace)) == (":speech_balloon:", None)
    # A second ago: the playground itself notices.
    lea.changes_profile(status_expiration=int(clock.now().timestamp()) - 1)
    lea.waits_until(lambda: not lea.person.status_text, "The status did not end")
    assert lea.person.status_expiration == 0
    told = bot.hears(lambda one: not one["event"]["user"]["profile"]["status_emoji"])
    assert told["event"]["type"] == "user_change"
    lea.clears_status()


def test_channels_are_made_joined_and_left(
    bot: SocketBot, playground: Playground, browser: Page, lea: Actor
) -> None:
    made = browser.does("create", name="#beta", private=True)["channel"]
    assert "already" in refusal(browser, "create", name="beta")
    assert "small letters" in refusal(browser, "create", name="Two words")
    priya = Page(playground.url, "priya")
    assert "not in this channel" in refusal(priya, "join", channel=made)
    browser.does("invite", channel=made, user="priya")
    browser.does("invite", channel=made, user=playground.workspace.bot_user)
    joined = bot.hears_event("member_joined_channel")
    assert (joined["channel"], joined["inviter"]) == (made, lea.id)
    browser.does("leave", channel=made, user=playground.workspace.bot_user)
    assert bot.hears_event("group_left")["channel"] == made
    browser.does("leave", channel=made)
    assert playground.workspace.channel("beta").members == [playground.as_("priya").id]
    direct = browser.does("direct", user="hugo")["channel"]
    assert "leave" in refusal(browser, "leave", channel=direct)
    assert "added" in refusal(browser, "invite", channel=direct, user="priya")
    lea.creates("gamma")
    playground.as_("hugo").joins("gamma")
    lea.invites("priya", "gamma")
    assert len(playground.workspace.channel("gamma").members) == 3


def test_the_app_hears_of_a_new_channel_and_which_of_its_tabs_is_opened(lea: Actor) -> None:
    events = [*MANIFEST["settings"]["event_subscriptions"]["bot_events"], "channel_created"]
    settings = MANIFEST["settings"] | {"event_subscriptions": {"bot_events": events}}
    app = MANIFEST | {"settings": settings}
    with Playground(app, seed=small()) as playground, SocketBot(playground) as bot:
        page = Page(playground.url, lea.id)
        page.does("create", name="open")
        assert bot.hears_event("channel_created")["channel"]["name"] == "open"
        page.does("home", tab="messages")
        assert bot.hears_event("app_home_opened")["tab"] == "messages"
        assert "no such tab" in refusal(page, "home", tab="files")
