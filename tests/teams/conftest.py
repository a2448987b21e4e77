"""A workspace with people who can be in teams."""

import pytest

from bot.store.engine import Session
from bot.store.workspaces import Workspace
from tests.teams.squad import Squad, people_there


@pytest.fixture
def squad(session: Session, workspace: Workspace) -> Squad:
    """Priya, Hugo, Léa, Kenji; a guest, someone who has left, an app."""
    return people_there(session, workspace)
