"""Says that a person is away: the absence is kept once, and meets what was said before."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from bot import facts, roles
from bot.calendar import local_day
from bot.i18n import Words
from bot.store import absences, calendars, homes
from bot.store.calendars import Own
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.absence import merging, period, permissions, standing_in
from workflows.absence.merging import Merged, Wish
from workflows.absence.standing_in import News
from workflows.absence.state import Shown, shown

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Left:
    """A person is away, or will be.

    Attributes:
        news: what who stands in must hear.
        known: whether just this was said before.
    """

    shown: Shown
    news: tuple[News, ...] = ()
    known: bool = False


@dataclass(frozen=True)
class Wrong:
    """What is wrong with an absence: a sentence for `first`, `last` or `delegate`."""

    fields: Mapping[str, Words]


def leave(
    session: Session, workspace: Workspace, person: Person, wish: Wish, now: datetime
) -> Left | Wrong:
    """Keep that a person is away; records the fact `calendar.changed`.

    Returns:
        The absence with what was said before of the same days, or what is wrong with it.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.SAY)
    own = calendars.own(session, workspace, person, now, lock=True)
    today = local_day(own.calendar, now)
    merged = merging.merge(own.absences, wish, today, now)
    wrong = dict(period.check(wish.first, wish.last, today))
    wrong = wrong or dict(period.check(merged.away.first, merged.away.last, today))
    named = merged.away.delegate
    problem = named and standing_in.problem(
        session, workspace, person, named, merged.away.days, now
    )
    if problem:
        wrong["delegate"] = problem
    if wrong:
        return Wrong(wrong)
    if merged.is_known:
        return Left(shown(own, merged.away, today), known=True)
    return _write(session, workspace, person, own, merged, now)


def a_day_earlier(
    session: Session,
    workspace: Workspace,
    person: Person,
    absence: int,
    last: date,
    now: datetime,
) -> Left | None:
    """Let an absence end a day before `last`, its last day until now.

    Returns:
        None when it ends on another day by now, or there would be nothing left of it.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.SAY)
    own = calendars.own(session, workspace, person, now, lock=True)
    today = local_day(own.calendar, now)
    found = next((away for away in own.absences if away.id == absence), None)
    if found is None or found.last != last or last <= max(today, found.first):
        return None
    merged = Merged(replace(found, last=last - _DAY), (found,))
    return _write(session, workspace, person, own, merged, now)


def _write(
    session: Session,
    workspace: Workspace,
    person: Person,
    own: Own,
    merged: Merged,
    now: datetime,
) -> Left:
    gone = [away for away in merged.before if away.id != merged.away.id]
    absences.clear(session, workspace, person, gone)
    write = absences.change if merged.away.id else absences.add
    away = write(session, workspace, person, merged.away, now)
    changed(session, workspace, person, now)
    news = standing_in.news(session, workspace, merged.before, away, now)
    others = tuple(each for each in own.absences if each not in merged.before)
    return Left(shown(own.having((*others, away)), away, local_day(own.calendar, now)), news)


def changed(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Tell whoever it may concern that a person works on other days than before."""
    facts.record(session, workspace, "calendar.changed", person.id, person, now)
    homes.touch(session, workspace, [person])
