"""`python -m tests.e2e.pictures`: takes the README's pictures of the demo, the same every time."""

import sys
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime
from pathlib import Path

from playwright.sync_api import Browser, Page, expect

from bot import clock
from bot.cli import demonstration
from bot.cli.starting import Wish
from bot.playground import Playground, beginning
from bot.settings import load
from tests.e2e import chromium

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
WIDTH, HEIGHT = 1120, 700
# A Tuesday.
BEGINS = beginning(datetime(2026, 3, 3, 12, 0, tzinfo=UTC))
TYPED = "/insight Acme cannot export invoices #billing"
FORM = {
    "What did you learn?": "Acme's auditors want one PDF per month. Exporting invoices one by one"
    " takes their accountant two days.",
    "Who said it": "Marta, head of finance",
    "Customer": "Acme",
    "Tags": "billing export",
}


@contextmanager
def at_work() -> Iterator[Playground]:
    """The demo as it begins, in a folder of its own."""
    with ExitStack() as stack:
        stack.callback(clock.let_go)
        folder = stack.enter_context(tempfile.TemporaryDirectory(prefix="po-"))
        settings = load(_env_file=None, data_dir=Path(folder))
        playground = demonstration.start(settings, Wish(0, begins=BEGINS), stack)
        # The time is the same in every picture, however long it takes to take them.
        clock.hold(BEGINS)
        yield playground


def screen(browser: Browser, playground: Playground, name: str, place: str, scheme: str) -> Page:
    """Somebody's screen in a channel, or `home`.

    Args:
        scheme: `light` or `dark`.
    """
    size = {"width": WIDTH, "height": HEIGHT}
    page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    where = "home" if place == "home" else playground.workspace.channel(place).id
    page.goto(f"{playground.url}/?as={playground.as_(name).id}&in={where}")
    page.locator("#places button").first.wait_for()
    return page


def take(playground: Playground, browser: Browser, folder: Path) -> None:
    """Takes them all."""
    page = screen(browser, playground, "lea", "product", "light")
    box = page.locator("#box")
    box.fill(TYPED)
    box.press("Enter")
    expect(page.locator(".message.only")).to_contain_text("is kept")
    page.screenshot(path=folder / "insight.png")
    box.fill("/insight")
    box.press("Enter")
    form = page.get_by_role("dialog")
    for label, text in FORM.items():
        form.get_by_label(label).fill(text)
    form.get_by_label("User insight").check()
    page.screenshot(path=folder / "form.png")
    page.close()
    page = screen(browser, playground, "priya", "home", "light")
    expect(page.locator("#home")).to_contain_text("Set-up")
    page.screenshot(path=folder / "home.png")
    bar = page.locator("#tools")
    if bar.is_visible():
        bar.screenshot(path=folder / "clock.png")
    page.close()
    page = screen(browser, playground, "hugo", "billing", "dark")
    thread = page.get_by_role("button", name="réponses").last
    if thread.is_visible():
        thread.click()
    page.screenshot(path=folder / "dark.png")
    page.close()


def main() -> None:
    """Writes docs/pictures/*.png; says so where there is no Chromium."""
    path = chromium.find()
    if path is None:
        sys.exit("There is no Chromium: install it, or name it in CHROMIUM.")
    FOLDER.mkdir(parents=True, exist_ok=True)
    with at_work() as playground, chromium.running(path) as browser:
        take(playground, browser, FOLDER)


if __name__ == "__main__":
    main()
