"""What teams do when something happened to people or to user groups."""

from bot.facts import Fact
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.teams import following, leaving, seeking


def group_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """The teams that follow a user group have its people."""
    following.follow(session, workspace, fact.person, fact.subject, fact.now)


def person_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Someone left the workspace, or came back."""
    leaving.follow(session, workspace, fact.person, fact.now)


def role_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Someone is a guest or a member by now, or is Product Ops or no longer."""
    leaving.follow(session, workspace, fact.person, fact.now)
    seeking.reconsider(session, workspace, fact.person, fact.now)
