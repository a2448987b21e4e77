"""What is news of people is recorded as facts, for the features that care."""

from datetime import datetime

from bot import facts
from bot.store.engine import Session
from bot.store.people import Learnt
from bot.store.workspaces import Workspace


def record(session: Session, workspace: Workspace, learnt: Learnt, now: datetime) -> None:
    """Record `person.left`, `person.returned`, `calendar.changed` and `person.role_changed`."""
    for kind, people in (
        ("person.left", learnt.left),
        ("person.returned", learnt.returned),
        ("calendar.changed", learnt.moved),
        ("person.role_changed", learnt.changed),
    ):
        for person in people:
            facts.record(session, workspace, kind, person.id, person, now)
