"""Rounds: opens a team's round on its day, and says when each owner is asked in it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import ColumnElement, false, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import insert as insert_once
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store import calendars, moments, people
from bot.store.people import PersonRow
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from bot.zones import zone
from workflows.okrs import cadences, handing
from workflows.okrs.answering import State
from workflows.okrs.cadences import Wanted
from workflows.okrs.round_tables import CadenceRow, RoundPersonRow, RoundRow
from workflows.okrs.tables import CycleRow, KeyResultRow, KpiRow, ObjectiveRow

_DAY = timedelta(days=1)


def open_due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Open the rounds of teams whose day has begun somewhere; returns how many cadences were due.

    A team without a key result under way is not asked, and what is over is not made up for.
    """
    due = session.scalars(
        select(CadenceRow)
        .where(CadenceRow.workspace_id == workspace.id, CadenceRow.due_at <= now)
        .order_by(CadenceRow.due_at, CadenceRow.id)
        .limit(limit)
        .with_for_update(skip_locked=True),
        execution_options={"populate_existing": True},
    ).all()
    if not due:
        return 0
    days = {row.id: _moved_on(row, now) for row in due}
    session.execute(
        update(CadenceRow),
        [{"id": row.id, "next_on": days[row.id][1], "due_at": days[row.id][2]} for row in due],
    )
    _open(session, workspace, [(row, days[row.id][0]) for row in due], now)
    return len(due)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which a round opens."""
    return moments.first(session, workspace, CadenceRow.due_at, after)


def closing(where: Calendar, day: date) -> datetime:
    """When a round that begins on a day is over: at the end of the second working day from it on.

    Args:
        where: the calendar of the team, by which a holiday moves it.
    """
    first = calendar.next_day(where, day) or day
    second = calendar.next_day(where, first + _DAY) or first + _DAY
    return calendar.closing(where, second)


def asking(when: Calendar, day: date, hour: time) -> datetime | None:
    """When an owner is asked in a round: at its hour where they are, or when they work next.

    Returns:
        Aware UTC; None when no end of an absence is known.
    """
    at = datetime.combine(day, hour, zone(when.timezone))
    return calendar.next_moment(when, at)


def _moved_on(row: CadenceRow, now: datetime) -> tuple[date, date, datetime]:
    """The last day of a cadence that has begun, the day after it, and when that one begins."""
    wanted = _wanted(row)
    day = row.next_on
    while True:
        following = cadences.step(wanted, day)
        begins = cadences.begins(following, wanted.hour)
        if begins > now:
            return day, following, begins
        day = following


def _open(
    session: Session,
    workspace: Workspace,
    due: Sequence[tuple[CadenceRow, date]],
    now: datetime,
) -> None:
    owners = _owners(session, workspace, due)
    leads = _leads(session, workspace, [row.team_id for row, _ in due])
    people_ids = {one for found in owners.values() for one in found[1]} | set(leads.values())
    when = calendars.of(session, workspace, people_ids, now)
    common = calendars.common(session, workspace)
    for row, day in due:
        if row.id not in owners:
            continue
        where = when.get(leads.get(row.team_id, 0), common)
        closes = closing(replace(where, absences=()), day)
        if closes <= now:
            continue
        cycle, asked = owners[row.id]
        made = session.scalar(
            insert_once(RoundRow)
            .values(
                workspace_id=workspace.id,
                team_id=row.team_id,
                cycle_id=cycle,
                day=day,
                opens_at=now,
                closes_at=closes,
            )
            .on_conflict_do_nothing()
            .returning(RoundRow.id)
        )
        if made is None:
            continue
        at = {one: asking(when[one], day, row.hour) for one in asked}
        rows = [_asked(workspace, made, one, at[one], closes) for one in asked]
        session.execute(insert(RoundPersonRow), rows)
        following = cadences.begins(cadences.step(_wanted(row), day), row.hour)
        _pass_on(session, workspace, [one for one in asked if _is_long(at[one], following)], now)


def _is_long(back: datetime | None, following: datetime) -> bool:
    return back is None or back >= following


def _pass_on(session: Session, workspace: Workspace, owners: Sequence[int], now: datetime) -> None:
    """Who is away until after the next round: their lead may want somebody to take over."""
    for person in people.by_ids(session, workspace, owners).values() if owners else ():
        handing.ask(session, workspace, person, now)


def _asked(
    workspace: Workspace, made: int, person: int, at: datetime | None, closes: datetime
) -> dict[str, Any]:
    there = at is not None and at < closes
    return {
        "round_id": made,
        "person_id": person,
        "workspace_id": workspace.id,
        "ask_at": at if there else closes,
        "state": State.WAITING if there else State.AWAY,
    }


def _owners(
    session: Session, workspace: Workspace, due: Sequence[tuple[CadenceRow, date]]
) -> Mapping[int, tuple[int, list[int]]]:
    """The cycle of each cadence's day and who is asked in it, by cadence.

    Nobody is asked in a team without a key result; in the others, who brings a KPI's values too.
    """
    by_day: dict[date, list[CadenceRow]] = defaultdict(list)
    for row, day in due:
        by_day[day].append(row)
    found: dict[int, tuple[int, list[int]]] = {}
    for day, rows in by_day.items():
        ids = {row.team_id: row.id for row in rows}
        bring = _bringing(session, workspace, ids)
        for team, cycle, owners in session.execute(_answering(workspace, day, ids)):
            found[ids[team]] = (cycle, sorted({*owners, *bring.get(team, ())}))
    return found


def _bringing(
    session: Session, workspace: Workspace, teams: Collection[int | None]
) -> Mapping[int | None, list[int]]:
    rows = session.execute(
        select(KpiRow.team_id, func.array_agg(KpiRow.owner_id))
        .join(PersonRow, PersonRow.id == KpiRow.owner_id)
        .where(
            KpiRow.workspace_id == workspace.id,
            KpiRow.closed_at.is_(None),
            PersonRow.active,
            _of(KpiRow.team_id, teams),
        )
        .group_by(KpiRow.team_id)
    )
    return {team: [one for one in owners if one is not None] for team, owners in rows}


def _answering(workspace: Workspace, day: date, teams: Collection[int | None]) -> Any:
    return (
        select(
            ObjectiveRow.team_id,
            ObjectiveRow.cycle_id,
            func.array_agg(func.distinct(PersonRow.id)),
        )
        .join(CycleRow, CycleRow.id == ObjectiveRow.cycle_id)
        .join(KeyResultRow, KeyResultRow.objective_id == ObjectiveRow.id)
        .join(PersonRow, PersonRow.id == KeyResultRow.owner_id)
        .outerjoin(TeamRow, TeamRow.id == ObjectiveRow.team_id)
        .where(
            ObjectiveRow.workspace_id == workspace.id,
            CycleRow.starts <= day,
            CycleRow.ends >= day,
            CycleRow.closing_at.is_(None),
            ObjectiveRow.dropped_at.is_(None),
            KeyResultRow.dropped_at.is_(None),
            TeamRow.closed_at.is_(None),
            PersonRow.active,
            _of(ObjectiveRow.team_id, teams),
        )
        .group_by(ObjectiveRow.team_id, ObjectiveRow.cycle_id)
    )


def _of(column: Any, teams: Collection[int | None]) -> ColumnElement[bool]:
    """Whether a column names one of these teams, or none where the company is among them."""
    ids = [one for one in teams if one is not None]
    company: ColumnElement[bool] = column.is_(None) if None in teams else false()
    return or_(column.in_(ids), company)


def _leads(
    session: Session, workspace: Workspace, teams: Iterable[int | None]
) -> Mapping[int | None, int]:
    rows = session.execute(
        select(TeamRow.id, TeamRow.lead_id).where(
            TeamRow.workspace_id == workspace.id,
            TeamRow.id.in_([one for one in teams if one is not None]),
            TeamRow.lead_id.is_not(None),
        )
    )
    return {row.id: row.lead_id for row in rows}


def _wanted(row: CadenceRow) -> Wanted:
    return Wanted(row.every, row.weekday, row.hour, row.fresh_days)
