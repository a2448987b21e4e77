"""What absences do when something happened to a person's settings."""

from bot.facts import Fact
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.absence import status


def status_chosen(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Someone chose in their settings whether their Slack status says when they are away."""
    status.heed(session, workspace, fact.person, fact.now)
