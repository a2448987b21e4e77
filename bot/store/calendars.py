"""When people work: what they set, what their workspace sets, when they are away."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time

from sqlalchemy import Date, ForeignKey, Identity, Index, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.calendar import END, START, WEEK, Absence, Calendar
from bot.store.base import Base
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace


class AbsenceRow(Base):
    """Days on which a person is away; without `last` until they say that they are back.

    `source` is `said` or `status`: where we know it from. `delegate_id` is who stands in.
    """

    __tablename__ = "absences"
    __table_args__ = (Index("ix_absences_person", "workspace_id", "person_id", "last"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    first: Mapped[date] = mapped_column(Date)
    last: Mapped[date | None] = mapped_column(Date)
    delegate_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str] = mapped_column(server_default="said")
    said_at: Mapped[datetime]


def of(session: Session, workspace: Workspace, people: Iterable[int]) -> Mapping[int, Calendar]:
    """The calendars of people, by their ids.

    Args:
        people: ids of ours; who is not in this workspace is left out.
    """
    wanted = list(people)
    away: dict[int, list[Absence]] = defaultdict(list)
    for row in session.execute(
        select(AbsenceRow.person_id, AbsenceRow.first, AbsenceRow.last)
        .where(AbsenceRow.workspace_id == workspace.id, AbsenceRow.person_id.in_(wanted))
        .order_by(AbsenceRow.first)
    ):
        away[row.person_id].append(Absence(row.first, row.last))
    rows = session.execute(
        select(
            PersonRow.id,
            PersonRow.timezone,
            PersonRow.country,
            PersonRow.region,
            PersonRow.weekdays,
            PersonRow.day_start,
            PersonRow.day_end,
        ).where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(wanted))
    )
    return {
        row.id: Calendar(
            timezone=row.timezone,
            country=workspace.country if row.country is None else row.country,
            region=workspace.region if row.country is None else row.region or "",
            weekdays=frozenset(row.weekdays) if row.weekdays else WEEK,
            start=_or(row.day_start, START),
            end=_or(row.day_end, END),
            absences=tuple(away[row.id]),
        )
        for row in rows
    }


def of_one(session: Session, workspace: Workspace, person: Person) -> Calendar:
    """A person's calendar."""
    return of(session, workspace, [person.id]).get(person.id, Calendar(person.timezone))


def _or(set_: time | None, default: time) -> time:
    return default if set_ is None else set_
