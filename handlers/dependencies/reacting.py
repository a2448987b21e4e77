"""What follows from a move, and from what happened elsewhere: cards, and whose turn it is."""

from bot.facts import Fact
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.dependencies import home, telling
from workflows.dependencies import awaiting, dependency


def moved(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A side made a move: both see it, and whose turn it is now is asked."""
    found = dependency.find(session, workspace, fact.subject)
    last = dependency.history(session, workspace, found.id)[-1]
    awaiting.follow(session, workspace, found, fact.now, last.side)
    telling.refresh(session, workspace, found, fact.now)
    home.moved(session, workspace, found, fact.person)


def team_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Another person may lead a team."""
    awaiting.follow_team(session, workspace, fact.subject, fact.now)


def person_changed(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Somebody left, or is back."""
    awaiting.follow_person(session, workspace, fact.person.id, fact.now)
