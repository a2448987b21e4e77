"""Absences: when people are away, who stands in for them, and where we know it from."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import (
    Date,
    ForeignKey,
    Identity,
    Index,
    Select,
    delete,
    func,
    insert,
    literal,
    or_,
    select,
    update,
)
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.calendar import Absence
from bot.store.base import Base
from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.workspaces import Workspace

# How long an absence that is over still counts: who was away was not late.
COUNTS = timedelta(days=92)
# How long an absence that is over is kept.
KEPT = timedelta(days=366)
SAID, STATUS = "said", "status"
_DAY = timedelta(days=1)


class AbsenceRow(Base):
    """Days on which a person is away; without `last` until they say that they are back.

    `source` is `said` or `status`: where we know it from. `delegate_id` is who stands in.
    `said_at` is when it was last said, `status` the Slack status that told it, while that stands.
    One whose last day is before its first was taken back at once.
    """

    __tablename__ = "absences"
    __table_args__ = (
        Index("ix_absences_person", "workspace_id", "person_id", "last"),
        Index("ix_absences_last", "workspace_id", "last"),
        Index("ix_absences_delegate", "delegate_id"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str] = mapped_column(server_default=SAID)
    said_at: Mapped[datetime]
    status: Mapped[str] = mapped_column(server_default="")


@dataclass(frozen=True)
class Away:
    """An absence as it stands; `delegate` is Slack's id of who stands in, empty for nobody."""

    first: date
    last: date | None
    delegate: str = ""
    source: str = SAID
    status: str = ""
    said_at: datetime | None = None
    id: int = 0

    @property
    def days(self) -> Absence:
        """The days alone."""
        return Absence(self.first, self.last)

    @property
    def end(self) -> date:
        """The last day; the last there is where none is known."""
        return self.last or date.max


def counting(workspace: Workspace, now: datetime | None) -> Select[Any]:
    """Asks for the absences that count, first ones first.

    Args:
        now: those that were over long before are left out; without it, all are there.
    """
    found = (
        select(*AbsenceRow.__table__.c, PersonRow.slack_id.label("delegate"))
        .outerjoin(PersonRow, PersonRow.id == AbsenceRow.delegate_id)
        .where(AbsenceRow.workspace_id == workspace.id)
        .order_by(AbsenceRow.first, AbsenceRow.id)
    )
    if now is None:
        return found
    return found.where(or_(AbsenceRow.last.is_(None), AbsenceRow.last >= (now - COUNTS).date()))


def away(row: Any) -> Away:
    """A row that `counting` asked for."""
    return Away(
        first=row.first,
        last=row.last,
        delegate=row.delegate or "",
        source=row.source,
        status=row.status,
        said_at=row.said_at,
        id=row.id,
    )


def add(session: Session, workspace: Workspace, person: Person, away: Away, now: datetime) -> Away:
    """Write a new absence; returns it with its id."""
    made = session.execute(
        insert(AbsenceRow)
        .values(
            workspace_id=workspace.id,
            person_id=person.id,
            source=away.source,
            said_at=now,
            **_values(workspace, away),
        )
        .returning(AbsenceRow.id)
    ).scalar_one()
    return replace(away, id=made, said_at=now)


def change(
    session: Session, workspace: Workspace, person: Person, away: Away, now: datetime
) -> Away:
    """Write the days, the delegate and the status of an absence of this person's anew."""
    session.execute(
        update(AbsenceRow)
        .where(
            AbsenceRow.workspace_id == workspace.id,
            AbsenceRow.person_id == person.id,
            AbsenceRow.id == away.id,
        )
        .values(said_at=now, **_values(workspace, away))
    )
    return replace(away, said_at=now)


def end(
    session: Session, workspace: Workspace, person: Person, absences: Collection[Away], last: date
) -> None:
    """Let absences of this person's end with a day; one told by their status is kept even where
    nothing is left of it, so that the same status is not taken for a new one.
    """
    gone = [away for away in absences if away.first > last and not away.status]
    clear(session, workspace, person, gone)
    ids = [away.id for away in absences if away not in gone]
    if ids:
        session.execute(
            update(AbsenceRow)
            .where(
                AbsenceRow.workspace_id == workspace.id,
                AbsenceRow.person_id == person.id,
                AbsenceRow.id.in_(ids),
            )
            .values(last=last)
        )


def clear(
    session: Session, workspace: Workspace, person: Person, absences: Collection[Away]
) -> None:
    """Erase absences of this person's."""
    if absences:
        session.execute(
            delete(AbsenceRow).where(
                AbsenceRow.workspace_id == workspace.id,
                AbsenceRow.person_id == person.id,
                AbsenceRow.id.in_([away.id for away in absences]),
            )
        )


def without(
    session: Session, workspace: Workspace, delegate: Person, now: datetime
) -> tuple[tuple[int, str, Away], ...]:
    """Take someone out of the absences for which they stand in and that are not over.

    Returns:
        Whose absences they are, by our id and by Slack's, and the absences as they are now.
    """
    rows = session.execute(
        update(AbsenceRow)
        .where(
            AbsenceRow.workspace_id == workspace.id,
            AbsenceRow.delegate_id == delegate.id,
            or_(AbsenceRow.last.is_(None), AbsenceRow.last >= (now - _DAY).date()),
            PersonRow.id == AbsenceRow.person_id,
            PersonRow.active,
        )
        .values(delegate_id=None)
        .returning(*AbsenceRow.__table__.c, PersonRow.slack_id, literal("").label("delegate"))
    )
    return tuple((row.person_id, row.slack_id, away(row)) for row in rows)


def follow_status(session: Session, workspace: Workspace, person: Person, follows: bool) -> None:
    """Write whether a person's Slack status says when they are away."""
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id == person.id)
        .values(follows_status=follows)
    )


def forget_status(session: Session, workspace: Workspace, person: Person) -> None:
    """Forget the Slack statuses that told absences of this person's; their days stay."""
    session.execute(
        update(AbsenceRow)
        .where(AbsenceRow.workspace_id == workspace.id, AbsenceRow.person_id == person.id)
        .values(status="")
    )


def following(
    session: Session, workspace: Workspace, updated: Mapping[str, int]
) -> tuple[Person, ...]:
    """Those whose Slack status says when they are away, and of whom nothing newer is known.

    Args:
        updated: Slack's time of each one's last change, in seconds, by its ids.
    """
    rows = session.scalars(
        select(PersonRow)
        .where(
            PersonRow.workspace_id == workspace.id,
            PersonRow.slack_id.in_(updated),
            PersonRow.follows_status,
            PersonRow.active,
        )
        .order_by(PersonRow.id)
    )
    return tuple(record(row, workspace) for row in rows if row.updated <= updated[row.slack_id])


def next_forgotten(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    oldest = session.scalar(
        select(func.min(AbsenceRow.last)).where(
            AbsenceRow.workspace_id == workspace.id, AbsenceRow.last >= (after - KEPT).date()
        )
    )
    if oldest is None:
        return None
    return datetime.combine(oldest + timedelta(days=1), time(), UTC) + KEPT


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase up to `limit` absences that were over more than a year ago; returns how many."""
    old = (
        select(AbsenceRow.id)
        .where(AbsenceRow.workspace_id == workspace.id, AbsenceRow.last < (now - KEPT).date())
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    erased = session.execute(
        delete(AbsenceRow)
        .where(AbsenceRow.workspace_id == workspace.id, AbsenceRow.id.in_(select(old.c.id)))
        .returning(AbsenceRow.id)
    )
    return len(erased.all())


def _values(workspace: Workspace, away: Away) -> dict[str, Any]:
    delegate = select(PersonRow.id).where(
        PersonRow.workspace_id == workspace.id, PersonRow.slack_id == away.delegate
    )
    return {
        "first": away.first,
        "last": away.last,
        "delegate_id": delegate.scalar_subquery() if away.delegate else None,
        "status": away.status,
    }
