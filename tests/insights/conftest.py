"""Who comes to the doors of insights."""

import pytest

from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.insights.doors import Visitor


@pytest.fixture
def lea_at(session: Session, workspace: Workspace, lea: Person, t: Translator) -> Visitor:
    """Léa at the doors."""
    return Visitor(session, workspace, lea, t)


@pytest.fixture
def marc_at(session: Session, workspace: Workspace, marc: Person, t: Translator) -> Visitor:
    """Marc at the doors."""
    return Visitor(session, workspace, marc, t)
