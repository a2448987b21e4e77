"""A browser for all tests, a screen for each person, a small bot to click around in."""

import os
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Browser, Page
from slack_sdk import WebClient

from bot.playground import Playground, small
from tests.e2e import chromium
from tests.playground.tools import MANIFEST, SocketBot

LOCAL = ("http://127.0.0.1:", "ws://127.0.0.1:", "data:")
PATIENCE_MS = 5_000

OpenScreen = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, and fails where CI is set."""
    path = chromium.find()
    if path is None:
        missing = "There is no Chromium: install it, or name it in CHROMIUM."
        if os.environ.get("CI"):
            pytest.fail(missing)
        pytest.skip(missing)
    with chromium.running(path) as running:
        yield running


@pytest.fixture
def screen(browser: Browser) -> Iterator[OpenScreen]:
    """Opens the page as a person, by handle; at the end nothing went wrong and nothing got out."""
    contexts, errors, outside = [], [], []

    def noted(url: str) -> None:
        if not url.startswith(LOCAL):
            outside.append(url)

    def opened(playground: Playground, name: str = "lea", place: str = "general") -> Page:
        context = browser.new_context(locale="en-GB", timezone_id="Asia/Tokyo")
        contexts.append(context)
        context.set_default_timeout(PATIENCE_MS)
        page = context.new_page()
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.on("request", lambda request: noted(request.url))
        page.on("websocket", lambda socket: noted(socket.url))
        channel = playground.workspace.channel(place).id
        page.goto(f"{playground.url}/?as={playground.as_(name).id}&in={channel}")
        page.locator("#places button").first.wait_for()
        return page

    yield opened
    for context in contexts:
        context.close()
    assert not errors, errors
    assert not outside, outside


@pytest.fixture
def playground() -> Iterator[Playground]:
    """A small workspace with an app of many parts."""
    with Playground(MANIFEST, seed=small()) as running:
        yield running


@pytest.fixture
def bot(playground: Playground) -> Iterator[SocketBot]:
    """The app, which answers as a test tells it."""
    with SocketBot(playground) as running:
        yield running


@pytest.fixture
def slack(playground: Playground) -> WebClient:
    """What the bot calls Slack with."""
    return WebClient(
        playground.bot_token, base_url=playground.api_url, timeout=5, retry_handlers=[]
    )
