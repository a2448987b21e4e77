"""Looks at what is due: who is asked whether a date stands, who hears that it is near or over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot import calendar, facts
from bot.asks.ask import Ask
from bot.asks.settling import drop
from bot.calendar import Calendar
from bot.store import calendars, moments, people
from bot.store.people import Person
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.dependencies import confirming, dependency, rhythm, team_days, waiting
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rhythm import Promise, Say
from workflows.dependencies.rules import PROMISED, State
from workflows.dependencies.tables import DependencyRow

# So many dependencies a transaction.
PAGE = 50
# What happened to a promise; who sees to it is the fact's person.
FACTS = {
    Say.SOON: "dependency.due_soon",
    Say.AGED: "dependency.aged",
    Say.LATE: "dependency.overdue",
}


@dataclass(frozen=True)
class Around:
    """What is known of those that are looked at.

    Attributes:
        days: when the providing teams work, by their ids.
        hours: when owners do, by theirs.
    """

    days: Mapping[int, Calendar]
    hours: Mapping[int, Calendar]


# What was said of a dependency before, as in its row.
_NOTED = (
    DependencyRow.asked_on,
    DependencyRow.told_on,
    DependencyRow.aged_on,
    DependencyRow.late_on,
)
_Noted = Mapping[str, date | None]


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Say what is due of dependencies, and when to look again; returns how many were due.

    Records `dependency.due_soon`, `dependency.aged`, `dependency.overdue` and
    `dependency.unanswered`.
    """
    most = min(limit, PAGE)
    rows = session.execute(
        select(DependencyRow.id, *_NOTED)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.next_at <= now)
        .order_by(DependencyRow.id)
        .limit(most)
        .with_for_update(skip_locked=True, key_share=True)
    ).all()
    if not rows:
        return 0
    noted = {row.id: {each.key: getattr(row, each.key) for each in _NOTED} for row in rows}
    found = dependency.dependencies(session, workspace, DependencyRow.id.in_(noted))
    around = _around(session, workspace, found, now)
    for one in found:
        _look(session, workspace, (one, noted[one.id]), around, now)
    return limit if len(rows) == most else len(rows)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which something of a dependency is due."""
    return moments.first(session, workspace, DependencyRow.next_at, after)


def wake(session: Session, workspace: Workspace, person: int, now: datetime) -> None:
    """Look again at what somebody sees to: they left, are back, or are away.

    Args:
        person: their id.
    """
    led = select(TeamRow.id).where(TeamRow.workspace_id == workspace.id, TeamRow.lead_id == person)
    theirs = (
        DependencyRow.owner_id == person,
        DependencyRow.provider_id.in_(led),
        DependencyRow.requester_id.in_(led),
    )
    _wake(session, workspace, or_(*theirs), now)


def wake_team(session: Session, workspace: Workspace, team: int, now: datetime) -> None:
    """Look again at what a team needs or provides: somebody else leads it.

    Args:
        team: its id.
    """
    theirs = DependencyRow.provider_id == team, DependencyRow.requester_id == team
    _wake(session, workspace, or_(*theirs), now)


def _wake(session: Session, workspace: Workspace, theirs: object, now: datetime) -> None:
    # In the order in which the tick locks them.
    which = session.scalars(
        select(DependencyRow.id)
        .where(
            DependencyRow.workspace_id == workspace.id,
            DependencyRow.state.in_((State.ASKED, *PROMISED)),
            theirs,  # type: ignore[arg-type]
        )
        .order_by(DependencyRow.id)
        .with_for_update(key_share=True)
    ).all()
    session.execute(
        update(DependencyRow)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id.in_(which))
        .values(next_at=now)
    )


def _around(
    session: Session, workspace: Workspace, found: tuple[Dependency, ...], now: datetime
) -> Around:
    teams = [team for one in found for team in (one.requester, one.provider)]
    owners = {one.owner.id for one in found if one.owner}
    return Around(
        team_days.of(session, workspace, teams),
        calendars.of(session, workspace, owners, now),
    )


def _look(
    session: Session,
    workspace: Workspace,
    which: tuple[Dependency, _Noted],
    around: Around,
    now: datetime,
) -> None:
    found, noted = which
    if found.is_promised:
        _promised(session, workspace, which, around, now)
    elif found.state is State.ASKED:
        told_on, at = waiting.look(session, workspace, found, (around.days, noted["told_on"]), now)
        _write(session, workspace, found, {"told_on": told_on, "next_at": at})
    else:
        _write(session, workspace, found, {"next_at": None})


def _write(
    session: Session, workspace: Workspace, found: Dependency, values: Mapping[str, object]
) -> None:
    session.execute(
        update(DependencyRow)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == found.id)
        .values(**values)
    )


def _promised(
    session: Session,
    workspace: Workspace,
    which: tuple[Dependency, _Noted],
    around: Around,
    now: datetime,
) -> None:
    found, noted = which
    when = around.days[found.provider.id]
    person = confirming.whom(found, around.hours, when, now)
    asked = confirming.asked(session, workspace, found.id) if noted["asked_on"] else None
    if asked and not confirming.is_theirs(session, workspace, asked, person):
        drop(session, workspace, asked.id, now)
        asked, noted = None, {**noted, "asked_on": None}
    assert found.promised, "it is promised"
    sure_on = calendar.local_day(when, found.sure_at or found.asked_at)
    # Where nobody sees to it, nobody is asked until somebody leads the team: see `wake_team`.
    is_asked, seen_to = asked is not None, person is not None
    promise = Promise(found.promised, sure_on, **noted, asking=is_asked, seen_to=seen_to)
    planned = rhythm.plan(promise, when, now)
    if planned.say:
        promise = rhythm.told(promise, planned.say, calendar.local_day(when, now))
    # Before anybody is told: what is told shows what is noted.
    notes = {name: getattr(promise, name) for name in noted}
    _write(session, workspace, found, {**notes, "next_at": planned.at})
    if planned.say:
        _say(session, workspace, found, (planned.say, person, asked), now)


def _say(
    session: Session,
    workspace: Workspace,
    found: Dependency,
    what: tuple[Say, Person | None, Ask | None],
    now: datetime,
) -> None:
    say, person, asked = what
    if say is Say.SURE:
        if person:
            confirming.ask(session, workspace, found, person, now)
        return
    if say is Say.LATE and asked:
        drop(session, workspace, asked.id, now)
    if person or say is not Say.SOON:
        person = person or people.itself(workspace)
        facts.record(session, workspace, FACTS[say], found.id, person, now)
