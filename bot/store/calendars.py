"""When people work: what they set, what their workspace sets, when they are away."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, time
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session, aliased

from bot.calendar import END, START, WEEK, Absence, Calendar, local_day
from bot.store import absences
from bot.store.absences import AbsenceRow as AbsenceRow
from bot.store.absences import Away
from bot.store.people import Person, PersonRow, known
from bot.store.workspaces import Workspace

_CALENDAR = (
    PersonRow.id,
    PersonRow.timezone,
    PersonRow.country,
    PersonRow.region,
    PersonRow.weekdays,
    PersonRow.day_start,
    PersonRow.day_end,
)
# Whose absence it is; the delegate is another person.
_WHO = aliased(PersonRow)


@dataclass(frozen=True)
class Own:
    """A person's own calendar, and their absences, first ones first, that count.

    Attributes:
        follows: whether their Slack status says when they are away.
    """

    calendar: Calendar
    absences: tuple[Away, ...]
    follows: bool

    def having(self, absences: tuple[Away, ...]) -> "Own":
        """The same with these absences."""
        calendar = replace(self.calendar, absences=tuple(_days(absences)))
        return replace(self, calendar=calendar, absences=absences)


def of(
    session: Session, workspace: Workspace, people: Iterable[int], now: datetime | None = None
) -> Mapping[int, Calendar]:
    """The calendars of people, by their ids.

    Args:
        people: ids of ours; who is not in this workspace is left out.
        now: absences that were over long before are left out; without it, all are there.
    """
    wanted = list(people)
    away: dict[int, list[Absence]] = defaultdict(list)
    counting = absences.counting(workspace, now).with_only_columns(
        AbsenceRow.person_id, AbsenceRow.first, AbsenceRow.last
    )
    for row in session.execute(
        counting.where(
            AbsenceRow.person_id.in_(wanted),
            or_(AbsenceRow.last.is_(None), AbsenceRow.last >= AbsenceRow.first),
        )
    ):
        away[row.person_id].append(Absence(row.first, row.last))
    rows = session.execute(
        select(*_CALENDAR).where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(wanted))
    )
    return {row.id: _calendar(workspace, row, away[row.id]) for row in rows}


def own(
    session: Session, workspace: Workspace, person: Person, now: datetime, *, lock: bool = False
) -> Own:
    """A person's own calendar and absences.

    Args:
        lock: whether others who change their absences wait until this transaction ends.
    """
    whose = select(*_CALENDAR, PersonRow.follows_status).where(
        PersonRow.workspace_id == workspace.id, PersonRow.id == person.id
    )
    row = session.execute(whose.with_for_update(key_share=True) if lock else whose).one_or_none()
    if row is None:
        return Own(Calendar(), (), follows=False)
    found = absences.counting(workspace, now).where(AbsenceRow.person_id == person.id)
    mine = tuple(absences.away(each) for each in session.execute(found))
    return Own(_calendar(workspace, row, _days(mine)), mine, row.follows_status)


def current(
    session: Session, workspace: Workspace, people: Iterable[int], now: datetime
) -> Mapping[int, Away]:
    """Who of these people is away at this instant, and their absence that ends last.

    Args:
        people: ids of ours.
    """
    found: dict[int, Away] = {}
    for person, away in _away_now(session, workspace, people, now):
        if person not in found or away.end > found[person].end:
            found[person] = away
    return found


def delegates(
    session: Session, workspace: Workspace, people: Iterable[int], now: datetime
) -> Mapping[int, Person]:
    """Who stands in for those of these people who are away at this instant.

    Args:
        people: ids of ours; who named nobody is left out, and who named someone who left since.
    """
    away = _away_now(session, workspace, people, now)
    named = {person: each.delegate for person, each in away if each.delegate}
    met = known(session, workspace, set(named.values())) if named else {}
    return {
        person: met[slack_id]
        for person, slack_id in named.items()
        if slack_id in met and met[slack_id].active
    }


def of_one(session: Session, workspace: Workspace, person: Person) -> Calendar:
    """A person's calendar."""
    return of(session, workspace, [person.id]).get(person.id, Calendar(person.timezone))


def common(session: Session, workspace: Workspace) -> Calendar:
    """A workspace's own: its country's holidays, and the time zone where most people are."""
    zone = session.scalar(
        select(PersonRow.timezone)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.active, PersonRow.kind == "member")
        .group_by(PersonRow.timezone)
        .order_by(func.count().desc(), PersonRow.timezone)
        .limit(1)
    )
    return Calendar(zone or "UTC", workspace.country, workspace.region)


def _away_now(
    session: Session, workspace: Workspace, people: Iterable[int], now: datetime
) -> list[tuple[int, Away]]:
    rows = session.execute(
        absences.counting(workspace, now)
        .add_columns(_WHO.timezone)
        .join(_WHO, _WHO.id == AbsenceRow.person_id)
        .where(AbsenceRow.person_id.in_(list(people)))
    )
    found = ((row.person_id, absences.away(row), Calendar(row.timezone)) for row in rows)
    return [
        (person, away) for person, away, where in found if away.days.covers(local_day(where, now))
    ]


def _days(absences: Iterable[Away]) -> list[Absence]:
    """The days of absences; one that was taken back at once has none."""
    return [away.days for away in absences if away.first <= away.end]


def _calendar(workspace: Workspace, row: Any, away: Iterable[Absence]) -> Calendar:
    here = row.country is None
    hours = (_or(row.day_start, START), _or(row.day_end, END))
    return Calendar(
        row.timezone,
        workspace.country if here else row.country,
        workspace.region if here and row.region is None else row.region or "",
        frozenset(row.weekdays) if row.weekdays else WEEK,
        # Hours that no form lets through would leave nobody a working day.
        *(hours if hours[0] < hours[1] else (START, END)),
        absences=tuple(away),
    )


def _or(set_: time | None, default: time) -> time:
    return default if set_ is None else set_
