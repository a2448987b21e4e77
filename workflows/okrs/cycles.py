"""Cycles: the spans of days for which objectives are set."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import Select, insert, select, text, update
from sqlalchemy.orm import Session

from bot import calendar, roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean, escape
from bot.store import audit, calendars
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import permissions
from workflows.okrs.tables import CycleRow

LONGEST_NAME = 60
# Shorter ones leave no time for a check-in, longer ones are no cycle any more.
SHORTEST, LONGEST = timedelta(days=6), timedelta(days=400)
ENDING = timedelta(weeks=3)
# What is left of a quarter after another cycle is a cycle of its own if it is that long.
WORTHWHILE = timedelta(weeks=6)
_DAY = timedelta(days=1)
_QUARTER = 3
# One at a time in a workspace: of two who take the same days, the second hears of the first.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('okr_cycles'), :workspace)")


@dataclass(frozen=True)
class Span:
    """What a cycle is: its name, its first and its last day."""

    name: str
    starts: date
    ends: date


@dataclass(frozen=True)
class Cycle:
    """A cycle; `closing_at` is when its scores were asked for, `closed_at` when they were in."""

    id: int
    name: str
    starts: date
    ends: date
    closing_at: datetime | None = None
    closed_at: datetime | None = None

    def covers(self, day: date) -> bool:
        """Whether it is under way on a day."""
        return self.starts <= day <= self.ends


def quarter(day: date) -> Span:
    """The quarter of the year that a day is in, as a cycle."""
    number = (day.month - 1) // _QUARTER + 1
    last = number * _QUARTER
    starts = date(day.year, last - _QUARTER + 1, 1)
    ends = date(day.year, last, monthrange(day.year, last)[1])
    return Span(f"{day.year} Q{number}", starts, ends)


def proposed(session: Session, workspace: Workspace, now: datetime) -> Span:
    """The first quarter, from this one on, that is free, or from a day on for most of it.

    Of one that ends within `ENDING`, nobody says any more what it aims at.
    """
    found = quarter(today(session, workspace, now) + ENDING)
    taken = every(session, workspace)
    while met := [each for each in taken if _meet(found, each)]:
        rest = replace(found, starts=max(each.ends for each in met) + _DAY)
        if rest.ends - rest.starts >= WORTHWHILE and not any(_meet(rest, each) for each in taken):
            return rest
        found = quarter(found.ends + _DAY)
    return found


def check(typed: Span) -> Span | Errors:
    """What was typed of a cycle, cleaned, or what is wrong with it."""
    name = " ".join(clean(typed.name).split())
    wrong: dict[str, Words] = {}
    if not sameness(name):
        wrong["name"] = say("Give the cycle a name, such as {example}.", example="2027 Q1")
    elif len(name) > LONGEST_NAME:
        wrong["name"] = say("A cycle's name is at most {most} characters long.", most=LONGEST_NAME)
    length = typed.ends - typed.starts
    if length < SHORTEST:
        wrong["ends"] = say("A cycle lasts a week at least: choose a later last day.")
    elif length > LONGEST:
        wrong["ends"] = say("A cycle lasts about a year at most: choose an earlier last day.")
    return Errors(wrong) if wrong else Span(name, typed.starts, typed.ends)


def make(
    session: Session, workspace: Workspace, person: Person, wanted: Span, now: datetime
) -> Cycle | Errors:
    """Make a cycle; the audit trail tells it.

    Returns:
        The cycle; what is wrong where its name is taken or its days are another's.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    session.execute(_LOCK, {"workspace": workspace.id})
    wrong = _wrong(every(session, workspace), wanted)
    if wrong:
        return wrong
    made = session.execute(
        insert(CycleRow)
        .values(workspace_id=workspace.id, made_at=now, **_columns(wanted))
        .returning(CycleRow.id)
    ).scalar_one()
    audit.record(session, workspace, person, _told("cycle.made", wanted), now)
    return find(session, workspace, made)


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    cycle: int,
    wanted: Span,
    now: datetime,
) -> Cycle | Errors:
    """Give a cycle another name or other days; returns as `make`.

    Args:
        cycle: its id.

    Raises:
        Refusal: there is none, its scores were asked for, or the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    session.execute(_LOCK, {"workspace": workspace.id})
    before = find(session, workspace, cycle)
    if before.closing_at:
        raise Refusal(
            say("*{cycle}* is being closed: it stays as it is.", cycle=escape(before.name))
        )
    others = [each for each in every(session, workspace) if each.id != cycle]
    wrong = _wrong(others, wanted)
    if wrong:
        return wrong
    was = Span(before.name, before.starts, before.ends)
    if was != wanted:
        session.execute(
            update(CycleRow)
            .where(CycleRow.workspace_id == workspace.id, CycleRow.id == cycle)
            .values(**_columns(wanted))
        )
        audit.record(session, workspace, person, _told("cycle.changed", wanted, was), now)
    return find(session, workspace, cycle)


def every(session: Session, workspace: Workspace) -> tuple[Cycle, ...]:
    """All cycles, the first one first."""
    rows = session.scalars(_cycles(workspace).order_by(CycleRow.starts))
    return tuple(map(_cycle, rows))


def find(session: Session, workspace: Workspace, cycle: int) -> Cycle:
    """A cycle by its id.

    Raises:
        Refusal: there is none.
    """
    row = session.scalar(_cycles(workspace).where(CycleRow.id == cycle))
    if row is None:
        raise Refusal(say("There is no such cycle. `/okr` shows the one that is under way."))
    return _cycle(row)


def require_open(session: Session, workspace: Workspace, cycle: int) -> None:
    """Let pass what changes something in a cycle whose scores were not asked for.

    Args:
        cycle: its id.

    Raises:
        Refusal: there is none, or it is being closed, or closed.
    """
    found = find(session, workspace, cycle)
    if found.closing_at:
        raise Refusal(
            say("*{cycle}* is being closed: it stays as it is.", cycle=escape(found.name))
        )


def current(session: Session, workspace: Workspace, now: datetime) -> Cycle | None:
    """The cycle that is under way; else the last one before it that is not closed, or the next."""
    day = today(session, workspace, now)
    cycles = every(session, workspace)
    under_way = next((each for each in cycles if each.covers(day)), None)
    late = [each for each in cycles if each.ends < day and not each.closed_at]
    ahead = next((each for each in cycles if each.starts > day), None)
    return under_way or (late[-1] if late else ahead)


def ahead(session: Session, workspace: Workspace, now: datetime) -> Cycle | None:
    """The first cycle that has not begun."""
    day = today(session, workspace, now)
    return next((each for each in every(session, workspace) if each.starts > day), None)


def planned(session: Session, workspace: Workspace, now: datetime) -> tuple[Cycle, ...]:
    """The cycles whose aims can still be said: those that are not over, and not being closed."""
    day = today(session, workspace, now)
    return tuple(
        each for each in every(session, workspace) if each.ends >= day and not each.closing_at
    )


def today(session: Session, workspace: Workspace, now: datetime) -> date:
    """The date where most people of a workspace are."""
    return calendar.local_day(calendars.common(session, workspace), now)


def _wrong(others: tuple[Cycle, ...] | list[Cycle], wanted: Span) -> Errors | None:
    for each in others:
        if sameness(each.name) == sameness(wanted.name):
            return Errors({"name": say("There is a cycle with this name already.")})
        if _meet(wanted, each):
            return Errors(
                {
                    "starts": say(
                        "A day belongs to one cycle, and {cycle} lasts until {ends}: begin on"
                        " {following}, or later.",
                        cycle=each.name,
                        ends=each.ends,
                        following=each.ends + _DAY,
                    )
                }
            )
    return None


def _meet(one: Span | Cycle, other: Span | Cycle) -> bool:
    return one.starts <= other.ends and other.starts <= one.ends


def _columns(span: Span) -> dict[str, Any]:
    return {**vars(span), "folded": sameness(span.name)}


def _told(action: str, wanted: Span, was: Span | None = None) -> Change:
    return Change(action, wanted.name, _days(was) if was else None, _days(wanted))


def _days(span: Span) -> dict[str, str]:
    return {"starts": span.starts.isoformat(), "ends": span.ends.isoformat()}


def _cycles(workspace: Workspace) -> Select[CycleRow]:
    return select(CycleRow).where(CycleRow.workspace_id == workspace.id)


def _cycle(row: CycleRow) -> Cycle:
    return Cycle(row.id, row.name, row.starts, row.ends, row.closing_at, row.closed_at)
