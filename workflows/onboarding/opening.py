"""Opens what the day has come of: each person's next steps, on their own working days."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, text, update
from sqlalchemy.orm import Session

from bot import calendar
from bot.asks.opening import Wanted, open_ask
from bot.calendar import Calendar
from bot.store import calendars, moments
from bot.store.workspaces import Workspace
from workflows.onboarding import asked, enrolment, pacing
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.journey import Audience
from workflows.onboarding.pacing import Pace, Waiting
from workflows.onboarding.tables import EnrolmentRow, StepRow

# So many journeys a transaction.
PAGE = 50
# Working days that somebody has for a step.
DAYS = 3
_DAY = timedelta(days=1)
_LOCK = text("""
    SELECT pg_advisory_xact_lock(hashtext('journey_steps'), person)
    FROM unnest(CAST(:people AS int[])) person
""")


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Open the steps whose day has come for who works now; returns how many journeys were due."""
    most = min(limit, PAGE)
    ids = session.scalars(
        select(EnrolmentRow.id)
        .where(EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.next_at <= now)
        # In one order for all who open for the same person.
        .order_by(EnrolmentRow.id)
        .limit(most)
        .with_for_update(skip_locked=True)
    ).all()
    all_ = enrolment.enrolments(session, workspace, EnrolmentRow.id.in_(ids))
    _hold(session, all_)
    for found in all_:
        _open(session, workspace, found, now)
    return limit if len(ids) == most else len(ids)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which something is opened."""
    return moments.first(session, workspace, EnrolmentRow.next_at, after)


def wake(session: Session, workspace: Workspace, which: int, now: datetime) -> None:
    """Look at a journey again: something of it was done.

    Args:
        which: its id.
    """
    session.execute(
        update(EnrolmentRow)
        .where(
            EnrolmentRow.workspace_id == workspace.id,
            EnrolmentRow.id == which,
            EnrolmentRow.paused_at.is_(None),
            EnrolmentRow.ended_at.is_(None),
        )
        .values(next_at=now)
    )


def _hold(session: Session, all_: Iterable[Enrolment]) -> None:
    """Nobody else opens steps for the same people until the transaction ends: they are counted."""
    waiting = (one for found in all_ for one in found.steps if one.state is State.WAITING)
    ids = sorted({one.person.id % 2**31 for one in waiting})
    session.execute(_LOCK, {"people": ids})


@dataclass(frozen=True)
class _Day:
    """Somebody's day: their calendar, and how much was opened for them on it."""

    when: Calendar
    opened: int


def _open(session: Session, workspace: Workspace, found: Enrolment, now: datetime) -> None:
    waiting = [one for one in found.steps if one.state is State.WAITING]
    whose = {one.person.id: one.person for one in waiting}
    calendars_ = calendars.of(session, workspace, whose, now)
    done = {one.step.key for one in found.steps if one.is_over}
    for person in sorted(whose):
        when = calendars_[person]
        if not calendar.is_working(when, now):
            continue
        day = _Day(when, _opened(session, workspace, person, when, now))
        mine = [one for one in waiting if one.person.id == person]
        for one in _picked(found, mine, done, day, now):
            open_step(session, workspace, found, one, now)
    session.execute(
        update(EnrolmentRow)
        .where(EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.id == found.id)
        .values(next_at=_next(calendars_.values(), now))
    )


def _picked(
    found: Enrolment, mine: Iterable[Taken], done: Iterable[str], day: _Day, now: datetime
) -> list[Taken]:
    """What is opened for somebody now."""
    by_id = {one.id: one for one in mine}
    today = calendar.local_day(day.when, now)
    number = pacing.working_day(day.when, found.starts, today)
    own = any(one.step.audience is Audience.NEW_HIRE for one in by_id.values())
    pace = found.pace if own else Pace.NORMAL
    places = {one.id: place for place, one in enumerate(found.steps)}
    waiting = [
        Waiting(one.id, one.step.key, one.step.day, places[one.id], one.step.needs)
        for one in by_id.values()
    ]
    picked = pacing.opens(waiting, pacing.reached(number, pace), set(done), day.opened, pace)
    return [by_id[one.id] for one in picked]


def open_step(
    session: Session, workspace: Workspace, found: Enrolment, taken: Taken, now: datetime
) -> None:
    """Open a step: whoever has it is asked for it."""
    kind = asked.kind_of(found, taken)
    session.execute(
        update(StepRow)
        .where(StepRow.workspace_id == workspace.id, StepRow.id == taken.id)
        .values(state=State.OPEN, opened_at=now, asked_as=kind)
    )
    ask(session, workspace, found, taken, kind, now)


def ask(
    session: Session,
    workspace: Workspace,
    found: Enrolment,
    taken: Taken,
    kind: str,
    now: datetime,
) -> None:
    """Ask whose step it is for it.

    Args:
        kind: of the ask.
    """
    when = calendars.of_one(session, workspace, taken.person)
    about = asked.about(found, taken, taken.person.language)
    until = calendar.add_days(when, now, DAYS)
    closes = calendar.closing(when, calendar.local_day(when, until)) if until else None
    wanted = Wanted(kind, taken.id, taken.person, about.title, closes)
    open_ask(session, workspace, wanted, now)


def _opened(
    session: Session, workspace: Workspace, person: int, when: Calendar, now: datetime
) -> int:
    """How many steps were opened for somebody today, of all journeys."""
    midnight = calendar.opening(when, calendar.local_day(when, now))
    return (
        session.scalar(
            select(func.count())
            .select_from(StepRow)
            .where(
                StepRow.workspace_id == workspace.id,
                StepRow.person_id == person,
                StepRow.opened_at >= midnight,
            )
        )
        or 0
    )


def _next(when: Iterable[Calendar], now: datetime) -> datetime | None:
    """When somebody of these works next who does not now, or has for today what they can take."""
    found = []
    for each in when:
        day = calendar.local_day(each, now)
        later = calendar.next_moment(each, now)
        if later is not None and later <= now:
            following = calendar.next_day(each, day + _DAY)
            later = calendar.opening(each, following) if following else None
        if later is not None:
            found.append(later)
    return min(found, default=None)
