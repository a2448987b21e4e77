"""Someone who follows the demo's tour in a browser."""

import re

from playwright.sync_api import Locator, Page, expect

# The clock is turned through all that happens until then.
LATER_MS, PATIENCE_MS = 60_000, 20_000


class Visitor:
    """Someone who follows the tour."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.panel = page.get_by_role("region", name="Guided tour")
        self.form = page.get_by_role("dialog")
        page.set_default_timeout(PATIENCE_MS)

    def step(self, title: str, *, first: bool = False) -> None:
        """Goes on, and is shown where."""
        if not first:
            self.panel.get_by_role("button", name="Next").click()
        expect(self.panel.get_by_role("heading")).to_have_text(title)
        self.panel.get_by_role("button", name="Show me").click()

    def goes_past(self, title: str) -> None:
        """Goes on without being shown anything, until the next step is the one after this."""
        while self.panel.get_by_role("heading").text_content() != title:
            self.panel.get_by_role("button", name="Next").click()

    def is_there(self, moment: str, within_ms: int = LATER_MS) -> None:
        """Waits until the clock has been turned, and says so where the person is."""
        told = self.page.locator("#tools time").first
        expect(told).to_have_text(re.compile(moment), timeout=within_ms)
        expect(self.page.get_by_role("progressbar")).to_be_hidden(timeout=LATER_MS)

    def enters(self, typed: str) -> None:
        """Presses Enter on what was put into the message box."""
        expect(self.page.locator("#box")).to_have_value(typed)
        self.page.keyboard.press("Enter")

    def message(self, text: str) -> Locator:
        """The last message with a text."""
        return self.page.get_by_role("article").filter(has_text=text).last
