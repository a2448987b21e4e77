"""What tests share: a clean database, people in a workspace, the two languages."""

import os
from collections.abc import Iterator
from datetime import datetime

import pytest
from hypothesis import settings
from sqlalchemy import Engine

from bot import i18n, logs
from bot.assembly import told_to_sessions
from bot.i18n import Languages, Translator
from bot.store import people, workspaces
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.moment import NOW
from tests.office import DOORS, Office, open_office

pytest_plugins = ["tests.database", "tests.imports"]

# An example that takes long on a busy machine is no wrong example.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_auto_num_workers() -> int:
    """Some more than there are cores: tests wait for processes, browsers and a database."""
    return len(os.sched_getaffinity(0)) + 2 if hasattr(os, "sched_getaffinity") else 4


@pytest.fixture(scope="session", autouse=True)
def logging_as_in_production() -> None:
    """Tracebacks as lines of text: drawn with every local, one takes seconds."""
    logs.configure("json")


@pytest.fixture
def now() -> datetime:
    """When tests happen."""
    return NOW


@pytest.fixture
def store(empty_database: str, connections: Engine) -> Store:
    """A clean database, opened."""
    return Store(connections.execution_options(), told_to_sessions(FEATURES))


@pytest.fixture
def workspace(store: Store) -> Workspace:
    """A workspace."""
    return join(store, "T0LUMEN", "Lumen")


@pytest.fixture
def lea(store: Store, workspace: Workspace) -> Person:
    """Léa, a PM who reads French, in Paris."""
    return person(store, workspace, "U0LEA", Profile("Léa", "Europe/Paris", True, "fr"))


@pytest.fixture
def marc(store: Store, workspace: Workspace) -> Person:
    """Marc, who reads English, in New York."""
    return person(store, workspace, "U0MARC", Profile("Marc", "America/New_York", True, "en"))


@pytest.fixture
def session(store: Store) -> Iterator[Session]:
    """An open transaction, rolled back at the end."""
    opened = store.session()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def languages() -> Languages:
    """The translators."""
    return i18n.load()


@pytest.fixture
def t(languages: Languages) -> Translator:
    """English."""
    return languages("en")


@pytest.fixture
def fr(languages: Languages) -> Translator:
    """French."""
    return languages("fr")


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """The bot in a playground, reached over signed HTTP."""
    with open_office(empty_database) as opened:
        yield opened


@pytest.fixture(params=DOORS)
def either_office(request: pytest.FixtureRequest, empty_database: str) -> Iterator[Office]:
    """The bot in a playground, over signed HTTP and then over Socket Mode, jobs running."""
    with open_office(empty_database, request.param, worker=True) as opened:
        yield opened


def join(store: Store, slack_id: str, name: str) -> Workspace:
    """A workspace with this Slack id."""
    url = f"https://{name.lower()}.slack.com/"
    with store.begin() as session:
        return workspaces.join(session, Workspace(0, slack_id, name, url, "U0BOT", "en"))


def person(store: Store, workspace: Workspace, slack_id: str, profile: Profile) -> Person:
    """A person the bot has met and completed."""
    with store.begin() as session:
        people.meet(session, workspace, slack_id)
        people.complete(session, workspace, slack_id, profile, NOW)
        met = people.find(session, workspace, slack_id)
    assert met
    return met
