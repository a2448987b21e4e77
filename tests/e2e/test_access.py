"""Nobody is kept out: axe-core finds no fault in the page, and a keyboard is enough for it."""

import re
from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Locator, Page, expect

from bot import clock
from bot.cli import touring
from bot.playground.tools import Tools
from handlers import FEATURES
from tests.dial import HandDial, turned_to
from tests.e2e.conftest import OpenScreen
from tests.e2e.narrow import narrow
from tests.office import Office, open_office
from tests.playground.tools import Json

pytestmark = pytest.mark.browser

GRAVE = ("serious", "critical")
MOST_TABS = 200
# Where the keyboard is: what one would hear there.
HERE = """() => {
  const here = document.activeElement;
  const named = here.getAttribute("aria-label") || here.title || here.innerText;
  const acting = here.closest("#acting") !== null;
  const row = here.closest("[role=toolbar]") !== null;
  return { name: named, acting, row, select: here.tagName === "SELECT" };
}"""


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """The bot at work, with a tour and a clock that is turned at once."""
    tools = Tools(HandDial(at_once=True), tour=touring.steps(FEATURES))
    # What is turned here is turned back: the tests that follow have their own time.
    with (
        turned_to(clock.now()),
        open_office(empty_database, "socket", worker=True, tools=tools) as opened,
    ):
        opened.introduce("lea", "hugo", "priya")
        yield opened


def faults(page: Page) -> list[str]:
    """What is seriously wrong with the page as it is, and with its colours in the dark."""
    found = _found(page, {}) + _found_in_the_dark(page)
    return [
        "\n  ".join(
            [f"{fault['id']}: {fault['help']}"]
            + [f"{node['target'][0]} {node['failureSummary']}" for node in fault["nodes"][:5]]
        )
        for fault in found
        if fault["impact"] in GRAVE
    ]


def _found_in_the_dark(page: Page) -> list[Json]:
    page.emulate_media(color_scheme="dark")
    found = _found(page, {"runOnly": ["color-contrast"]})
    page.emulate_media(color_scheme="light")
    return found


def _found(page: Page, options: Json) -> list[Json]:
    results = Axe().run(page, options=options).response
    assert results["passes"], "axe-core looked at nothing."
    violations: list[Json] = results["violations"]
    return violations


def typed(page: Page, text: str) -> None:
    """Types into the message box and sends it."""
    page.locator("#box").fill(text)
    page.locator("#box").press("Enter")


def test_axe_finds_nothing_serious_on_the_page(office: Office, screen: OpenScreen) -> None:
    found: dict[str, list[str]] = {}
    page = screen(office.playground, "priya", "product")
    expect(page.get_by_role("region", name="Guided tour")).to_be_visible()
    typed(page, "/insight Acme cannot export invoices #billing")
    expect(page.locator(".message.only")).to_contain_text("is kept")
    found["a channel, and the tour"] = faults(page)
    page.get_by_role("button", name="Skip the tour").click()
    page.locator("#tools").get_by_role("button", name="Faults").click()
    page.locator("#inspector ol summary").first.click()
    expect(page.locator("#inspector .tree").first).to_be_visible()
    found["the inspector"] = faults(page)
    with narrow(page):
        found["the inspector on a phone"] = faults(page)
        page.keyboard.press("Escape")
        found["a channel on a phone"] = faults(page)
    page.get_by_role("button", name="Pick a date…").click()
    found["a date to pick"] = faults(page)
    page.keyboard.press("Escape")
    typed(page, "/team new")
    form = page.get_by_role("dialog")
    form.get_by_role("button").last.click()
    expect(form.locator(".error").filter(has_text=re.compile("."))).not_to_have_count(0)
    found["a form with errors"] = faults(page)
    with narrow(page):
        found["a form with errors on a phone"] = faults(page)
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()
    page.goto(f"{office.playground.url}/?as={office.as_('priya').id}&in=home")
    expect(page.locator("#home")).to_contain_text("Product Ops")
    found["the app's home"] = faults(page)
    wrong = [f"{where}: {fault}" for where, each in found.items() for fault in each]
    assert not wrong, "\n".join(wrong)


def tab_to(page: Page, place: Locator) -> None:
    """Goes on with Tab until the keyboard is there."""
    for _ in range(MOST_TABS):
        if place.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never came to {place}.")


def become(page: Page, name: str) -> None:
    """Chooses somebody to act as: from a list, or in a row of buttons that bear their names."""
    for _ in range(MOST_TABS):
        here = page.evaluate(HERE)
        if here["acting"] and here["select"]:
            page.keyboard.type(name)
            return
        if here["acting"] and name in here["name"]:
            page.keyboard.press("Enter")
            return
        page.keyboard.press("ArrowRight" if here["acting"] and here["row"] else "Tab")
    raise AssertionError(f"Tab never came to {name}.")


def fill_in(page: Page) -> None:
    """Keeps an insight in the form that is open, and closes it."""
    form = page.get_by_role("dialog")
    tab_to(page, form.get_by_label("What did you learn?"))
    page.keyboard.type("Acme cannot export invoices")
    tab_to(page, form.get_by_label(re.compile("^Customer")))
    page.keyboard.type("Acme")
    tab_to(page, form.locator("[type=submit]"))
    page.keyboard.press("Enter")
    expect(form).to_contain_text("is kept")
    page.keyboard.press("Escape")
    expect(form).to_be_hidden()


def test_a_keyboard_is_enough(office: Office, screen: OpenScreen) -> None:
    page = screen(office.playground, "lea", "general")
    expect(page.get_by_role("region", name="Guided tour")).to_be_visible()
    become(page, "Priya")
    expect(page).to_have_url(re.compile(office.as_("priya").id))
    tab_to(page, page.locator("#places").get_by_role("button", name="#product"))
    page.keyboard.press("Enter")
    expect(page.locator("#where")).to_contain_text("#product")
    box = page.locator("#box")
    tab_to(page, box)
    page.keyboard.type("/insight")
    page.keyboard.press("Enter")
    fill_in(page)
    tab_to(page, page.locator("#tools").get_by_role("button", name="+1 week"))
    before = page.locator("#tools .long").inner_text()
    page.keyboard.press("Enter")
    expect(page.locator("#tools .long")).not_to_have_text(before)
    page.keyboard.press("F2")
    drawer = page.get_by_role("complementary", name="Inspector")
    expect(drawer.get_by_role("heading", name="Inspector")).to_be_focused()
    line = drawer.locator("ol > li").filter(has_text="view_submission").locator("summary").first
    tab_to(page, line)
    page.keyboard.press("Enter")
    for branch in ("state:", "insights.words:"):
        tab_to(page, drawer.locator(".tree summary").filter(has_text=branch).first)
        page.keyboard.press("Enter")
    expect(drawer).to_contain_text("Acme cannot export invoices")
    page.keyboard.press("Escape")
    expect(drawer).to_be_hidden()
    tab_to(page, page.get_by_role("button", name="Skip the tour"))
    page.keyboard.press("Enter")
    expect(page.locator("#tour")).to_be_hidden()
    expect(page.locator("#tools").get_by_role("button", name="Tour")).to_be_focused()
