"""`python -m tests.e2e.pictures`: takes the README's pictures of the bot at work."""

import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from freezegun import freeze_time
from playwright.sync_api import Browser, Page, expect

from bot.playground import Playground
from bot.store.migrate import upgrade
from tests.database import create_database, temporary_postgres
from tests.e2e import chromium
from tests.moment import NOW
from tests.office import Office, open_office

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH, HEIGHT = 1200, 750
# Signatures, triggers and sockets go by the machine's clock.
REAL_TIME = ["slack_bolt", "slack_sdk", "bot.playground.realtime", "playwright", "asyncio"]
TYPED = "/insight Acme cannot export invoices #billing"
# Minutes before the picture, who, what.
SAID = (
    (58, "priya", "Morning all! Insights for Thursday's review are welcome until tomorrow noon."),
    (31, "sam", "Just off a call with Acme: they still copy invoices by hand every month."),
    (27, "kenji", "The export itself works, it's the PDF that times out above 500 lines."),
    (24, "hugo", "On regarde ça cette semaine, le CSV part jeudi :tada:"),
)
FORM = {
    "What did you learn?": "Acme's auditors want one PDF per month. Exporting invoices one by one"
    " takes their accountant two days.",
    "Who said it": "Marta, head of finance",
    "Customer": "Acme",
    "Tags": "billing export",
}


@contextmanager
def at_work() -> Iterator[Office]:
    """The bot in a workspace where the morning's talk has been."""
    with ExitStack() as stack:
        server = stack.enter_context(temporary_postgres())
        url = create_database(server.url, "pictures")
        upgrade(url)
        morning = NOW - timedelta(minutes=74)
        clock = stack.enter_context(freeze_time(morning, ignore=REAL_TIME))
        office = stack.enter_context(open_office(url))
        for minutes, name, text in SAID:
            clock.move_to(NOW - timedelta(minutes=minutes))
            office.as_(name).types(text, channel="product")
        clock.move_to(NOW)
        office.introduce("lea", "hugo", "priya", "sam")
        yield office


def screen(browser: Browser, playground: Playground, now: datetime) -> Page:
    """Léa's screen in #product."""
    page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT}, color_scheme="light")
    page.clock.set_fixed_time(now)
    channel = playground.workspace.channel("product").id
    page.goto(f"{playground.url}/?as={playground.as_('lea').id}&in={channel}")
    page.locator("#places button").first.wait_for()
    return page


def take(office: Office, browser: Browser, folder: Path) -> None:
    """Takes both pictures: the receipt of an insight, the form open."""
    page = screen(browser, office.playground, NOW)
    page.locator("#box").fill(TYPED)
    page.locator("#box").press("Enter")
    expect(page.locator(".message.only")).to_contain_text("is kept")
    page.screenshot(path=folder / "insight.png")
    page.locator("#box").fill("/insight")
    page.locator("#box").press("Enter")
    form = page.get_by_role("dialog")
    for label, text in FORM.items():
        form.get_by_label(label).fill(text)
    form.get_by_label("User insight").check()
    page.screenshot(path=folder / "form.png")
    page.close()


def main() -> None:
    """Writes docs/pictures/insight.png and form.png; says so where there is no Chromium."""
    path = chromium.find()
    if path is None:
        sys.exit("There is no Chromium: install it, or name it in CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with at_work() as office, chromium.running(path) as browser:
        take(office, browser, FOLDER)


if __name__ == "__main__":
    main()
