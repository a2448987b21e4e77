"""Block Kit on the page: buttons, forms, what is typed into them, the keyboard."""

import threading

import pytest
from playwright.sync_api import expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import Opens, OpenScreen, does, select
from tests.office import Office
from tests.playground.tools import (
    SILENCE,
    Json,
    SocketBot,
    actions,
    button,
    field,
    modal,
    plain,
    section,
)

pytestmark = pytest.mark.browser

SURE = {
    "title": plain("Drop it?"),
    "text": plain("It will be gone."),
    "confirm": plain("Drop"),
    "deny": plain("Keep it"),
}


def test_a_button_asks_before_it_acts(
    playground: Playground, bot: SocketBot, screen: OpenScreen
) -> None:
    bot.answers["slash_commands"] = lambda payload: {
        "text": "A card",
        "blocks": [section("A card"), actions(button("Drop", value="7", confirm=SURE))],
    }
    page = screen(playground)
    playground.as_("lea").types("/echo")
    page.get_by_role("button", name="Drop").click()
    page.get_by_role("dialog").get_by_role("button", name="Keep it").click()
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert not [one for one in bot.heard if one.get("type") == "block_actions"]
    page.get_by_role("button", name="Drop").click()
    page.get_by_role("dialog").get_by_role("button", name="Drop").click()
    pressed = bot.hears(lambda one: one.get("type") == "block_actions")
    assert pressed["actions"][0]["value"] == "7"


def test_a_button_is_busy_until_the_bot_answered_and_then_presses_again(
    playground: Playground, bot: SocketBot, slack: WebClient, screen: OpenScreen
) -> None:
    general = playground.workspace.channel("general").id
    slack.chat_postMessage(channel=general, text="Go", blocks=[actions(button("Go"))])
    answered = threading.Event()
    bot.answers["block_actions"] = does(lambda payload: answered.wait(5))
    go = screen(playground).get_by_role("button", name="Go", exact=True)
    go.click()
    expect(go).to_have_attribute("aria-busy", "true")
    go.click()
    answered.set()
    expect(go).not_to_have_attribute("aria-busy", "true")
    assert [one["type"] for one in bot.heard].count("block_actions") == 1
    go.click()
    expect(go).not_to_have_attribute("aria-busy", "true")
    first = bot.hears(lambda one: one["type"] == "block_actions")
    assert bot.hears(lambda one: one["type"] == "block_actions" and one != first)


def test_a_form_with_errors_keeps_what_was_typed(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    opens(modal(field("words", "Words"), field("link", "Link", optional=True)))
    errors = {"link": "This is not a web address."}
    bot.answers["view_submission"] = lambda payload: {
        "response_action": "errors",
        "errors": errors,
    }
    page = screen(playground)
    playground.as_("lea").types("/echo")
    page.get_by_label("Words").fill("Acme <b>leaves</b>")
    page.get_by_label("Link").fill("nowhere")
    page.get_by_role("button", name="Send").last.click()
    expect(page.get_by_role("dialog")).to_contain_text("This is not a web address.")
    expect(page.get_by_label("Words")).to_have_value("Acme <b>leaves</b>")
    expect(page.get_by_label("Link")).to_have_value("nowhere")
    expect(page.get_by_label("Link")).to_be_focused()
    bot.answers["view_submission"] = lambda payload: None
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_have_count(0)


def test_an_update_keeps_what_was_typed_in_the_fields_that_stay(
    playground: Playground, bot: SocketBot, slack: WebClient, opens: Opens, screen: OpenScreen
) -> None:
    opens(modal(field("words", "Words"), field("old", "Old"), actions(button("More"))))
    fresh = modal(section("Two fields now"), field("words", "Words"), field("new", "New"))
    bot.answers["block_actions"] = does(
        lambda payload: slack.views_update(view_id=payload["view"]["id"], view=fresh)
    )
    page = screen(playground)
    playground.as_("lea").types("/echo")
    page.get_by_label("Words").fill("Typed before")
    page.get_by_role("button", name="More").last.click()
    expect(page.get_by_role("dialog")).to_contain_text("Two fields now")
    expect(page.get_by_label("Words")).to_have_value("Typed before")
    expect(page.get_by_label("New")).to_have_value("")
    expect(page.get_by_label("Old")).to_have_count(0)


def test_typing_that_the_bot_hears_goes_on_while_it_changes_the_form(
    playground: Playground, bot: SocketBot, slack: WebClient, opens: Opens, screen: OpenScreen
) -> None:
    heard_at = {"trigger_actions_on": ["on_character_entered"]}
    name = select(
        "name", "Name", type="plain_text_input", focus_on_load=True, dispatch_action_config=heard_at
    )
    asked = [select("first", "First", type="plain_text_input"), name | {"dispatch_action": True}]
    opens(modal(*asked))

    def echoed(payload: Json) -> None:
        value = payload["actions"][0]["value"]
        view = modal(section(f"So far: {value}"), *asked)
        slack.views_update(view_id=payload["view"]["id"], hash=payload["view"]["hash"], view=view)

    bot.answers["block_actions"] = echoed
    page = screen(playground)
    playground.as_("lea").types("/echo")
    box = page.get_by_label("Name")
    expect(box).to_be_focused()
    box.press_sequentially("Ac")
    expect(page.get_by_role("dialog")).to_contain_text("So far: Ac")
    expect(box).to_be_focused()
    page.keyboard.type("me")
    expect(page.get_by_role("dialog")).to_contain_text("So far: Acme")
    expect(box).to_have_value("Acme")


def test_a_view_on_top_gives_way_to_the_one_below_with_what_was_typed(
    playground: Playground, bot: SocketBot, slack: WebClient, opens: Opens, screen: OpenScreen
) -> None:
    opens(modal(field("words", "Words"), actions(button("Deeper")), notify_on_close=True))
    deeper = {**modal(section("Below the surface")), "title": plain("Second")}
    deeper["notify_on_close"] = True
    bot.answers["block_actions"] = does(
        lambda payload: slack.views_push(trigger_id=payload["trigger_id"], view=deeper)
    )
    page = screen(playground)
    playground.as_("lea").types("/echo")
    page.get_by_label("Words").fill("Typed below")
    page.get_by_role("button", name="Deeper").click()
    second = page.get_by_role("dialog", name="Second")
    second.locator("header").get_by_role("button", name="Back").click()
    expect(page.get_by_label("Words")).to_have_value("Typed below")
    assert bot.hears(lambda one: one.get("type") == "view_closed")["is_cleared"] is False
    page.get_by_role("button", name="Deeper").click()
    expect(second).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    for _ in range(2):
        assert bot.hears(lambda one: one.get("is_cleared") is True)


def test_escape_in_a_date_field_closes_the_form_once(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    opens(modal(select("day", "Day", type="datepicker")))
    page = screen(playground)
    closings: list[str] = []
    page.on("request", lambda sent: closings.append(sent.url) if "/close" in sent.url else None)
    playground.as_("lea").types("/echo")
    expect(page.get_by_label("Day")).to_be_focused()
    with page.expect_response("**/page/close"):
        page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    assert len(closings) == 1


def test_a_form_stays_open_where_the_bot_does_not_answer(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    opens(modal())
    bot.answers["view_submission"] = lambda payload: SILENCE
    playground.delivery.timing.deadline = 0.3
    page = screen(playground)
    playground.as_("lea").types("/echo")
    page.get_by_label("Words").fill("Do not lose me")
    page.get_by_label("Words").press("Enter")
    expect(page.get_by_label("Words")).to_be_disabled()
    expect(page.get_by_role("dialog")).to_contain_text("did not respond")
    expect(page.get_by_label("Words")).to_have_value("Do not lose me")
    expect(page.get_by_label("Words")).to_be_enabled()


def test_a_select_lists_conversations_that_fit_and_begins_with_the_one_on_screen(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    kept = {"include": ["public", "im"], "exclude_bot_users": True}
    known: Json = {"filter": kept, "default_to_current_conversation": True}
    opens(modal(select("where", "Where", type="conversations_select", **known)))
    lea = playground.as_("lea")
    lea.types("Hello", channel="@hugo")
    page = screen(playground, place="product")
    lea.types("/echo", channel="product")
    field_of_places = page.get_by_role("combobox", name="Where")
    expect(field_of_places).to_have_value("#product")
    field_of_places.click()
    names = ["#general", "#product", "#sales-calls", "Hugo Bernard"]
    options = page.get_by_role("dialog").get_by_role("option")
    expect(options).to_have_text(names)
    # What is typed after a click stands in the place of what was chosen.
    page.keyboard.type("gen")
    expect(options).to_have_text(["#general"])
    page.keyboard.press("Escape")
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    sent = bot.hears(lambda one: one.get("type") == "view_submission")["view"]["state"]["values"]
    product = playground.workspace.channel("product").id
    assert sent["where"]["value"]["selected_conversation"] == product


def test_a_global_shortcut_knows_the_channel_on_screen(
    playground: Playground, bot: SocketBot, slack: WebClient, screen: OpenScreen
) -> None:
    begins = select(
        "where", "Where", type="conversations_select", default_to_current_conversation=True
    )
    bot.answers["shortcut"] = does(
        lambda asked: slack.views_open(trigger_id=asked["trigger_id"], view=modal(begins))
    )
    page = screen(playground, place="product")
    page.locator("#shortcuts").click()
    page.get_by_role("menuitem", name="New").click()
    expect(page.get_by_role("combobox", name="Where")).to_have_value("#product")


def test_an_unknown_block_is_a_note_and_no_failure(
    playground: Playground, screen: OpenScreen
) -> None:
    lea = playground.as_("lea")
    message = lea.types("Before", channel="general")
    assert message
    message.blocks = [{"type": "video", "block_id": "v"}, section("After", block_id="s")]
    page = screen(playground)
    written = page.get_by_role("article", name="Léa Martin")
    expect(written).to_contain_text("“video” is not shown here")
    expect(written).to_contain_text("After")


def test_a_message_shortcut_is_in_the_menu_of_a_message(
    playground: Playground, bot: SocketBot, screen: OpenScreen
) -> None:
    message = playground.as_("hugo").types("Worth keeping", channel="general")
    assert message
    page = screen(playground)
    written = page.get_by_role("article", name="Hugo Bernard")
    written.hover()
    written.get_by_role("button", name="More actions").click()
    page.get_by_role("menuitem", name="Keep").click()
    asked = bot.hears(lambda one: one.get("type") == "message_action")
    assert (asked["callback_id"], asked["message_ts"]) == ("keep", message.ts)


def test_the_keyboard_is_enough(office: Office, screen: OpenScreen) -> None:
    page = screen(office.playground, place="product")
    expect(page.locator("#box")).to_be_focused()
    page.keyboard.type("/ins")
    page.keyboard.press("Enter")
    page.keyboard.type("Acme cannot export")
    page.keyboard.press("Enter")
    receipt = page.locator(".message.only")
    expect(receipt).to_contain_text("INS-1 is kept.")
    # From the box back over Share and Undo.
    for _ in range(3):
        page.keyboard.press("Shift+Tab")
    expect(receipt.get_by_role("button", name="Add details")).to_be_focused()
    page.keyboard.press("Enter")
    form = page.get_by_role("dialog", name="INS-1")
    expect(form.get_by_label("What did you learn?")).to_be_focused()
    page.keyboard.press("End")
    page.keyboard.type(" to PDF")
    page.keyboard.press("Control+Enter")
    expect(page.get_by_role("dialog")).to_contain_text("up to date")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.locator("body")).not_to_be_focused()
