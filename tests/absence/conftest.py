"""Who is away, and who stands in."""

import pytest

from bot.i18n import Translator
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from tests.absence.doors import Visitor
from tests.absence.people import Absent
from tests.conftest import person


@pytest.fixture
def hugo(store: Store, workspace: Workspace) -> Person:
    """Hugo, who reads French, in Paris."""
    return person(store, workspace, "U0HUGO", Profile("Hugo Bernard", "Europe/Paris", True, "fr"))


@pytest.fixture
def her(session: Session, workspace: Workspace, lea: Person) -> Absent:
    """Léa, who goes away and comes back."""
    return Absent(session, workspace, lea)


@pytest.fixture
def him(session: Session, workspace: Workspace, hugo: Person) -> Absent:
    """Hugo, who does too."""
    return Absent(session, workspace, hugo)


@pytest.fixture
def lea_at(session: Session, workspace: Workspace, lea: Person, t: Translator) -> Visitor:
    """Léa at the doors."""
    return Visitor(session, workspace, lea, t)
