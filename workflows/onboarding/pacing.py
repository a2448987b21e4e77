"""How a journey is spread over somebody's working days: pure functions."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot import calendar
from bot.calendar import Calendar

# New things a day, at the most, for one person.
A_DAY = 3
_DAY = timedelta(days=1)


class Pace(StrEnum):
    """How fast somebody goes."""

    SLOWER = "slower"
    NORMAL = "normal"
    FASTER = "faster"


# So many working days of theirs are one of the journey's.
_STRETCH = {Pace.SLOWER: 1.5, Pace.NORMAL: 1.0, Pace.FASTER: 0.6}
_MOST = {Pace.SLOWER: 1, Pace.NORMAL: A_DAY, Pace.FASTER: A_DAY}


@dataclass(frozen=True)
class Waiting:
    """A step that was not opened yet.

    Attributes:
        place: among the steps of its day.
        needs: the keys of those that come first.
    """

    id: int
    key: str
    day: int
    place: int
    needs: tuple[str, ...] = ()


def working_day(when: Calendar, starts: date, today: date) -> int:
    """Which day of their journey a date is, in working days of somebody's own.

    Holidays, days off and leave are none of them, so that what is left moves on by itself.

    Args:
        starts: the first day, or the day before somebody's first working day.

    Returns:
        0 on the first working day from `starts` on and before the next one, -1 on the last before.
    """
    if today < starts:
        days = range((starts - today).days)
        return -sum(calendar.is_working_day(when, today + each * _DAY) for each in days)
    first = calendar.next_day(when, starts) or starts
    days = range(1, (today - first).days + 1)
    return sum(calendar.is_working_day(when, first + each * _DAY) for each in days)


def reached(day: int, pace: Pace) -> int:
    """Which day of the journey somebody has reached on a working day of theirs."""
    return day if day <= 0 else int(day / _STRETCH[pace])


def opens(
    waiting: Sequence[Waiting], day: int, done: Collection[str], opened: int, pace: Pace
) -> tuple[Waiting, ...]:
    """What is opened for somebody on a day: what its day has come of, no more than they can take.

    Args:
        day: of the journey, as `reached` says.
        done: the keys of steps that are done, or left out.
        opened: how much was opened for them today already.
    """
    ready = (
        each for each in waiting if each.day <= day and all(need in done for need in each.needs)
    )
    ordered = sorted(ready, key=lambda each: (each.day, each.place))
    return tuple(ordered[: max(0, _MOST[pace] - opened)])
