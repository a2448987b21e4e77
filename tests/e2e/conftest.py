"""A browser for all tests, a screen for each person, a small bot to click around in."""

import os
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page
from slack_sdk import WebClient

from bot.playground import Playground, small
from tests.e2e import chromium
from tests.playground.tools import MANIFEST, Json, SocketBot, field

HERE = ("127.0.0.1", "localhost")
LOCAL = (*(f"{kind}://{name}:" for kind in ("http", "ws") for name in HERE), "data:", "about:")
PATIENCE_MS = 5_000

OpenScreen = Callable[..., Page]
Opens = Callable[[Json], None]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it the test is skipped, and fails where CI is set."""
    path = chromium.find()
    if path is None:
        if os.environ.get("CI"):
            pytest.fail("There is no Chromium: install it, or name it in CHROMIUM.")
        pytest.skip("There is no Chromium: install it, or name it in CHROMIUM.")
    with chromium.running(path) as running:
        yield running


class Windows:
    """A browser's windows, used again from test to test, and what went wrong in them."""

    def __init__(self, browser: Browser) -> None:
        self.context = browser.new_context(locale="en-GB", timezone_id="Asia/Tokyo")
        self.context.set_default_timeout(PATIENCE_MS)
        self.free: list[Page] = []
        self.used: list[Page] = []
        self.errors: list[str] = []
        self.outside: list[str] = []

    def take(self) -> Page:
        """An empty window."""
        page = self.free.pop() if self.free else self._new()
        self.used.append(page)
        return page

    def empty(self) -> None:
        """Empties the windows of a test."""
        self.context.set_offline(False)
        for page in self.used:
            page.goto("about:blank")
        self.free += self.used
        self.used, self.errors, self.outside = [], [], []

    def _new(self) -> Page:
        page = self.context.new_page()
        page.on("pageerror", lambda error: self.errors.append(str(error)))
        page.on("request", lambda request: self._noted(request.url))
        page.on("websocket", lambda socket: self._noted(socket.url))
        return page

    def _noted(self, url: str) -> None:
        if not url.startswith(LOCAL):
            self.outside.append(url)


@pytest.fixture(scope="session")
def windows(browser: Browser) -> Windows:
    """The windows of all tests."""
    return Windows(browser)


@pytest.fixture
def screen(windows: Windows) -> Iterator[OpenScreen]:
    """Opens the page as a person, by handle; at the end nothing went wrong and nothing got out."""

    def opened(playground: Playground, name: str = "lea", place: str = "general") -> Page:
        page = windows.take()
        page.bring_to_front()
        channel = playground.workspace.channel(place).id
        page.goto(f"{playground.url}/?as={playground.as_(name).id}&in={channel}")
        page.locator("#places button").first.wait_for()
        return page

    yield opened
    errors, outside = windows.errors, windows.outside
    windows.empty()
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
        playground.bot_token, base_url=playground.api_url, timeout=30, retry_handlers=[]
    )


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
