"""Who comes to the doors of the set-up."""

import pytest

from bot.i18n import Translator
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.setup.doors import Ops


@pytest.fixture
def ops(session: Session, workspace: Workspace, lea: Person, t: Translator) -> Ops:
    """Léa, who is Product Ops."""
    people.name_product_ops(session, workspace, (lea.slack_id,))
    found = people.find(session, workspace, lea.slack_id)
    assert found
    return Ops(session, workspace, found, t)
