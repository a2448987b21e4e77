"""What the page offers beside Slack: the clock, the inspector with its faults, the tour."""

import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Page, expect
from slack_sdk import WebClient

from bot.playground import Playground, small
from bot.playground.tools import Tools
from tests.dial import HandDial, turned_to
from tests.e2e.conftest import OpenScreen
from tests.e2e.narrow import narrow
from tests.playground.tools import MANIFEST, SILENCE, Json, SocketBot, code, section

pytestmark = pytest.mark.browser

PARIS, NEW_YORK, TOKYO = (
    ZoneInfo("Europe/Paris"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Tokyo"),
)
# A Thursday.
MORNING = datetime(2026, 3, 5, 8, 41, tzinfo=UTC)
TURNS = "(async ([name, now, zone]) => (await import('/static/when.js')).TURNS[name](now, zone))"
INSTANT = "(async ([shown, zone]) => (await import('/static/when.js')).instantOf(shown, zone))"


def step(title: str, **more: str) -> Json:
    """A step of a tour."""
    usual = {"person": "lea", "place": "general", "types": "", "turns": ""}
    return {"title": title, "text": f"{title}, please.", **usual, **more}


ENGLISH = [
    step("Say something", types="/echo hi", place="product"),
    step("Wait", person="hugo", place="messages", turns="monday"),
    step("Look", person="priya", place="home"),
]
FRENCH = [one | {"title": f"{one['title']} (fr)"} for one in ENGLISH]


@pytest.fixture
def dial() -> HandDial:
    """The clock's hand."""
    return HandDial()


@pytest.fixture
def tour() -> dict[str, list[Json]]:
    """No tour, unless a test asks for one."""
    return {}


@pytest.fixture
def playground(dial: HandDial, tour: dict[str, list[Json]]) -> Iterator[Playground]:
    """A small workspace on a Thursday morning, whose clock can be turned."""
    tools = Tools(dial, tour=tour)
    with turned_to(MORNING), Playground(MANIFEST, seed=small(), tools=tools) as running:
        yield running


def at(zone: ZoneInfo, *when: int, fold: int = 0) -> float:
    """An instant, as a zone's clocks show it."""
    return datetime(*when, tzinfo=zone, fold=fold).timestamp()  # type: ignore[misc,arg-type]


def test_the_clock_turns_to_the_hours_of_where_one_is_also_when_clocks_change(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    cases = [
        ("morning", PARIS, (2026, 3, 5, 9, 41), (2026, 3, 6, 9)),
        ("morning", PARIS, (2026, 3, 5, 8, 59), (2026, 3, 5, 9)),
        # On the last Sunday of March clocks skip an hour in Paris, on the second in New York.
        ("morning", PARIS, (2026, 3, 28, 20, 0), (2026, 3, 29, 9)),
        ("monday", PARIS, (2026, 3, 27, 20, 0), (2026, 3, 30, 9)),
        ("week", PARIS, (2026, 3, 26, 9, 41), (2026, 4, 2, 9, 41)),
        ("week", PARIS, (2026, 10, 22, 23, 5), (2026, 10, 29, 23, 5)),
        ("week", NEW_YORK, (2026, 3, 5, 9, 41), (2026, 3, 12, 9, 41)),
        ("monday", NEW_YORK, (2026, 10, 30, 17, 0), (2026, 11, 2, 9)),
        ("monday", NEW_YORK, (2026, 3, 9, 8, 0), (2026, 3, 9, 9)),
        ("monday", NEW_YORK, (2026, 3, 9, 9, 0), (2026, 3, 16, 9)),
        ("morning", TOKYO, (2026, 12, 31, 23, 59), (2027, 1, 1, 9)),
        ("monday", TOKYO, (2026, 3, 8, 23, 0), (2026, 3, 9, 9)),
        ("week", TOKYO, (2026, 2, 25, 1, 0), (2026, 3, 4, 1, 0)),
    ]
    for name, zone, now, then in cases:
        found = page.evaluate(TURNS, [name, at(zone, *now), zone.key])
        assert found == at(zone, *then), (name, zone.key, now)
    before = at(PARIS, 2026, 3, 29, 1, 30)
    assert page.evaluate(TURNS, ["hour", before, PARIS.key]) == at(PARIS, 2026, 3, 29, 3, 30)
    instants = [
        # What clocks skip comes as much later; what they show twice is the first time.
        ((2026, 3, 29, 2, 30), PARIS, at(PARIS, 2026, 3, 29, 3, 30)),
        ((2026, 10, 25, 2, 30), PARIS, at(PARIS, 2026, 10, 25, 2, 30)),
        ((2026, 11, 1, 1, 30), NEW_YORK, at(NEW_YORK, 2026, 11, 1, 1, 30)),
        ((2026, 3, 32, 0, 0), TOKYO, at(TOKYO, 2026, 4, 1)),
    ]
    for shown, zone, instant in instants:
        fields = dict(zip(("year", "month", "day", "hour", "minute"), shown, strict=True))
        assert page.evaluate(INSTANT, [fields, zone.key]) == instant, (shown, zone.key)


def test_the_bar_shows_the_time_and_how_far_it_turns_until_it_is_stopped(
    playground: Playground, dial: HandDial, screen: OpenScreen
) -> None:
    page, other = screen(playground), screen(playground, "hugo")
    bar = page.locator("#tools")
    expect(bar.locator("b")).to_have_text("Thursday")
    expect(bar.locator(".long")).to_contain_text("March 5, 2026 at 9:41 AM")
    expect(other.locator("#tools .long")).to_have_text("jeudi 5 mars 2026 à 9:41")
    button = bar.get_by_role("button", name="Next Monday")
    expect(button).to_have_attribute("title", "To Monday, March 9, 2026 at 9:00 AM")
    button.focus()
    page.keyboard.press("Enter")
    progress = bar.get_by_role("progressbar", name="The clock is turning")
    expect(progress).to_have_attribute("aria-valuetext", re.compile("From Thu.*Messages so far: 0"))
    assert dial.asked == [datetime(2026, 3, 9, 8, tzinfo=UTC)]
    expect(button).to_be_hidden()
    expect(bar.get_by_role("button", name="Stop")).to_be_focused()
    dial.reaches(MORNING + timedelta(days=2), said=3)
    expect(bar.locator(".on")).to_contain_text("3 messages")
    expect(bar.locator("b")).to_have_text("Saturday")
    french = other.get_by_role("progressbar", name="L’horloge avance")
    expect(french).to_have_attribute("aria-valuetext", re.compile("Messages jusqu’ici\u00a0: 3"))
    assert 40 < int(progress.evaluate("bar => bar.value")) < 60
    page.keyboard.press("Enter")
    expect(progress).to_be_hidden()
    expect(bar.get_by_role("status")).to_contain_text("It is Saturday, March 7, 2026")
    expect(bar.get_by_role("button", name="+1 hour")).to_be_focused()
    expect(french).to_be_hidden()


def test_a_date_is_picked_where_one_is_and_only_a_later_one(
    playground: Playground, dial: HandDial, screen: OpenScreen
) -> None:
    page = screen(playground, "hugo")
    page.get_by_role("button", name="Choisir une date…").click()
    form = page.get_by_role("dialog")
    day, hour = form.get_by_role("textbox", name="Date"), form.get_by_role("textbox", name="Heure")
    expect(day).to_have_value("2026-03-06")
    expect(hour).to_have_value("09:00")
    day.fill("2026-03-05")
    hour.fill("09:40")
    form.get_by_role("button", name="Avancer").click()
    expect(form.get_by_role("alert")).to_have_text(
        "On est déjà le jeudi 5 mars 2026 à 9:41\u00a0: choisis un jour ou une heure plus tard."
    )
    expect(day).to_be_focused()
    expect(day).to_have_attribute("aria-invalid", "true")
    day.fill("")
    page.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_have_text("Choisis un jour et une heure.")
    day.fill("2028-01-01")
    page.keyboard.press("Enter")
    expect(form.get_by_role("alert")).to_contain_text("d’un an à la fois")
    day.fill("2026-03-30")
    hour.fill("18:05")
    page.keyboard.press("Enter")
    expect(form).to_be_hidden()
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert dial.asked == [datetime(2026, 3, 30, 16, 5, tzinfo=UTC)]


def test_the_tools_fit_on_a_phone(
    playground: Playground, dial: HandDial, screen: OpenScreen
) -> None:
    with narrow(screen(playground)) as page:
        width = page.evaluate("innerWidth")
        bar = page.locator("#tools")
        height = bar.evaluate("bar => bar.offsetHeight")
        assert height < 50
        assert page.evaluate("document.documentElement.scrollWidth") == width
        bar.get_by_role("button", name="Turn the clock").click()
        page.get_by_role("menuitem", name="+1 week").click()
        expect(bar.get_by_role("button", name="Stop")).to_be_visible()
        assert bar.evaluate("bar => bar.offsetHeight") == height
        assert len(dial.asked) == 1
        dial.arrives()
        bar.get_by_role("button", name="More tools").click()
        page.get_by_role("menuitem", name="Inspector").click()
        drawer = page.get_by_role("complementary", name="Inspector")
        expect(drawer).to_be_visible()
        assert drawer.bounding_box()["width"] == width
        page.keyboard.press("Escape")
        expect(drawer).to_be_hidden()
        expect(bar.get_by_role("button", name="More tools")).to_be_focused()


@pytest.fixture
def inspected(playground: Playground, screen: OpenScreen) -> Page:
    """Léa's page with the inspector open."""
    page = screen(playground)
    page.keyboard.press("F2")
    expect(page.get_by_role("complementary", name="Inspector")).to_be_visible()
    return page


def test_the_inspector_shows_what_passes_and_what_slack_refuses(
    playground: Playground, bot: SocketBot, slack: WebClient, inspected: Page
) -> None:
    def answer(payload: Json) -> Json:
        slack.chat_postMessage(channel=payload["channel_id"], text="Meanwhile")
        return {"text": "Kept *it*"}

    page, drawer = inspected, inspected.locator("#inspector")
    lines = drawer.locator("ol > li")
    bot.answers["slash_commands"] = answer
    playground.as_("hugo").types("/echo Acme", channel="general")
    command = lines.filter(has_text="/echo Acme")
    expect(command).to_contain_text("command · Hugo Bernard, #general")
    expect(command.locator(".badge")).to_have_text(re.compile(r"^\d+\sms of 3\ss$"))
    command.locator("summary").first.focus()
    page.keyboard.press("Enter")
    expect(command.locator(".tree").first).to_contain_text('user_name: "hugo"')
    expect(command.locator(".tree").last).to_contain_text('text: "Kept *it*"')
    command.get_by_role("button", name="chat.postMessage").click()
    call = lines.filter(has=page.locator("summary b", has_text="chat.postMessage"))
    expect(call.locator("summary").first).to_be_focused()
    expect(call).to_contain_text('text: "Meanwhile"')

    blocks = [section("x" * 3_001)]
    general = playground.workspace.channel("general").id
    assert (
        code(slack.chat_postMessage, channel=general, text="x", blocks=blocks) == "invalid_blocks"
    )
    refused = lines.filter(has_text="invalid_blocks")
    expect(refused.locator("details").first).to_have_class(re.compile("bad"))
    refused.locator("summary").first.click()
    expect(refused.locator("p.why")).to_have_text("Slack refuses this: invalid_blocks")
    expect(refused.locator("ul.why")).to_contain_text("must be less than 3001 characters")

    playground.delivery.timing.deadline = 0.05
    bot.answers["slash_commands"] = lambda _: SILENCE
    playground.as_("hugo").types("/whois me", channel="general")
    late = lines.filter(has_text="/whois me")
    expect(late.locator(".badge")).to_contain_text("no answer within 50\u00a0ms")
    shown = drawer.locator("ol > li:visible")
    drawer.get_by_label("Show").select_option("Refused")
    expect(shown).to_have_count(2)
    drawer.get_by_label("Show").select_option("To the bot")
    drawer.get_by_label("Find in the traffic").fill("acme")
    expect(shown).to_have_count(1)
    drawer.get_by_label("Find in the traffic").fill("nothing like it")
    expect(drawer.get_by_text("Nothing here matches.")).to_be_visible()
    page.keyboard.press("Escape")
    expect(drawer.get_by_label("Find in the traffic")).to_have_value("")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    expect(page.locator("#box")).to_be_focused()


def test_what_passed_is_copied_as_a_command_that_works(
    playground: Playground, slack: WebClient, inspected: Page
) -> None:
    general = playground.workspace.channel("general").id
    slack.chat_postMessage(channel=general, text="It's *here*")
    line = inspected.locator("#inspector ol > li").filter(has_text="chat.postMessage")
    line.locator("summary").first.click()
    inspected.context.grant_permissions(["clipboard-read", "clipboard-write"])
    line.get_by_role("button", name="Copy as curl").click()
    expect(line.get_by_role("status")).to_contain_text("Copied.")
    command = inspected.evaluate("navigator.clipboard.readText()")
    inspected.context.clear_permissions()
    subprocess.run(["bash"], input=f"{command} -s", text=True, check=True, capture_output=True)
    expect(inspected.get_by_role("article").get_by_text("It's here")).to_have_count(2)


def test_faults_are_ordered_seen_and_cleared_on_the_page(
    playground: Playground, slack: WebClient, inspected: Page
) -> None:
    page, drawer = inspected, inspected.locator("#inspector")
    page.locator("#tools").get_by_role("button", name="Faults").click()
    kind = drawer.get_by_label("What goes wrong")
    expect(kind).to_be_focused()
    kind.select_option("429: too many calls")
    drawer.get_by_label("Seconds").fill("7")
    drawer.get_by_label("Number of calls").fill("0")
    drawer.get_by_role("button", name="Let it happen").click()
    expect(drawer.get_by_role("alert")).to_contain_text("a whole number from 1 to 1,000")
    drawer.get_by_label("Number of calls").fill("2")
    drawer.get_by_role("button", name="Let it happen").click()
    ordered = drawer.locator(".faults li")
    expect(ordered).to_contain_text("All posting 429: too many calls, 7 s · 2 more calls")
    expect(page.locator("#tools").get_by_role("button", name="Faults (1)")).to_be_visible()
    general = playground.workspace.channel("general").id
    assert code(slack.chat_postMessage, channel=general, text="Hi") == "ratelimited"
    expect(ordered).to_contain_text("1 more call")
    line = drawer.locator("ol > li").filter(has_text="chat.postMessage")
    expect(line.locator(".badge")).to_have_text(["ratelimited", "ordered by hand"])
    drawer.get_by_label("With").select_option("views.open")
    drawer.get_by_label("all calls, until cleared").check()
    drawer.get_by_role("button", name="Let it happen").click()
    expect(ordered).to_have_count(2)
    drawer.get_by_role("button", name="Clear the faults of All posting").click()
    expect(ordered).to_have_count(1)
    expect(ordered).to_contain_text("views.open 429: too many calls, 7 s · until cleared")
    drawer.get_by_role("button", name="Clear all").click()
    expect(ordered).to_have_text("Nothing is ordered: all goes well.")
    assert slack.chat_postMessage(channel=general, text="Hi")["ok"]


@pytest.mark.parametrize("tour", [{"en": ENGLISH, "fr": FRENCH}])
def test_the_tour_leads_from_step_to_step_and_is_found_where_it_was_left(
    playground: Playground, bot: SocketBot, dial: HandDial, screen: OpenScreen
) -> None:
    page = screen(playground)
    panel = page.get_by_role("region", name="Guided tour")
    title = panel.get_by_role("heading")
    expect(title).to_have_text("Say something")
    expect(panel).to_contain_text("1 of 3")
    expect(panel).to_contain_text("As Léa Martin, in #product")
    expect(page.locator("#tools").get_by_role("status")).to_contain_text("step 1 of 3")
    panel.get_by_role("button", name="Show me").click()
    expect(page.locator("#box")).to_be_focused()
    expect(page.locator("#box")).to_have_value("/echo hi")
    page.keyboard.press("Enter")
    bot.hears(lambda one: one.get("command") == "/echo")
    panel.get_by_role("button", name="Next").click()
    expect(panel.get_by_role("button", name="Next")).to_be_focused()
    expect(title).to_have_text("Wait")
    panel.get_by_role("button", name="Show me").click()
    expect(page.locator("html")).to_have_attribute("lang", "fr-FR")
    expect(title).to_have_text("Wait")
    expect(page.get_by_role("progressbar")).to_be_visible()
    assert dial.asked == [datetime(2026, 3, 9, 8, tzinfo=UTC)]
    dial.arrives()
    expect(page.locator("#where")).to_have_text("echo")
    panel.get_by_role("button", name="Français").click()
    panel = page.get_by_role("region", name="Visite guidée")
    expect(panel.get_by_role("heading")).to_have_text("Wait (fr)")
    panel.get_by_role("button", name="Passer la visite").click()
    expect(panel).to_be_hidden()
    again = page.locator("#tools").get_by_role("button", name="Visite")
    expect(again).to_be_focused()
    page.reload()
    expect(again).to_be_visible()
    expect(panel).to_be_hidden()
    again.click()
    expect(panel.get_by_role("heading")).to_be_focused()
    panel.get_by_role("button", name="Suivant").click()
    panel.get_by_role("button", name="Montre-moi").click()
    expect(page.locator("#home")).to_be_visible()
    expect(page.locator("#acting")).to_have_value(playground.as_("priya").id)
    panel.get_by_role("button", name="Terminer").click()
    expect(panel).to_be_hidden()
