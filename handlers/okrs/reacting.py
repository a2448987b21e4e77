"""What follows from what happened: who is asked no more, whose App Home shows it."""

from bot.facts import Fact
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.okrs import home
from workflows.okrs import following, joining


def changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A key result was dropped, or is another one."""
    following.tidy(session, workspace, fact.now)
    joining.join(session, workspace, fact.subject, fact.now)
    home.touch(session, workspace, fact)


def ended(session: Session, workspace: Workspace, fact: Fact) -> None:
    """An objective was dropped, or a team closed."""
    following.tidy(session, workspace, fact.now)


def returned(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody is back."""
    following.returned(session, workspace, fact.person, fact.now)


def left(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody left."""
    following.left(session, workspace, fact.person, fact.now)
