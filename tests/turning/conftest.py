"""An office with a feature that asks things, whose clock goes on from test to test."""

from collections.abc import Iterator

import pytest

from handlers import FEATURES
from tests.asks import trial
from tests.database import delete_rows
from tests.turned import TurnedOffice, turned_office


@pytest.fixture(scope="module")
def turned(database_url: str) -> Iterator[TurnedOffice]:
    """It begins on a Tuesday morning."""
    delete_rows(database_url)
    with turned_office(database_url, features=(*FEATURES, trial.FEATURE)) as office:
        yield office
