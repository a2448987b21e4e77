"""How a date that slips moves those that wait for it: pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from bot import calendar
from bot.calendar import Calendar
from workflows.dependencies import graphs

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Node:
    """A dependency among those that wait for each other.

    Attributes:
        day: when it is to be there.
        team: the id of the team that provides it, whose calendar counts.
    """

    id: int
    day: date
    team: int = 0


@dataclass(frozen=True)
class Wait:
    """A dependency waits for another one; both by their ids.

    Attributes:
        lag: working days that it takes from when the other one is there.
    """

    on: int
    waits: int
    lag: int = 0


def moved(
    nodes: Iterable[Node],
    waits: Iterable[Wait],
    slips: Mapping[int, date],
    calendars: Mapping[int, Calendar],
) -> Mapping[int, date]:
    """The dates that move where others do, by the ids of the dependencies; later ones alone.

    Whoever waits needs `lag` working days of the team that provides it from when the other one is
    there. What waits for several waits for the last of them.

    Args:
        slips: the new dates of those that slipped, by their ids; sooner ones move nothing.
        calendars: of the teams that provide, by their ids; without one, Monday to Friday.

    Raises:
        graphs.Circle: some wait for each other.
    """
    known = {one.id: one for one in nodes}
    whole = graphs.graph(known, ((each.on, each.waits, each.lag) for each in waits))
    after = {one.id: max(one.day, slips.get(one.id, one.day)) for one in known.values()}
    for which in graphs.ordered(whole):
        # What has not moved leaves things as they were agreed.
        if after[which] == known[which].day:
            continue
        for waiting, lag in graphs.after(whole, which).items():
            when = calendars.get(known[waiting].team, Calendar())
            ready = working_days_after(when, after[which], lag)
            after[waiting] = max(after[waiting], ready)
    return {which: day for which, day in after.items() if day > known[which].day}


def working_days_after(when: Calendar, day: date, days: int) -> date:
    """The working day that comes so many after a day; for 0, the day itself or the next one."""
    found = calendar.next_day(when, day) or day
    for _ in range(days):
        found = calendar.next_day(when, found + _DAY) or found + _DAY
    return found
