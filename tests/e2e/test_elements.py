"""Block Kit's elements on the page: each tells the bot what was chosen, with the keyboard too."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playground import Playground
from tests.e2e.conftest import Opens, OpenScreen, select
from tests.playground.tools import SILENCE, Json, SocketBot, actions, button, modal, plain, section

pytestmark = pytest.mark.browser

COLOURS = ("Red", "Green", "Blue")
OPTIONS = [
    {
        # Slack fills in `emoji` where it is not said.
        "text": plain(name) | {"emoji": True},
        "value": name.lower(),
        "description": plain(f"As {name.lower()} as it is") | {"emoji": True},
    }
    for name in COLOURS
]
GROUPS = [
    {"label": plain("Warm"), "options": OPTIONS[:1]},
    {"label": plain("Cold"), "options": OPTIONS[1:]},
]
EVERY_KIND = modal(
    select("colour", "Colour", type="static_select", option_groups=GROUPS),
    select("many", "Many", type="multi_static_select", options=OPTIONS, max_selected_items=2),
    select("radio", "Radio", type="radio_buttons", options=OPTIONS),
    select("boxes", "Boxes", type="checkboxes", options=OPTIONS),
    select("day", "Day", type="datepicker"),
    select("hour", "Hour", type="timepicker"),
    select("moment", "Moment", type="datetimepicker"),
    select("who", "Who", type="users_select"),
    select("crew", "Crew", type="multi_users_select"),
    select("where", "Where", type="conversations_select"),
    select("channel", "Channel", type="channels_select"),
    select("far", "Far", type="external_select", min_query_length=1),
    select("farther", "Several", type="multi_external_select", min_query_length=1),
    select("number", "Number", type="number_input", is_decimal_allowed=False, max_value="9"),
    select("link", "Link", type="url_text_input"),
    select("mail", "Mail", type="email_text_input"),
    select("rich", "Rich", type="rich_text_input"),
)


def chooses(page: Page, label: str, *names: str) -> None:
    """Looks for an option by typing and takes it, in the select of that name."""
    box = page.get_by_role("combobox", name=label)
    control = page.locator(".control").filter(has=box)
    for name in names:
        box.fill(name)
        expect(control.get_by_role("option", name=name)).to_be_visible()
        box.press("Enter")


def fill_every_kind(page: Page) -> None:
    """Chooses something in each field of that form but the last four."""
    chooses(page, "Colour", "Green")
    chooses(page, "Many", "Red", "Blue")
    page.get_by_role("radiogroup", name="Radio").get_by_label("Blue").check()
    page.get_by_role("group", name="Boxes").get_by_label("Red").check()
    page.get_by_label("Day").fill("2026-03-09")
    page.get_by_label("Hour").fill("09:30")
    page.get_by_label("Moment").fill("2026-03-29T09:30")
    chooses(page, "Who", "Hugo Bernard")
    chooses(page, "Crew", "Hugo Bernard", "Priya Shah")
    chooses(page, "Where", "#product")
    chooses(page, "Channel", "#general")
    chooses(page, "Far", "Found it")
    chooses(page, "Several", "Found it", "Found that")


def fill_what_is_checked(page: Page, *values: str) -> None:
    """Types into the fields that the form itself checks."""
    form = page.get_by_role("dialog")
    for label, value in zip(("Number", "Link", "Mail"), values, strict=True):
        form.get_by_label(label).fill(value)


def found(payload: dict[str, Any]) -> dict[str, Any]:
    """Offers one option for whatever is typed, in a group."""
    option = {"text": plain(payload["value"]), "value": payload["value"].lower()}
    return {"option_groups": [{"label": plain("Found"), "options": [option]}]}


def test_every_kind_of_field_tells_the_bot_what_was_chosen(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    opens(EVERY_KIND)
    bot.answers["block_suggestion"] = found
    page = screen(playground)
    playground.as_("lea").types("/echo")
    fill_every_kind(page)
    fill_what_is_checked(page, "12", "nowhere", "lea@")
    page.get_by_label("Rich").fill("In so\nmany words")
    send = page.get_by_role("dialog").get_by_role("button", name="Send")
    send.click()
    form = page.get_by_role("dialog")
    for wrong in ("number of at most 9", "a valid URL", "a valid email address"):
        expect(form).to_contain_text(wrong)
    fill_what_is_checked(page, "8", "https://a.example/b", "lea@small.example")
    expect(form).not_to_contain_text("number of at most 9")
    send.click()
    sent = bot.hears(lambda one: one.get("type") == "view_submission")["view"]["state"]["values"]
    kept = {block: held["value"] for block, held in sent.items()}
    person, place = playground.workspace.person, playground.workspace.channel
    assert kept["colour"]["selected_option"] == OPTIONS[1]
    assert kept["many"]["selected_options"] == [OPTIONS[0], OPTIONS[2]]
    assert kept["radio"]["selected_option"] == OPTIONS[2]
    assert kept["boxes"]["selected_options"] == [OPTIONS[0]]
    assert kept["day"]["selected_date"] == "2026-03-09"
    assert kept["hour"]["selected_time"] == "09:30"
    # 9:30 in Paris on the day its clocks went forward.
    assert kept["moment"]["selected_date_time"] == 1774769400
    assert kept["who"]["selected_user"] == person("hugo").id
    assert kept["crew"]["selected_users"] == [person("hugo").id, person("priya").id]
    assert kept["where"]["selected_conversation"] == place("product").id
    assert kept["channel"]["selected_channel"] == place("general").id
    assert kept["far"]["selected_option"]["value"] == "found it"
    several = [one["value"] for one in kept["farther"]["selected_options"]]
    assert several == ["found it", "found that"]
    assert kept["number"]["value"] == "8"
    (said,) = kept["rich"]["rich_text_value"]["elements"]
    assert said["elements"] == [{"type": "text", "text": "In so\nmany words"}]


def test_a_select_is_used_with_the_keyboard(
    playground: Playground, bot: SocketBot, opens: Opens, screen: OpenScreen
) -> None:
    opens(EVERY_KIND)
    page = screen(playground)
    playground.as_("lea").types("/echo")
    form = page.get_by_role("dialog")
    colour = page.get_by_role("combobox", name="Colour")
    expect(colour).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("group", name="Cold").get_by_role("option")).to_have_count(2)
    expect(form.get_by_role("option", selected=True)).to_contain_text("As red as it is")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")
    expect(colour).to_have_value("Blue")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Escape")
    expect(form.get_by_role("option")).to_have_count(0)
    page.keyboard.press("Tab")
    many = page.get_by_role("combobox", name="Many")
    expect(many).to_be_focused()
    for _ in range(2):
        page.keyboard.press("ArrowDown")
        page.keyboard.press("Enter")
    expect(form.get_by_role("status")).to_contain_text("You can choose at most 2")
    page.keyboard.press("Escape")
    page.keyboard.press("Backspace")
    expect(page.get_by_role("button", name="Remove Red")).to_be_visible()
    expect(page.get_by_role("button", name="Remove Green")).to_have_count(0)
    page.keyboard.press("Shift+Tab")
    expect(page.get_by_role("button", name="Remove Red")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Remove Red")).to_have_count(0)
    page.keyboard.press("Escape")
    expect(page.get_by_role("dialog")).to_have_count(0)


RAW = [
    [{"type": "raw_text", "text": text} for text in row] for row in (("Who", "€"), ("Acme", "7"))
]
MESSAGE = [
    section(
        "Many", accessory={"type": "multi_static_select", "action_id": "m", "options": OPTIONS}
    ),
    actions(
        {"type": "overflow", "action_id": "more", "options": OPTIONS[:2]},
        {"type": "datepicker", "action_id": "day"},
        button("Read", "read", url="https://a.example", accessibility_label="Read it all"),
    ),
    {
        "type": "markdown",
        "text": "# Title\n\n**Bold** and [a link](https://a.example)\n\n- [x] Done",
    },
    {"type": "table", "rows": RAW, "column_settings": [{}, {"align": "right"}]},
    section("word " * 400),
    {
        "type": "rich_text",
        "elements": [
            {
                "type": "rich_text_list",
                "style": "ordered",
                "elements": [
                    {"type": "rich_text_section", "elements": [{"type": "text", "text": "First"}]}
                ],
            }
        ],
    },
]


def test_a_message_shows_every_block(
    playground: Playground, slack: WebClient, screen: OpenScreen
) -> None:
    general = playground.workspace.channel("general").id
    slack.chat_postMessage(channel=general, text="All of it", blocks=MESSAGE)
    page = screen(playground)
    written = page.get_by_role("article", name="echo")
    expect(written.get_by_role("heading", name="Title")).to_be_visible()
    expect(written.get_by_role("link", name="a link")).to_have_attribute(
        "href", "https://a.example"
    )
    expect(written.get_by_role("columnheader", name="Who")).to_be_visible()
    expect(written.get_by_role("cell", name="7")).to_be_visible()
    expect(written.get_by_role("listitem").filter(has_text="First")).to_be_visible()
    expect(written.get_by_role("link", name="Read it all")).to_be_visible()
    written.get_by_role("button", name="See more").click()
    expect(written.get_by_role("button", name="See more")).to_have_count(0)


def told(bot: SocketBot, action_id: str) -> Json:
    """What the bot hears of that control."""

    def met(one: Json) -> bool:
        return one["type"] == "block_actions" and one["actions"][0]["action_id"] == action_id

    action: Json = bot.hears(met)["actions"][0]
    return action


def test_the_controls_of_a_message_tell_the_bot_and_say_where_it_failed(
    playground: Playground, bot: SocketBot, slack: WebClient, screen: OpenScreen
) -> None:
    general = playground.workspace.channel("general").id
    slack.chat_postMessage(channel=general, text="All of it", blocks=MESSAGE)
    page = screen(playground)
    written = page.get_by_role("article", name="echo")
    many = written.get_by_role("combobox", name="Many")
    chooses(page, "Many", "Red", "Blue")
    # The bot hears once, when the choice is done.
    many.blur()
    assert told(bot, "m")["selected_options"] == [OPTIONS[0], OPTIONS[2]]
    written.get_by_role("button", name="More actions").first.click()
    page.get_by_role("menuitem", name="Green").click()
    assert told(bot, "more")["selected_option"] == OPTIONS[1]
    bot.answers["block_actions"] = lambda payload: SILENCE
    playground.delivery.timing.deadline = 0.2
    written.get_by_label("Choose a date").fill("2026-03-09")
    assert told(bot, "day")["selected_date"] == "2026-03-09"
    expect(written.get_by_role("alert")).to_contain_text("⚠ That did not work.")


def test_a_choice_that_is_not_confirmed_is_taken_back(
    playground: Playground, bot: SocketBot, slack: WebClient, screen: OpenScreen
) -> None:
    general = playground.workspace.channel("general").id
    question = {"title": plain("Sure?"), "text": plain("It will be so.")}
    answers = {"confirm": plain("Yes"), "deny": plain("No")}
    sure = {"options": OPTIONS, "confirm": question | answers, "placeholder": plain("Pick")}
    one = {"type": "static_select", "action_id": "one", **sure}
    several = {"type": "multi_static_select", "action_id": "several", **sure}
    blocks = [section("One", accessory=one), section("More", accessory=several)]
    slack.chat_postMessage(channel=general, text="Choose", blocks=blocks)
    page = screen(playground)
    chooses(page, "One", "Green")
    page.get_by_role("dialog").get_by_role("button", name="No").click()
    expect(page.get_by_role("combobox", name="One")).to_have_value("")
    chooses(page, "More", "Green")
    page.keyboard.press("Escape")
    page.keyboard.press("Tab")
    page.get_by_role("dialog").get_by_role("button", name="No").click()
    expect(page.get_by_role("button", name="Remove Green")).to_have_count(0)
    chooses(page, "One", "Blue")
    page.get_by_role("dialog").get_by_role("button", name="Yes").click()
    assert told(bot, "one")["selected_option"] == OPTIONS[2]
    assert not [one for one in bot.heard if "several" in str(one.get("actions"))]
