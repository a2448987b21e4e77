"""Shows a private insight to everyone."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.details import own, to_change
from workflows.insights.insight import Insight
from workflows.insights.tables import InsightRow


def widen(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Show an insight of one's own to everyone; records the fact `insight.widened`.

    Args:
        insight: its id.

    Returns:
        The insight; nothing changes when everyone could see it already.

    Raises:
        Refusal: it is someone else's or undone, or the person may not.
    """
    roles.require(person, permissions.WIDEN)
    found = to_change(session, workspace, person, insight, lock=True)
    if not found.private:
        return found
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(private=False, widened_at=now)
    )
    facts.record(session, workspace, "insight.widened", insight, person, now)
    return own(session, workspace, person, insight)
