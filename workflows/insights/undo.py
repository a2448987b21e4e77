"""Takes an insight back within ten minutes, and puts it back."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.details import own
from workflows.insights.insight import Insight
from workflows.insights.tables import InsightRow

GRACE = timedelta(minutes=10)


def end(insight: Insight) -> datetime:
    """When the ten minutes to undo an insight end."""
    return insight.kept_at + GRACE


def until(insight: Insight, now: datetime) -> datetime | None:
    """Till when an insight that stands can be undone, None when it no longer can."""
    return end(insight) if insight.undone_at is None and now <= end(insight) else None


def undo(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Take an insight of one's own back; records the fact `insight.undone`.

    Args:
        insight: its id.

    Returns:
        The insight, undone now or before; as it was, standing, when the ten minutes are over.

    Raises:
        Refusal: there is none of theirs with this id, or the person may not.
    """
    roles.require(person, permissions.CHANGE)
    found = own(session, workspace, person, insight, lock=True)
    if not until(found, now):
        return found
    # Without its windows it holds nothing back, then or when it is put back.
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(undone_at=now, early=None, late=None)
    )
    facts.record(session, workspace, "insight.undone", insight, person, now)
    return own(session, workspace, person, insight)


def put_back(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Put an insight that was undone back; records the fact `insight.restored`.

    Args:
        insight: its id.

    Returns:
        The insight; nothing changes when it already stands.

    Raises:
        Refusal: there is none of theirs with this id, or the person may not.
    """
    roles.require(person, permissions.CHANGE)
    found = own(session, workspace, person, insight, lock=True)
    if not found.undone_at:
        return found
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(undone_at=None)
    )
    facts.record(session, workspace, "insight.restored", insight, person, now)
    return own(session, workspace, person, insight)
