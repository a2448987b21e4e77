"""Makes an insight that was shown to everyone private again, within ten minutes."""

from datetime import datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.details import own, to_change
from workflows.insights.insight import Insight
from workflows.insights.tables import InsightRow

GRACE = timedelta(minutes=10)


def until(insight: Insight) -> datetime | None:
    """Till when an insight can be made private again, None for one that never was."""
    return insight.widened_at + GRACE if insight.widened_at else None


def narrow(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Make an insight of one's own private again; records the fact `insight.narrowed`.

    Args:
        insight: its id.

    Returns:
        The insight; nothing changes when it is private already.

    Raises:
        Refusal: it never was private, the ten minutes are over, it is someone else's or undone,
            or the person may not.
    """
    roles.require(person, permissions.WIDEN)
    found = to_change(session, workspace, person, insight, lock=True)
    if found.private:
        return found
    end = until(found)
    if end is None or now > end:
        raise Refusal(
            say(
                "The ten minutes to make {reference} private again are over: others may have read"
                " it. It stays visible to everyone.",
                reference=found.reference,
            )
        )
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(private=True, widened_at=None)
    )
    facts.record(session, workspace, "insight.narrowed", insight, person, now)
    return own(session, workspace, person, insight)
