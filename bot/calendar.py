"""When a person works: working days, public holidays, absences, quiet hours; pure functions."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

START, END = time(9), time(18)
WEEK = frozenset({1, 2, 3, 4, 5})
# How far ahead, in days, a working day is looked for: nobody is away on purpose for longer.
HORIZON = 800


@dataclass(frozen=True)
class Absence:
    """Days on which a person is away, as dates where they are; without `last` until they say."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is away on this day."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True)
class Calendar:
    """When a person works.

    Attributes:
        timezone: an IANA name.
        country: whose public holidays they have, ISO 3166-1 such as `FR`; empty for none.
        region: its part, as `holidays` calls it, such as `BY`; empty for all of it.
        weekdays: the days they work, as ISO numbers: Monday is 1.
        start, end: of their working day where they are; the rest are quiet hours.
        absences: when they are away.
    """

    timezone: str = "UTC"
    country: str = ""
    region: str = ""
    weekdays: frozenset[int] = WEEK
    start: time = START
    end: time = END
    absences: tuple[Absence, ...] = ()


def local_day(calendar: Calendar, instant: datetime) -> date:
    """The date of an instant where the person is."""
    return instant.astimezone(ZoneInfo(calendar.timezone)).date()


def holiday(calendar: Calendar, day: date) -> str:
    """What the public holiday on this day is called where the person works; empty for none."""
    if not calendar.country:
        return ""
    return _holidays(calendar.country, calendar.region, day.year).get(day, "")


def is_away(calendar: Calendar, day: date) -> bool:
    """Whether the person is absent on this day."""
    return any(absence.covers(day) for absence in calendar.absences)


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether the person works on this day."""
    return (
        day.isoweekday() in calendar.weekdays
        and not is_away(calendar, day)
        and not holiday(calendar, day)
    )


def is_working(calendar: Calendar, instant: datetime) -> bool:
    """Whether the person works at this instant, quiet hours and absences counted."""
    day = local_day(calendar, instant)
    return is_working_day(calendar, day) and _opens(calendar, day) <= instant < _closes(
        calendar, day
    )


def next_moment(calendar: Calendar, instant: datetime) -> datetime | None:
    """The first instant from this one on at which the person works.

    Returns:
        Aware UTC; None when no end of an absence is known.
    """
    day = local_day(calendar, instant)
    if is_working_day(calendar, day) and instant < _closes(calendar, day):
        return max(instant, _opens(calendar, day))
    following = next_day(calendar, day + timedelta(days=1))
    return None if following is None else _opens(calendar, following)


def next_day(calendar: Calendar, day: date) -> date | None:
    """The first working day from this one on; None when no end of an absence is known."""
    for ahead in range(HORIZON):
        found = day + timedelta(days=ahead)
        if is_working_day(calendar, found):
            return found
    return None


def add_days(calendar: Calendar, instant: datetime, days: int) -> datetime | None:
    """The beginning of the working day that comes so many working days after an instant.

    Args:
        days: 1 is the next working day after the instant's own date.

    Returns:
        Aware UTC; None when no end of an absence is known.
    """
    day: date | None = local_day(calendar, instant)
    for _ in range(days):
        assert day is not None
        day = next_day(calendar, day + timedelta(days=1))
        if day is None:
            return None
    assert day is not None
    return _opens(calendar, day)


def fair_due(calendar: Calendar, due: datetime) -> datetime | None:
    """Until when something may fairly be owed: to the end of a working day, if it falls on none.

    Returns:
        Aware UTC; None when no end of an absence is known.
    """
    day = local_day(calendar, due)
    if is_working_day(calendar, day):
        return due
    following = next_day(calendar, day)
    return None if following is None else _closes(calendar, following)


def opening(calendar: Calendar, day: date) -> datetime:
    """When the person's working day begins on a date, aware UTC, whether they work then or not."""
    return _opens(calendar, day)


def supported() -> Collection[str]:
    """The countries whose public holidays are known, by ISO 3166-1 code."""
    return holidays.list_supported_countries(include_aliases=False).keys()


def regions(country: str) -> Collection[str]:
    """The parts of a country that have holidays of their own, as `holidays` calls them."""
    return holidays.list_supported_countries(include_aliases=False).get(country, [])


def _opens(calendar: Calendar, day: date) -> datetime:
    return _at(calendar, day, calendar.start)


def _closes(calendar: Calendar, day: date) -> datetime:
    return _at(calendar, day, calendar.end)


def _at(calendar: Calendar, day: date, hour: time) -> datetime:
    # An hour that a clock change skips is the one an hour later, as PEP 495 has it.
    return datetime.combine(day, hour, ZoneInfo(calendar.timezone)).astimezone(UTC)


@cache
def _holidays(country: str, region: str, year: int) -> dict[date, str]:
    return dict(holidays.country_holidays(country, subdiv=region or None, years=year))
