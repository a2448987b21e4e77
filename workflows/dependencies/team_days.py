"""When teams work: as their leads do, whoever of them is away just now."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta

from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store import calendars
from bot.store.team import Team
from bot.store.workspaces import Workspace

_DAY = timedelta(days=1)


def of(session: Session, workspace: Workspace, teams: Iterable[Team]) -> Mapping[int, Calendar]:
    """The calendars of teams by their ids: their lead's, or where nobody leads the workspace's."""
    known = {team.id: team for team in teams}
    leads = {team.lead.id for team in known.values() if team.lead}
    theirs = calendars.of(session, workspace, leads) if leads else {}
    common = calendars.common(session, workspace)
    found = {}
    for which, team in known.items():
        own = theirs.get(team.lead.id) if team.lead else None
        found[which] = replace(own, absences=()) if own else common
    return found


def before(when: Calendar, day: date, days: int) -> date:
    """The working day that comes so many working days before a day.

    Args:
        days: 0 is the day itself, or the last working day before it.
    """
    found, left = day, days
    for _ in range(calendar.HORIZON):
        if calendar.is_working_day(when, found):
            if not left:
                return found
            left -= 1
        found -= _DAY
    return day


def after(when: Calendar, day: date) -> date:
    """The first working day after a day."""
    return calendar.next_day(when, day + _DAY) or day + _DAY


def between(when: Calendar, first: date, last: date) -> int:
    """How many working days the second day comes after the first; fewer than 0 where before."""
    if last < first:
        return -between(when, last, first)
    ahead = (first + days * _DAY for days in range(1, (last - first).days + 1))
    return sum(calendar.is_working_day(when, day) for day in ahead)
