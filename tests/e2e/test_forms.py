"""Block Kit on the page: buttons, forms, what is typed into them, the keyboard."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import OpenScreen
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

Opens = Callable[[Json], None]
SURE = {
    "title": plain("Drop it?"),
    "text": plain("It will be gone."),
    "confirm": plain("Drop"),
    "deny": plain("Keep it"),
}


@pytest.fixture
def opens(bot: SocketBot, slack: WebClient) -> Opens:
    """Makes the bot open this view for every command."""

    def prepared(view: Json) -> None:
        bot.answers["slash_commands"] = does(
            lambda payload: slack.views_open(trigger_id=payload["trigger_id"], view=view)
        )

    return prepared


def does(action: Callable[[Json], object]) -> Callable[[Json], None]:
    """An answer that calls Slack and says nothing itself."""

    def answer(payload: Json) -> None:
        action(payload)

    return answer


def select(block_id: str, label: str, **element: Any) -> Json:
    """An input block with a control that is not a text field."""
    return field(block_id, label, element={"action_id": "value", **element})


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
    expect(page.get_by_role("dialog", name="Second")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Words")).to_have_value("Typed below")
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)
    bot.hears(lambda one: one.get("type") == "view_closed")


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


OPTIONS = [{"text": plain(name), "value": name.lower()} for name in ("Red", "Green", "Blue")]
EVERY_KIND = modal(
    select("one", "One", type="static_select", options=OPTIONS),
    select("many", "Many", type="multi_static_select", options=OPTIONS),
    select("radio", "Radio", type="radio_buttons", options=OPTIONS),
    select("boxes", "Boxes", type="checkboxes", options=OPTIONS),
    select("day", "Day", type="datepicker"),
    select("who", "Who", type="users_select"),
    select("where", "Where", type="conversations_select"),
    select("far", "Far", type="external_select", min_query_length=1),
)


def fill_every_kind(page: Page) -> None:
    """Chooses something in each field of that form."""
    page.get_by_label("One").select_option("Green")
    page.get_by_label("Many").select_option(["Red", "Blue"])
    page.get_by_role("radiogroup", name="Radio").get_by_label("Blue").check()
    page.get_by_role("group", name="Boxes").get_by_label("Red").check()
    page.get_by_label("Day").fill("2026-03-09")
    page.get_by_label("Who").select_option("Hugo Bernard")
    page.get_by_label("Where").select_option("#product")
    page.get_by_label("Far").press_sequentially("ab")
    page.get_by_role("option", name="Found ab").wait_for()
    page.keyboard.press("Enter")


def found(payload: dict[str, Any]) -> dict[str, Any]:
    """Offers one option for whatever is typed."""
    return {"options": [{"text": plain(f"Found {payload['value']}"), "value": "found"}]}


def test_every_kind_of_field_tells_the_bot_what_was_chosen(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    opens(EVERY_KIND)
    bot.answers["block_suggestion"] = found
    page = screen(playground)
    playground.as_("lea").types("/echo")
    fill_every_kind(page)
    page.get_by_role("dialog").get_by_role("button", name="Send").click()
    sent = bot.hears(lambda one: one.get("type") == "view_submission")["view"]["state"]["values"]
    assert sent["one"]["value"]["selected_option"] == OPTIONS[1]
    assert sent["many"]["value"]["selected_options"] == [OPTIONS[0], OPTIONS[2]]
    assert sent["radio"]["value"]["selected_option"] == OPTIONS[2]
    assert sent["boxes"]["value"]["selected_options"] == [OPTIONS[0]]
    assert sent["day"]["value"]["selected_date"] == "2026-03-09"
    assert sent["who"]["value"]["selected_user"] == playground.as_("hugo").id
    channel = playground.workspace.channel("product").id
    assert sent["where"]["value"]["selected_conversation"] == channel
    assert sent["far"]["value"]["selected_option"]["value"] == "found"


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
    field_of_places = page.get_by_label("Where")
    expect(field_of_places.locator("option:checked")).to_have_text("#product")
    names = ["Choose…", "#general", "#product", "#sales-calls", "Hugo Bernard"]
    expect(field_of_places.locator("option")).to_have_text(names)
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
    expect(page.get_by_label("Where").locator("option:checked")).to_have_text("#product")


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
