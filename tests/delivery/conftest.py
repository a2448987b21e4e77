"""A post office for each test."""

from collections.abc import Iterator

import pytest

from bot.store.engine import Store
from tests.delivery.post_office import PostOffice, open_post_office


@pytest.fixture
def post_office(store: Store) -> Iterator[PostOffice]:
    """A playground, an outbox and postmen, quick ones."""
    with open_post_office(store) as opened:
        yield opened


@pytest.fixture
def general(post_office: PostOffice) -> str:
    """A channel that the bot is in."""
    return post_office.channel("general")


@pytest.fixture
def product(post_office: PostOffice) -> str:
    """Another channel that the bot is in."""
    return post_office.channel("product")
