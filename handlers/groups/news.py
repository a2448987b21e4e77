"""What is news of user groups is recorded as facts, for the features that care."""

from collections.abc import Iterable
from datetime import datetime

from bot import facts
from bot.store import people
from bot.store.engine import Session
from bot.store.groups import Group
from bot.store.workspaces import Workspace


def record(session: Session, workspace: Workspace, changed: Iterable[Group], now: datetime) -> None:
    """Record the fact `group.changed` of each."""
    for group in changed:
        itself = people.itself(workspace)
        facts.record(session, workspace, "group.changed", group.id, itself, now)
