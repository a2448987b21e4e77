"""What follows when something becomes of an insight: its author hears, who was asked owes less."""

from bot.facts import Fact
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.insights import receipts, sharing
from workflows.insights import waiting


def decided(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody said what becomes of it."""
    receipts.follow_insight(session, workspace, fact)
    waiting.follow(session, workspace, fact.now)


def undone(session: Session, workspace: Workspace, fact: Fact) -> None:
    """It was taken back or put back."""
    sharing.follow(session, workspace, fact)
    decided(session, workspace, fact)


def changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """It says something else, is of another area, or for others to see."""
    sharing.follow(session, workspace, fact)
    waiting.follow(session, workspace, fact.now)
