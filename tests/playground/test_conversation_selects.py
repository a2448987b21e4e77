"""Selects of conversations: what they offer a person, what they begin with, what they take."""

import json
from typing import Any
from urllib.error import HTTPError

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground
from bot.playground.state import Workspace
from tests.page import Page
from tests.playground.tools import Json, SocketBot, actions, button, field, modal, section


def where(kind: str = "conversations_select", **element: Any) -> Json:
    """A field for conversations."""
    chosen = {"type": kind, "action_id": "value", **element}
    return field("where", "Where", element=chosen, optional=True)


def opens(bot: SocketBot, slack: WebClient, *blocks: Json) -> None:
    """Makes the bot open a form for commands, clicks and shortcuts."""

    def answer(payload: Json) -> None:
        slack.views_open(trigger_id=payload["trigger_id"], view=modal(*blocks))

    for kind in ("slash_commands", "block_actions", "message_action", "shortcut"):
        bot.answers[kind] = answer


def sent(bot: SocketBot) -> Json:
    """What stood in the field when the form was last sent."""
    forms = [one for one in bot.heard if one.get("type") == "view_submission"]
    value: Json = forms[-1]["view"]["state"]["values"]["where"]["value"]
    return value


@pytest.fixture
def browser(playground: Playground, lea: Actor) -> Page:
    return Page(playground.url, lea.id)


def offered(browser: Page, workspace: Workspace) -> set[str]:
    """The names of what the page lists; people's for direct messages."""
    ids = browser.state()["modals"][-1]["offers"]["where"]["value"]
    me = workspace.person(browser.who).id
    names = set()
    for channel in (workspace.channels[one] for one in ids):
        others = [workspace.people[one].name for one in channel.members if one != me]
        names.add(channel.name or "".join(others))
    return names


PUBLIC = {"general", "product", "sales-calls"}
PRIVATE = {"pricing-private", "product-leads"}
GROUP = "mpdm-hugo--lea--priya-1"


@pytest.fixture
def talks(playground: Playground, lea: Actor) -> None:
    """Direct messages between two, of Léa and of others, and between three."""
    hugo, priya = playground.as_("hugo"), playground.as_("priya")
    lea.types("Hello", channel="@hugo")
    hugo.types("Between us", channel="@priya")
    playground.workspace.direct(lea.id, hugo.id, priya.id).name = GROUP


@pytest.mark.parametrize(
    ("element", "names"),
    [
        ({}, {*PUBLIC, *PRIVATE, "hugo", "echo", GROUP}),
        ({"filter": {"include": ["public"]}}, PUBLIC),
        ({"filter": {"include": ["private"]}}, PRIVATE),
        ({"filter": {"include": ["im"]}}, {"hugo", "echo"}),
        ({"filter": {"include": ["im"], "exclude_bot_users": True}}, {"hugo"}),
        ({"filter": {"include": ["mpim"]}}, {GROUP}),
        ({"filter": {"exclude_bot_users": True}}, {*PUBLIC, *PRIVATE, "hugo", GROUP}),
        ({"filter": {"exclude_external_shared_channels": True, "include": ["public"]}}, PUBLIC),
        ({"kind": "channels_select"}, PUBLIC),
    ],
)
@pytest.mark.usefixtures("talks")
def test_the_page_lists_what_fits_the_filter_and_the_person_may_see(
    bot: SocketBot, slack: WebClient, browser: Page, lea: Actor, element: Json, names: set[str]
) -> None:
    opens(bot, slack, where(**element))
    browser.types("/echo")
    assert offered(browser, lea.workspace) == names


def test_private_channels_of_others_and_archived_ones_are_not_listed(
    playground: Playground, bot: SocketBot, slack: WebClient
) -> None:
    hugo = Page(playground.url, "hugo")
    playground.as_("hugo").archives("sales-calls")
    opens(bot, slack, where(filter={"include": ["public", "private"]}))
    hugo.types("/echo")
    assert offered(hugo, playground.workspace) == {"general", "product", "product-leads"}


def test_the_default_is_where_the_person_is_and_is_sent_untouched(
    playground: Playground, bot: SocketBot, slack: WebClient, browser: Page
) -> None:
    product = playground.workspace.channel("product").id
    opens(bot, slack, where(default_to_current_conversation=True))
    browser.types("/echo", channel="product")
    view = browser.state()["modals"][-1]
    assert view["state"]["values"]["where"]["value"]["selected_conversation"] == product
    assert browser.does("submit", view_id=view["id"]) == {"errors": None}
    assert sent(bot)["selected_conversation"] == product


def test_a_field_for_several_begins_with_that_one_instead_of_its_own(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    product = playground.workspace.channel("product").id
    several = where(
        "multi_conversations_select",
        default_to_current_conversation=True,
        initial_conversations=[general],
    )
    opens(bot, slack, several)
    lea.types("/echo", channel="product")
    lea.submits()
    assert sent(bot)["selected_conversations"] == [product]


def test_clicks_shortcuts_and_forms_on_top_know_where_the_person_is(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Actor, browser: Page
) -> None:
    product = playground.workspace.channel("product").id
    slack.chat_postMessage(channel=product, text="Go", blocks=[actions(button("Go"))])
    opens(bot, slack, where(default_to_current_conversation=True))
    lea.clicks("Go")
    lea.submits()
    assert sent(bot)["selected_conversation"] == product
    lea.shortcut("Keep", lea.sees("Go"))
    lea.submits()
    assert sent(bot)["selected_conversation"] == product
    browser.does("shortcut", callback_id="new", channel=product)
    on_top = modal(where(default_to_current_conversation=True))
    bot.answers["view_submission"] = lambda _: {"response_action": "push", "view": on_top}
    lea.submits()
    bot.answers.pop("view_submission")
    lea.submits()
    assert sent(bot)["selected_conversation"] == product


def test_the_default_is_nothing_where_the_conversation_does_not_fit(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Actor
) -> None:
    kept = {"include": ["public"]}
    opens(bot, slack, where(default_to_current_conversation=True, filter=kept))
    lea.types("/echo", channel="product-leads")
    lea.submits()
    assert sent(bot)["selected_conversation"] is None
    lea.shortcut("New")
    lea.submits()
    assert sent(bot)["selected_conversation"] is None


def test_an_initial_conversation_wins_over_the_default(
    bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    opens(bot, slack, where(default_to_current_conversation=True, initial_conversation=general))
    lea.types("/echo", channel="product")
    lea.submits()
    assert sent(bot)["selected_conversation"] == general


def test_what_was_chosen_or_taken_back_wins_over_the_default(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Actor, general: str
) -> None:
    opens(bot, slack, where(default_to_current_conversation=True))
    lea.types("/echo", channel="product")
    lea.chooses("Where", "general")
    lea.submits()
    assert sent(bot)["selected_conversation"] == general
    lea.types("/echo", channel="product")
    lea.chooses("Where")
    lea.submits()
    assert sent(bot)["selected_conversation"] is None


@pytest.mark.parametrize("kind", ["conversations_select", "multi_conversations_select"])
def test_a_value_that_the_page_could_not_send_is_refused(
    playground: Playground, bot: SocketBot, slack: WebClient, browser: Page, kind: str
) -> None:
    opens(bot, slack, where(kind, filter={"include": ["public"]}))
    browser.types("/echo")
    view = browser.state()["modals"][-1]["id"]
    private = playground.workspace.channel("pricing-private").id
    value = private if kind == "conversations_select" else [private]
    for wrong in (value, ["C0NOWHERE"], {"id": private}, 7):
        with pytest.raises(HTTPError, match="400") as caught:
            browser.does("submit", view_id=view, values={"where": {"value": wrong}})
        assert "can't be chosen here" in json.load(caught.value)["error"]
    assert [one for one in bot.heard if one.get("type") == "view_submission"] == []


def test_a_field_keeps_what_it_began_with_though_it_does_not_fit(
    playground: Playground, bot: SocketBot, slack: WebClient, lea: Actor, browser: Page
) -> None:
    private = playground.workspace.channel("pricing-private").id
    product = playground.workspace.channel("product").id
    kept = {"include": ["public"]}
    several = where("multi_conversations_select", filter=kept, initial_conversations=[private])
    opens(bot, slack, several)
    browser.types("/echo")
    view = browser.state()["modals"][-1]["id"]
    browser.does("submit", view_id=view, values={"where": {"value": [private, product]}})
    assert sent(bot)["selected_conversations"] == [private, product]


def test_a_person_cannot_choose_what_is_not_offered(
    bot: SocketBot, slack: WebClient, lea: Actor
) -> None:
    opens(bot, slack, where(filter={"include": ["public", "im"], "exclude_bot_users": True}))
    lea.types("/echo")
    for name in ("pricing-private", "@echo"):
        with pytest.raises(AssertionError, match="There is no conversation"):
            lea.chooses("Where", name)
    lea.chooses("Where", "sales-calls")
    lea.submits()
    assert sent(bot)["selected_conversation"]


def test_a_select_in_a_message_follows_the_filter(
    playground: Playground, bot: SocketBot, slack: WebClient, browser: Page, general: str
) -> None:
    private = where(filter={"include": ["private"]})["element"]
    block = section("Where?", block_id="where", accessory=private)
    ts = slack.chat_postMessage(channel=general, text="Where?", blocks=[block])["ts"]
    shown = next(one for one in browser.state(general)["channels"] if one["id"] == general)
    listed = shown["messages"][-1]["offers"]["where"]["value"]
    leads = playground.workspace.channel("product-leads").id
    assert set(listed) == {leads, playground.workspace.channel("pricing-private").id}
    click = {"where": {"channel": general, "ts": ts}, "block_id": "where", "action_id": "value"}
    with pytest.raises(HTTPError, match="400"):
        browser.does("click", **click, chosen={"selected_conversation": general})
    browser.does("click", **click, chosen={"selected_conversation": leads})
    heard = bot.hears(lambda one: one.get("type") == "block_actions")
    assert heard["actions"][0]["selected_conversation"] == leads
