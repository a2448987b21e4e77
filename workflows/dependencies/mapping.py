"""Who waits for whom: the open dependencies of all pairs of teams, counted."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.dependencies.rules import OPEN, Risk
from workflows.dependencies.tables import DependencyRow

_PROVIDER = aliased(TeamRow)


@dataclass(frozen=True)
class Pair:
    """A team that waits for another one.

    Attributes:
        who, whom: the names of both.
        count: how many things it waits for.
        late: how many of these are to come later than they are needed, or are overdue.
        risky: how many of the others are at risk or blocked.
    """

    who: str
    whom: str
    count: int
    late: int
    risky: int


def pairs(session: Session, workspace: Workspace, today: date) -> Sequence[Pair]:
    """All pairs of teams of which one waits for the other, those that wait for most first."""
    day = func.coalesce(DependencyRow.promised, DependencyRow.proposed, DependencyRow.needed_by)
    late = or_(day < today, day > DependencyRow.needed_by)
    risky = DependencyRow.risk != Risk.NONE
    count = func.count()
    rows = session.execute(
        select(
            TeamRow.name,
            _PROVIDER.name,
            count,
            count.filter(late),
            count.filter(risky, ~late),
        )
        .join(TeamRow, TeamRow.id == DependencyRow.requester_id)
        .join(_PROVIDER, _PROVIDER.id == DependencyRow.provider_id)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.state.in_(OPEN))
        .group_by(TeamRow.name, _PROVIDER.name)
        .order_by(count.desc(), TeamRow.name, _PROVIDER.name)
    )
    return [Pair(*row) for row in rows]
