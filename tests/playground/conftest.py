"""A playground for each test, a client for it and a small bot in it."""

from collections.abc import Iterator

import pytest
from slack_sdk import WebClient

from bot.playground import Actor, Playground, small
from tests.playground.tools import MANIFEST, SocketBot


@pytest.fixture
def playground() -> Iterator[Playground]:
    with Playground(MANIFEST, seed=small()) as running:
        yield running


@pytest.fixture
def slack(playground: Playground) -> WebClient:
    return WebClient(
        playground.bot_token, base_url=playground.api_url, timeout=30, retry_handlers=[]
    )


@pytest.fixture
def bot(playground: Playground) -> Iterator[SocketBot]:
    with SocketBot(playground) as running:
        yield running


@pytest.fixture
def lea(playground: Playground) -> Actor:
    return playground.as_("lea")


@pytest.fixture
def general(playground: Playground) -> str:
    return playground.workspace.channel("general").id
