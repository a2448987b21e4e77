"""A window as narrow as a phone, for a while: windows are used again by other tests."""

from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Page

PHONE_WIDTH, PHONE_HEIGHT = 390, 844


@contextmanager
def narrow(page: Page) -> Iterator[Page]:
    """The page on a phone."""
    before = page.viewport_size
    page.set_viewport_size({"width": PHONE_WIDTH, "height": PHONE_HEIGHT})
    try:
        yield page
    finally:
        if before:
            page.set_viewport_size(before)
