"""People who are asked things, and a clock that is turned for them."""

import pytest
from sqlalchemy import Engine

from bot.assembly import told_to_sessions
from bot.store.engine import Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.asks.days import Days
from tests.asks.trial import FEATURE
from tests.conftest import person


@pytest.fixture
def store(empty_database: str, connections: Engine) -> Store:
    """A clean database, whose sessions know what the trial asks."""
    return Store(connections.execution_options(), told_to_sessions((*FEATURES, FEATURE)))


@pytest.fixture
def lea(store: Store, workspace: Workspace) -> Person:
    """Léa, in Paris; what she reads is in English here, like the tests."""
    return person(store, workspace, "U0LEA", Profile("Léa", "Europe/Paris", True, "en"))


@pytest.fixture
def boss(store: Store, workspace: Workspace) -> Person:
    """Whoever hears of what stays open, in London."""
    return person(store, workspace, "U0BOSS", Profile("Priya", "Europe/London", True, "en"))


@pytest.fixture
def days(store: Store, workspace: Workspace) -> Days:
    """Product time, from Monday 2 March 2026 on."""
    return Days(store, workspace)
