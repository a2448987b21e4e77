"""A key result as features and readers know it, and how it is read from its rows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, select
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.okrs import figures
from workflows.okrs.figures import Aim, Direction
from workflows.okrs.tables import CycleRow, KeyResultRow, ObjectiveRow, of_team

_COLUMNS: tuple[Any, ...] = (
    *(KeyResultRow, ObjectiveRow, CycleRow, PersonRow),
    TeamRow.name.label("team_name"),
)
# From the safest to the least.
CONFIDENCES = ("on_track", "at_risk", "off_track")


@dataclass(frozen=True)
class KeyResult:
    """A key result.

    Attributes:
        team: the id of its objective's team; None for the company's own.
        owner: who answers for it, also where they have left since; None for nobody.
        zones: what a milestone goes through, in order; empty for a metric.
        starts, ends: the days of its cycle.
        made_at: when it was made: on a later day than `starts`, it is measured from then on.
        value, confidence, because, checked_at: of its last check-in, as corrected.
    """

    id: int
    title: str
    objective: int
    objective_title: str
    team: int | None
    team_name: str
    cycle: int
    starts: date
    ends: date
    unit: str
    aim: Aim
    zones: tuple[str, ...]
    owner: Person | None
    source: str
    made_at: datetime
    value: Decimal | None = None
    confidence: str = ""
    because: str = ""
    checked_at: datetime | None = None
    alive_at: datetime | None = None
    score: Decimal | None = None
    score_note: str = ""

    @property
    def is_milestone(self) -> bool:
        """Whether it goes through zones."""
        return bool(self.zones)

    @property
    def kept_by(self) -> Person | None:
        """Who answers for it and is still here."""
        return self.owner if self.owner and self.owner.here else None

    @property
    def progress(self) -> float:
        """How far it is, from 0 to 1."""
        return figures.progress(self.aim, self.value)

    @property
    def begins(self) -> date:
        """From which day on its pace is measured."""
        return figures.begins(self.starts, self.made_at.date())

    def is_far(self, before: Decimal) -> bool:
        """Whether its figure went further at once than twice the way from start to target."""
        way = abs(self.aim.target - self.aim.start) or abs(self.aim.target)
        return self.value is not None and abs(self.value - before) > 2 * way > 0

    def expected(self, day: date) -> float:
        """How far it should be at the end of a day, from 0 to 1."""
        return figures.expected(self.aim, self.begins, self.ends, day)


def _reading(workspace: Workspace) -> Select[Any]:
    """Selects key results that stand, with all that a record of one needs."""
    return (
        select(*_COLUMNS)
        .join(ObjectiveRow, ObjectiveRow.id == KeyResultRow.objective_id)
        .join(CycleRow, CycleRow.id == ObjectiveRow.cycle_id)
        .outerjoin(TeamRow, TeamRow.id == ObjectiveRow.team_id)
        .outerjoin(
            PersonRow,
            and_(
                PersonRow.id == KeyResultRow.owner_id,
                PersonRow.workspace_id == KeyResultRow.workspace_id,
            ),
        )
        .where(
            KeyResultRow.workspace_id == workspace.id,
            KeyResultRow.dropped_at.is_(None),
            ObjectiveRow.dropped_at.is_(None),
            TeamRow.closed_at.is_(None),
        )
        .execution_options(populate_existing=True)
    )


def key_results(
    session: Session, workspace: Workspace, *where: ColumnElement[bool]
) -> tuple[KeyResult, ...]:
    """Key results that stand, in the order in which they were made, objective by objective."""
    query = _reading(workspace).where(*where)
    rows = session.execute(query.order_by(ObjectiveRow.id, KeyResultRow.id))
    return tuple(_key_result(workspace, row) for row in rows)


def find(session: Session, workspace: Workspace, key_result: int) -> KeyResult:
    """A key result that stands, by its id.

    Raises:
        Refusal: there is none.
    """
    found = key_results(session, workspace, KeyResultRow.id == key_result)
    if not found:
        raise Refusal(
            say("This key result is not there any more: it was dropped. `/okr` shows yours.")
        )
    return found[0]


def owned(
    session: Session, workspace: Workspace, owners: Iterable[int], day: date
) -> tuple[KeyResult, ...]:
    """The key results of people, by their ids, in the cycle that a day belongs to."""
    return key_results(
        session,
        workspace,
        KeyResultRow.owner_id.in_(list(owners)),
        CycleRow.starts <= day,
        CycleRow.ends >= day,
    )


def owned_in(
    session: Session, workspace: Workspace, owners: Iterable[int], cycle: int
) -> tuple[KeyResult, ...]:
    """The key results of people, by their ids, in a cycle, by its id."""
    theirs = KeyResultRow.owner_id.in_(list(owners))
    return key_results(session, workspace, theirs, CycleRow.id == cycle)


def of(
    session: Session, workspace: Workspace, cycle: int, team: int | None
) -> tuple[KeyResult, ...]:
    """A team's key results in a cycle.

    Args:
        cycle: its id.
        team: its id; None for the company.
    """
    theirs = of_team(ObjectiveRow.team_id, team)
    return key_results(session, workspace, CycleRow.id == cycle, theirs)


def _key_result(workspace: Workspace, row: Any) -> KeyResult:
    """A row as a key result."""
    found, objective, cycle = row.KeyResultRow, row.ObjectiveRow, row.CycleRow
    return KeyResult(
        id=found.id,
        title=found.title,
        objective=objective.id,
        objective_title=objective.title,
        team=objective.team_id,
        team_name=row.team_name or "",
        cycle=cycle.id,
        starts=cycle.starts,
        ends=cycle.ends,
        unit=found.unit,
        aim=Aim(found.start, found.target, Direction(found.direction)),
        zones=tuple(found.zones.splitlines()),
        owner=record(row.PersonRow, workspace) if row.PersonRow else None,
        source=found.source,
        made_at=found.made_at,
        value=found.value,
        confidence=found.confidence,
        because=found.because,
        checked_at=found.checked_at,
        alive_at=found.alive_at,
        score=found.score,
        score_note=found.score_note,
    )
