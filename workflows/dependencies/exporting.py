"""Takes dependencies out as a table: those that filters leave and that its reader may see."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import roles
from bot.store import audit, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import asking, listing, narrowing, permissions, standing
from workflows.dependencies.filters import Asked
from workflows.dependencies.narrowing import Puzzled
from workflows.dependencies.standing import Standing
from workflows.dependencies.tables import DependencyRow

# The job that writes the table, and as many dependencies as one table holds.
EXPORT = "dependencies.export"
WHOLE = 20_000


@dataclass(frozen=True)
class Table:
    """Dependencies to be written into a table, by their numbers.

    Attributes:
        serves: the numbers of the dependencies that wait for these, by their ids.
        more: whether there are others, which have no room.
    """

    standings: tuple[Standing, ...]
    serves: Mapping[int, int]
    more: bool


def count(
    session: Session, workspace: Workspace, person: Person, asked: Asked, now: datetime
) -> int | Puzzled:
    """How many dependencies filters leave.

    Raises:
        Refusal: the person may see none.
    """
    left = narrowing.narrow(session, workspace, person, asked, now)
    if isinstance(left, Puzzled):
        return left
    return session.scalar(select(func.count()).select_from(left.subquery())) or 0


def export(
    session: Session, workspace: Workspace, person: Person, query: str, now: datetime
) -> None:
    """Have what filters leave written into a table for this person; the audit trail says so.

    Args:
        query: the filters as typed; empty for all dependencies they may see.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    audit.record(session, workspace, person, Change("dependencies.exported", query), now)
    at = now.isoformat()
    jobs.defer(session, workspace, EXPORT, person=person.slack_id, query=query, at=at)


def table(
    session: Session, workspace: Workspace, person: Person, asked: Asked, now: datetime
) -> Table | Puzzled:
    """What filters leave, up to `WHOLE` dependencies.

    Raises:
        Refusal: the person may see none.
    """
    left = narrowing.narrow(session, workspace, person, asked, now)
    if isinstance(left, Puzzled):
        return left
    today = asking.today(session, workspace, now)
    found, total = listing.read(session, workspace, left, today, (0, WHOLE))
    numbers = session.execute(
        select(DependencyRow.id, DependencyRow.number).where(
            DependencyRow.workspace_id == workspace.id,
            DependencyRow.id.in_({which for one in found for which in one.serves}),
        )
    )
    serves = {row.id: row.number for row in numbers}
    numbered = sorted(found, key=lambda one: one.number)
    return Table(standing.of(session, workspace, numbered, now), serves, total > WHOLE)
