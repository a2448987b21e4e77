"""Cadences: how often a team checks in, on which day and at which hour of its people."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import calendar
from bot.forms import Errors
from bot.i18n import Words, say
from bot.store import audit, calendars, teams
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs.objective import require_shape
from workflows.okrs.round_tables import CadenceRow
from workflows.okrs.tables import of_team

WEEKLY, TWO_WEEKS, MONTHLY = "weekly", "two_weeks", "monthly"
EVERY = (WEEKLY, TWO_WEEKS, MONTHLY)
# Who told of something so few days before is not asked, unless the team chose otherwise.
FRESH, MOST_FRESH = 3, 30
_DAY, _WEEK = timedelta(days=1), timedelta(weeks=1)
# A day begins first here.
_EAST = timedelta(hours=14)


@dataclass(frozen=True)
class Wanted:
    """How often a team checks in.

    Attributes:
        every: one of `EVERY`.
        weekday: as an ISO number: Monday is 1. Of a month it is the first such day.
        hour: of each owner, where they are.
        fresh_days: who told of everything so few days before is not asked.
    """

    every: str = WEEKLY
    weekday: int = 4
    hour: time = time(10)
    fresh_days: int = FRESH


@dataclass(frozen=True)
class Cadence:
    """A team's cadence, and the next day it checks in; `team` is None for the company."""

    team: int | None
    wanted: Wanted
    next_on: date


def check(typed: Wanted) -> Wanted | Errors:
    """What was chosen, or what is wrong with it."""
    wrong: dict[str, Words] = {}
    if typed.every not in EVERY:
        wrong["every"] = say("Choose how often the team checks in.")
    if typed.weekday not in range(1, 8):
        wrong["weekday"] = say("Choose a day of the week.")
    if not 0 <= typed.fresh_days <= MOST_FRESH:
        wrong["fresh_days"] = say("Give a number of days from 0 to {most}.", most=MOST_FRESH)
    return Errors(wrong) if wrong else typed


def of(session: Session, workspace: Workspace, team: int | None) -> Cadence | None:
    """A team's cadence; None where it has none yet, as it has no key result.

    Args:
        team: its id; None for the company.
    """
    row = session.scalar(
        select(CadenceRow).where(
            CadenceRow.workspace_id == workspace.id,
            of_team(CadenceRow.team_id, team),
        ),
        execution_options={"populate_existing": True},
    )
    return _cadence(row) if row else None


def every(session: Session, workspace: Workspace) -> Mapping[int | None, Wanted]:
    """How often each team checks in, by its id; None is the company."""
    rows = session.scalars(select(CadenceRow).where(CadenceRow.workspace_id == workspace.id))
    return {row.team_id: _cadence(row).wanted for row in rows}


def ensure(session: Session, workspace: Workspace, team: int | None, now: datetime) -> None:
    """Give a team the usual cadence, unless it has one."""
    if team and teams.find(session, workspace, team) is None:
        return
    session.execute(
        insert(CadenceRow)
        .values(workspace_id=workspace.id, **_columns(session, workspace, team, Wanted(), now))
        .on_conflict_do_nothing()
    )


def choose(
    session: Session,
    workspace: Workspace,
    person: Person,
    team: int | None,
    wanted: Wanted,
    now: datetime,
) -> Cadence:
    """Choose how often a team checks in; the audit trail tells it. A round under way goes on.

    Args:
        team: its id; None for the company.

    Raises:
        Refusal: it is somebody else's to say.
    """
    require_shape(session, workspace, person, team)
    before = of(session, workspace, team)
    if before is None or before.wanted != wanted:
        columns = _columns(session, workspace, team, wanted, now)
        if before and (before.wanted.every, before.wanted.weekday) == (
            wanted.every,
            wanted.weekday,
        ):
            # Another hour leaves the days as they are.
            columns |= {"next_on": before.next_on, "due_at": begins(before.next_on, wanted.hour)}
        session.execute(
            insert(CadenceRow)
            .values(workspace_id=workspace.id, **columns)
            .on_conflict_do_update(index_elements=["workspace_id", "team_id"], set_=columns)
        )
        sides = _told(before.wanted) if before else None, _told(wanted)
        told = Change("cadence.changed", _name(session, workspace, team), *sides)
        audit.record(session, workspace, person, told, now)
    after = of(session, workspace, team)
    assert after, "it was just written"
    return after


def first(wanted: Wanted, today: date) -> date:
    """The first day after this one on which a team checks in that chose today."""
    if wanted.every == MONTHLY:
        return step(wanted, today)
    ahead = (wanted.weekday - today.isoweekday()) % 7 or 7
    return today + ahead * _DAY


def step(wanted: Wanted, day: date) -> date:
    """The day of a cadence that follows one of its days."""
    if wanted.every == WEEKLY:
        return day + _WEEK
    if wanted.every == TWO_WEEKS:
        return day + 2 * _WEEK
    in_month = _first_of_month(day.year, day.month, wanted.weekday)
    if in_month > day:
        return in_month
    following = day.replace(day=28) + timedelta(days=4)
    return _first_of_month(following.year, following.month, wanted.weekday)


def begins(day: date, hour: time) -> datetime:
    """When an hour of a day begins first on Earth."""
    return datetime.combine(day, hour, UTC) - _EAST


def _first_of_month(year: int, month: int, weekday: int) -> date:
    starts = date(year, month, 1)
    return starts + ((weekday - starts.isoweekday()) % 7) * _DAY


def _columns(
    session: Session, workspace: Workspace, team: int | None, wanted: Wanted, now: datetime
) -> dict[str, Any]:
    today = calendar.local_day(calendars.common(session, workspace), now)
    next_on = first(wanted, today)
    own = {"team_id": team, "next_on": next_on, "due_at": begins(next_on, wanted.hour)}
    return {**vars(wanted), **own}


def _name(session: Session, workspace: Workspace, team: int | None) -> str:
    found = teams.find(session, workspace, team) if team else None
    return found.name if found else workspace.name


def _told(wanted: Wanted) -> dict[str, Any]:
    hour = wanted.hour.isoformat("minutes")
    return {**vars(wanted), "hour": hour}


def _cadence(row: CadenceRow) -> Cadence:
    wanted = Wanted(row.every, row.weekday, row.hour, row.fresh_days)
    return Cadence(row.team_id, wanted, row.next_on)
