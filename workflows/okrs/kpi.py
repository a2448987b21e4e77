"""A KPI as features and readers know it, and how it is read from its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, and_, or_, select
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.okrs.tables import KpiRow, of_team


@dataclass(frozen=True)
class Kpi:
    """A KPI.

    Attributes:
        team: the id of whose it is; None for the company's.
        channel: Slack's id of the team's channel, empty for none.
        floor, ceiling: within which it is healthy; one of them may be None.
        owner: who brings its values, also where they have left since; None for nobody.
        value, read_at: of its last reading.
        breached_at: since when it is outside its bounds, None while it is within.
    """

    id: int
    title: str
    team: int | None
    team_name: str
    channel: str
    unit: str
    floor: Decimal | None
    ceiling: Decimal | None
    owner: Person | None
    source: str
    value: Decimal | None = None
    read_at: datetime | None = None
    breached_at: datetime | None = None

    def is_outside(self, value: Decimal) -> bool:
        """Whether a value is outside its bounds."""
        low = self.floor is not None and value < self.floor
        return low or (self.ceiling is not None and value > self.ceiling)


_COLUMNS: tuple[Any, ...] = (
    KpiRow,
    PersonRow,
    TeamRow.name.label("team_name"),
    TeamRow.channel.label("channel"),
)


def kpis(session: Session, workspace: Workspace, *where: ColumnElement[bool]) -> tuple[Kpi, ...]:
    """KPIs that stand, by name."""
    rows = session.execute(
        select(*_COLUMNS)
        .outerjoin(TeamRow, TeamRow.id == KpiRow.team_id)
        .outerjoin(
            PersonRow,
            and_(PersonRow.id == KpiRow.owner_id, PersonRow.workspace_id == KpiRow.workspace_id),
        )
        .where(
            KpiRow.workspace_id == workspace.id,
            KpiRow.closed_at.is_(None),
            or_(KpiRow.team_id.is_(None), TeamRow.closed_at.is_(None)),
            *where,
        )
        .order_by(KpiRow.folded, KpiRow.id),
        execution_options={"populate_existing": True},
    )
    return tuple(_kpi(workspace, row) for row in rows)


def find(session: Session, workspace: Workspace, kpi: int) -> Kpi:
    """A KPI that stands, by its id.

    Raises:
        Refusal: there is none.
    """
    found = kpis(session, workspace, KpiRow.id == kpi)
    if not found:
        raise Refusal(say("This KPI is not there any more. `/okr` shows those that stand."))
    return found[0]


def of(session: Session, workspace: Workspace, team: int | None) -> tuple[Kpi, ...]:
    """A team's KPIs.

    Args:
        team: its id; None for the company's.
    """
    return kpis(session, workspace, of_team(KpiRow.team_id, team))


def owned(session: Session, workspace: Workspace, owners: Iterable[int]) -> tuple[Kpi, ...]:
    """The KPIs whose values these people bring, by their ids."""
    return kpis(session, workspace, KpiRow.owner_id.in_(list(owners)))


def _kpi(workspace: Workspace, row: Any) -> Kpi:
    found = row.KpiRow
    return Kpi(
        id=found.id,
        title=found.title,
        team=found.team_id,
        team_name=row.team_name or "",
        channel=row.channel or "",
        unit=found.unit,
        floor=found.floor,
        ceiling=found.ceiling,
        owner=record(row.PersonRow, workspace) if row.PersonRow else None,
        source=found.source,
        value=found.value,
        read_at=found.read_at,
        breached_at=found.breached_at,
    )
