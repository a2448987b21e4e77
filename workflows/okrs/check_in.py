"""A check-in as features and readers know it, and how it is read from its rows."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, func, select
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session, aliased

from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.workspaces import Workspace
from workflows.okrs import numbers
from workflows.okrs.key_result import KeyResult
from workflows.okrs.tables import CheckInRow, KeyResultRow

_LATER = aliased(CheckInRow)


@dataclass(frozen=True)
class CheckIn:
    """A check-in as it was told.

    Attributes:
        unit, zones: those its key result had then.
        person: who told it; None for somebody of whom nothing is known any more.
        at: when it was so.
        corrects: the id of the one it corrects.
        corrected: whether another one corrects it.
    """

    id: int
    key_result: int
    person: Person | None
    value: Decimal
    confidence: str
    because: str
    unchanged: bool
    at: datetime
    made_at: datetime
    corrects: int | None = None
    corrected: bool = False
    unit: str = ""
    zones: tuple[str, ...] = ()

    def is_comparable(self, found: KeyResult) -> bool:
        """Whether it was told in the unit and the steps that its key result has by now."""
        return (self.unit, self.zones) == (found.unit, found.zones)


def history(
    session: Session, workspace: Workspace, found: int, limit: int = 500
) -> tuple[CheckIn, ...]:
    """What was told of a key result, oldest first, what was corrected too.

    Args:
        found: its id.
        limit: how many of the last ones.
    """
    newest = read(session, workspace, CheckInRow.key_result_id == found, limit=limit)
    return tuple(reversed(newest))


def tails(
    session: Session, workspace: Workspace, key_results: Collection[int], limit: int
) -> Mapping[int, tuple[CheckIn, ...]]:
    """The last check-ins of key results, as corrected, newest first, by the key results' ids.

    Those told in another unit say nothing in this one, and are left out.
    """
    place = func.row_number().over(
        partition_by=CheckInRow.key_result_id,
        order_by=(CheckInRow.at.desc(), CheckInRow.id.desc()),
    )
    ranked = (
        select(CheckInRow.id, place.label("place"))
        .where(
            CheckInRow.workspace_id == workspace.id,
            CheckInRow.key_result_id.in_(list(key_results)),
            ~is_corrected(),
            _is_comparable(),
        )
        .subquery()
    )
    latest = select(ranked.c.id).where(ranked.c.place <= limit)
    found: dict[int, list[CheckIn]] = defaultdict(list)
    for each in read(session, workspace, CheckInRow.id.in_(latest), limit=None):
        found[each.key_result].append(each)
    return {which: tuple(tail) for which, tail in found.items()}


def before(
    session: Session, workspace: Workspace, key_results: Collection[int], since: datetime
) -> Mapping[int, str]:
    """The values that key results had before a moment, as corrected, by the key results' ids."""
    rows = session.execute(
        select(CheckInRow.key_result_id, CheckInRow.value)
        .ext(distinct_on(CheckInRow.key_result_id))
        .where(
            CheckInRow.workspace_id == workspace.id,
            CheckInRow.key_result_id.in_(list(key_results)),
            CheckInRow.at < since,
            ~is_corrected(),
            _is_comparable(),
        )
        .order_by(CheckInRow.key_result_id, CheckInRow.at.desc(), CheckInRow.id.desc())
    )
    return {row.key_result_id: numbers.plain(row.value) for row in rows}


def is_corrected() -> ColumnElement[bool]:
    return exists().where(
        _LATER.workspace_id == CheckInRow.workspace_id, _LATER.corrects_id == CheckInRow.id
    )


def _is_comparable() -> ColumnElement[bool]:
    return exists().where(
        KeyResultRow.workspace_id == CheckInRow.workspace_id,
        KeyResultRow.id == CheckInRow.key_result_id,
        KeyResultRow.unit == CheckInRow.unit,
        KeyResultRow.zones == CheckInRow.zones,
    )


def measure(found: "KeyResult | CheckIn") -> dict[str, str]:
    """The unit and the steps of a key result or a check-in, as a check-in's row holds them."""
    return {"unit": found.unit, "zones": "\n".join(found.zones)}


def read(
    session: Session,
    workspace: Workspace,
    *where: ColumnElement[bool],
    limit: int | None = 1,
) -> tuple[CheckIn, ...]:
    """Check-ins, newest first."""
    query = _check_ins(workspace).where(*where).limit(limit)
    return tuple(_check_in(workspace, row) for row in session.execute(query))


def _check_ins(workspace: Workspace) -> Select[Any]:
    columns: tuple[Any, ...] = (CheckInRow, PersonRow, is_corrected().label("corrected"))
    return (
        select(*columns)
        .outerjoin(
            PersonRow,
            and_(
                PersonRow.id == CheckInRow.person_id,
                PersonRow.workspace_id == CheckInRow.workspace_id,
            ),
        )
        .where(CheckInRow.workspace_id == workspace.id)
        .order_by(CheckInRow.at.desc(), CheckInRow.id.desc())
    )


def _check_in(workspace: Workspace, row: Any) -> CheckIn:
    told = row.CheckInRow
    return CheckIn(
        id=told.id,
        key_result=told.key_result_id,
        person=record(row.PersonRow, workspace) if row.PersonRow else None,
        value=told.value,
        confidence=told.confidence,
        because=told.because,
        unchanged=told.unchanged,
        at=told.at,
        made_at=told.made_at,
        corrects=told.corrects_id,
        corrected=row.corrected,
        unit=told.unit,
        zones=tuple(told.zones.splitlines()),
    )
