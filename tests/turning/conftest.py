"""An office on a Tuesday morning, with a feature that asks things."""

from collections.abc import Iterator

import pytest

from handlers import FEATURES
from tests.asks import trial
from tests.turned import TurnedOffice, turned_office


@pytest.fixture
def turned(empty_database: str) -> Iterator[TurnedOffice]:
    """Its clock can be turned; Léa, Hugo, Priya and Sam are known."""
    with turned_office(empty_database, features=(*FEATURES, trial.FEATURE)) as office:
        yield office
