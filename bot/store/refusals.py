"""What commands refused, counted by day and sentence: never what was typed, nor by whom."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy import Date, ForeignKey, delete, func, select, tuple_
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workspaces import Workspace

KEPT = timedelta(days=30)


class RefusalRow(Base):
    """How often a command was refused with a sentence on a day, which is UTC's.

    `sentence` is the English one, with placeholders where words of a person would stand.
    """

    __tablename__ = "refusals"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    day: Mapped[date] = mapped_column(Date, primary_key=True)
    command: Mapped[str] = mapped_column(primary_key=True)
    sentence: Mapped[str] = mapped_column(primary_key=True)
    count: Mapped[int]


@dataclass(frozen=True)
class Refused:
    """How often a command was refused with a sentence."""

    command: str
    sentence: str
    count: int


def count(
    session: Session, workspace: Workspace, command: str, sentence: str, now: datetime
) -> None:
    """A command was refused once more.

    Args:
        command: its name, e.g. `/insight`.
        sentence: as it stands in the code, its placeholders not filled.
    """
    session.execute(
        insert(RefusalRow)
        .values(
            workspace_id=workspace.id,
            day=now.astimezone(UTC).date(),
            command=command,
            sentence=sentence,
            count=1,
        )
        .on_conflict_do_update(
            index_elements=["workspace_id", "day", "command", "sentence"],
            set_={"count": RefusalRow.count + 1},
        )
    )


def since(session: Session, workspace: Workspace, start: datetime, limit: int) -> Sequence[Refused]:
    """What was refused since the day of an instant, most often first.

    Args:
        limit: how many there are at the most.
    """
    times = func.sum(RefusalRow.count)
    rows = session.execute(
        select(RefusalRow.command, RefusalRow.sentence, times.label("times"))
        .where(
            RefusalRow.workspace_id == workspace.id,
            RefusalRow.day >= start.astimezone(UTC).date(),
        )
        .group_by(RefusalRow.command, RefusalRow.sentence)
        .order_by(times.desc(), RefusalRow.command, RefusalRow.sentence)
        .limit(limit)
    )
    return [Refused(row.command, row.sentence, int(row.times)) for row in rows]


def next_forgotten(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    days = (after - KEPT).astimezone(UTC).date()
    oldest = session.scalar(
        select(func.min(RefusalRow.day)).where(
            RefusalRow.workspace_id == workspace.id, RefusalRow.day >= days
        )
    )
    return None if oldest is None else _midnight(oldest + timedelta(days=1)) + KEPT


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase up to `limit` counts older than 30 days; returns how many."""
    key = (RefusalRow.day, RefusalRow.command, RefusalRow.sentence)
    old = (
        select(*key)
        .where(
            RefusalRow.workspace_id == workspace.id,
            RefusalRow.day < (now - KEPT).astimezone(UTC).date(),
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    erased = session.execute(
        delete(RefusalRow)
        .where(RefusalRow.workspace_id == workspace.id, tuple_(*key).in_(select(old)))
        .returning(RefusalRow.day)
    )
    return len(erased.all())
