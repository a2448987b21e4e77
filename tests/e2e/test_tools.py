"""What the page offers beside Slack: the clock and the tour."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import expect

from bot.playground import Playground, small
from bot.playground.tools import Tools
from tests.dial import HandDial, turned_to
from tests.e2e.conftest import OpenScreen
from tests.e2e.narrow import narrow
from tests.playground.tools import MANIFEST, Json, SocketBot

pytestmark = pytest.mark.browser

PARIS, NEW_YORK, TOKYO = (
    ZoneInfo("Europe/Paris"),
    ZoneInfo("America/New_York"),
    ZoneInfo("Asia/Tokyo"),
)
# A Thursday.
MORNING = datetime(2026, 3, 5, 8, 41, tzinfo=UTC)
TURNS = "(async ([name, now, zone]) => (await import('/static/when.js')).TURNS[name](now, zone))"
MOMENT = "(async ([at, reader]) => (await import('/static/dates.js')).momentName(at, reader))"
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
        ("month", PARIS, (2026, 3, 2, 11, 30), (2026, 4, 6, 9)),
        ("month", TOKYO, (2026, 3, 4, 11, 30), (2026, 4, 6, 9)),
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


def test_the_first_day_of_a_month_is_written_as_french_writes_it(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground, "hugo")
    french = {"locale": "fr-FR", "zone": PARIS.key}
    for day, words in ((1, "mardi 1er décembre 2026"), (11, "vendredi 11 décembre 2026")):
        moment = at(PARIS, 2026, 12, day, 1, 5)
        assert page.evaluate(MOMENT, [moment, french]) == f"{words} à 1:05"


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
    expect(bar.locator("[aria-live]")).to_contain_text("It is Saturday, March 7, 2026")
    hour = bar.get_by_role("button", name="+1 hour")
    expect(hour).to_be_focused()
    expect(hour).to_have_attribute("title", "To Saturday, March 7, 2026 at 10:41 AM")
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


@pytest.mark.parametrize("tour", [{"en": ENGLISH, "fr": FRENCH}])
def test_the_tour_leads_to_who_does_what_where_and_turns_the_clock(
    playground: Playground, bot: SocketBot, dial: HandDial, screen: OpenScreen
) -> None:
    page = screen(playground)
    panel = page.get_by_role("region", name="Guided tour")
    title = panel.get_by_role("heading")
    expect(title).to_have_text("Say something")
    expect(panel).to_contain_text("1 of 3")
    expect(panel).to_contain_text("As Léa Martin, in #product")
    expect(page.locator("#tools [aria-live]")).to_contain_text("step 1 of 3")
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


@pytest.mark.parametrize("tour", [{"en": ENGLISH, "fr": FRENCH}])
def test_the_tour_is_left_found_again_and_read_in_the_other_language(
    playground: Playground, screen: OpenScreen
) -> None:
    page = screen(playground)
    page.evaluate("localStorage.clear()")
    page.reload()
    panel = page.get_by_role("region", name="Guided tour")
    panel.get_by_role("button", name="Next").click()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    again = page.locator("#tools").get_by_role("button", name="Tour")
    expect(again).to_be_focused()
    page.reload()
    expect(again).to_be_visible()
    expect(panel).to_be_hidden()
    again.click()
    expect(panel.get_by_role("heading")).to_be_focused()
    expect(panel).to_contain_text("2 of 3")
    panel.get_by_role("button", name="Français").click()
    panel = page.get_by_role("region", name="Visite guidée")
    expect(panel.get_by_role("heading")).to_have_text("Wait (fr)")
    panel.get_by_role("button", name="Suivant").click()
    panel.get_by_role("button", name="Montre-moi").click()
    expect(page.locator("#home")).to_be_visible()
    expect(page).to_have_url(re.compile(playground.as_("priya").id))
    panel.get_by_role("button", name="Terminer").click()
    expect(panel).to_be_hidden()


@pytest.mark.parametrize("tour", [{"en": ENGLISH, "fr": FRENCH}])
def test_the_tour_leaves_the_latest_message_in_view_on_a_phone(
    playground: Playground, screen: OpenScreen
) -> None:
    for number in range(20):
        playground.as_("hugo").types(f"Message {number}", channel="general")
    with narrow(screen(playground)) as page:
        page.evaluate("localStorage.clear()")
        page.reload()
        expect(page.get_by_role("region", name="Guided tour")).to_be_visible()
        expect(page.get_by_text("Message 19")).to_be_in_viewport()
        page.get_by_role("button", name="Skip the tour").click()
        expect(page.get_by_text("Message 19")).to_be_in_viewport()
        page.locator("#tools").get_by_role("button", name="More tools").click()
        page.get_by_role("menuitem", name="Guided tour").click()
        expect(page.get_by_text("Message 19")).to_be_in_viewport()
