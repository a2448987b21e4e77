"""Takes insights out as a table: those that match a search and that its reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roles
from bot.store import audit, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.filters import Asked
from workflows.insights.insight import Insight
from workflows.insights.search import Puzzled, newest
from workflows.insights.tables import CustomerRow

# The job that writes the table, and as many insights as one table holds.
EXPORT = "insights.export"
WHOLE = 10_000


@dataclass(frozen=True)
class Table:
    """Insights to be written into a table, newest first.

    Attributes:
        segments: of the customers they are from, by the customer's name.
        more: whether there are others, which have no room.
    """

    insights: tuple[Insight, ...]
    segments: Mapping[str, str]
    more: bool


def export(
    session: Session, workspace: Workspace, person: Person, query: str, now: datetime
) -> None:
    """Have what matches a query written into a table for this person; the audit trail says so.

    Args:
        query: words and filters, as typed; empty for all insights they may see.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    change = Change("insights.exported", query)
    audit.record(session, workspace, person, change, now)
    at = now.isoformat()
    jobs.defer(session, workspace, EXPORT, person=person.slack_id, query=query, at=at)


def table(session: Session, workspace: Workspace, person: Person, asked: Asked) -> Table | Puzzled:
    """What matches, up to `WHOLE` insights.

    Raises:
        Refusal: the person may not.
    """
    found = newest(session, workspace, person, asked, WHOLE + 1)
    if isinstance(found, Puzzled):
        return found
    customers = {insight.customer for insight in found if insight.customer}
    query = select(CustomerRow.name, CustomerRow.segment).where(
        CustomerRow.workspace_id == workspace.id, CustomerRow.name.in_(customers)
    )
    segments = {row.name: row.segment for row in session.execute(query)} if customers else {}
    return Table(found[:WHOLE], segments, len(found) > WHOLE)
