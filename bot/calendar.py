"""When a person works: working days, public holidays, absences, quiet hours; pure functions.

Nothing here raises for what stands in a row or comes from Slack: a zone that nobody knows is UTC, a
region without holidays of its own has its country's, a country that nobody knows has none. `wrong`
says so where a calendar is set.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

import holidays

from bot.i18n import Words, say
from bot.zones import zone

START, END = time(9), time(18)
WEEK = frozenset({1, 2, 3, 4, 5})
# How far ahead, in days, a working day is looked for: an absence lasts a year at the most.
HORIZON = 800
_DAY = timedelta(days=1)
# No clock change skips so much of a day, in hours.
_SKIPPED = 3
# Years of holidays that are kept, each of one country or region.
_YEARS = 4_096


@dataclass(frozen=True)
class Absence:
    """Days on which a person is away, as dates where they are; without `last` until they say."""

    first: date
    last: date | None = None

    def covers(self, day: date) -> bool:
        """Whether the person is away on this day."""
        return self.first <= day and (self.last is None or day <= self.last)

    def meets(self, other: "Absence") -> bool:
        """Whether there is a day that belongs to both."""
        return self.first <= (other.last or date.max) and other.first <= (self.last or date.max)


@dataclass(frozen=True)
class Calendar:
    """When a person works.

    Attributes:
        timezone: an IANA name.
        country: whose public holidays they have, ISO 3166-1 such as `FR`; empty for none.
        region: its part, as `holidays` calls it, such as `BY`; empty for all of it.
        weekdays: the days they work, as ISO numbers: Monday is 1.
        start, end: of their working day where they are; the rest are quiet hours.
        absences: when they are away; they may overlap.
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
    return instant.astimezone(zone(calendar.timezone)).date()


def holiday(calendar: Calendar, day: date) -> str:
    """What the public holiday on this day is called where the person works; empty for none."""
    if not calendar.country:
        return ""
    return _holidays(calendar.country, calendar.region, day.year).get(day, "")


def is_away(calendar: Calendar, day: date) -> bool:
    """Whether the person is absent on this day."""
    return any(absence.covers(day) for absence in calendar.absences)


def is_working_day(calendar: Calendar, day: date) -> bool:
    """Whether the person works on this day: absences, public holidays and days off counted."""
    return (
        day.isoweekday() in calendar.weekdays
        and not is_away(calendar, day)
        and not holiday(calendar, day)
        and _has_hours(calendar, day)
    )


def is_working(calendar: Calendar, instant: datetime) -> bool:
    """Whether the person works at this instant, quiet hours and absences counted."""
    day = local_day(calendar, instant)
    return is_working_day(calendar, day) and opening(calendar, day) <= instant < closing(
        calendar, day
    )


def next_moment(calendar: Calendar, instant: datetime) -> datetime | None:
    """The first instant from this one on at which the person works.

    Returns:
        Aware UTC; None when there is none within `HORIZON`: no end of an absence is known.
    """
    day = local_day(calendar, instant)
    if is_working_day(calendar, day) and instant < closing(calendar, day):
        return max(instant.astimezone(UTC), opening(calendar, day))
    following = next_day(calendar, day + _DAY)
    return None if following is None else opening(calendar, following)


def next_day(calendar: Calendar, day: date) -> date | None:
    """The first working day from this one on.

    Returns:
        None when there is none within `HORIZON`: no end of an absence is known.
    """
    if not calendar.weekdays or calendar.end <= calendar.start:
        return None
    found, end = day, day + HORIZON * _DAY
    while found <= end:
        away = [absence.last for absence in calendar.absences if absence.covers(found)]
        if None in away:
            return None
        if is_working_day(calendar, found):
            return found
        found = min(max((last for last in away if last), default=found), end) + _DAY
    return None


def add_days(calendar: Calendar, instant: datetime, days: int) -> datetime | None:
    """The beginning of the working day that comes so many working days after an instant.

    Args:
        days: 1 is the next working day after the instant's own date; 0 is that date itself,
            whether it is a working day or not.

    Returns:
        Aware UTC; None when no end of an absence is known.
    """
    day: date | None = local_day(calendar, instant)
    for _ in range(days):
        assert day is not None
        day = next_day(calendar, day + _DAY)
        if day is None:
            return None
    assert day is not None
    return opening(calendar, day)


def days_between(calendar: Calendar, start: datetime, end: datetime) -> int:
    """How many working days lie between two instants: what `add_days` adds to reach the second.

    The first one's own date does not count, the second one's does; 0 where it is not later.
    """
    first, last = local_day(calendar, start), local_day(calendar, end)
    ahead = range(1, (last - first).days + 1)
    return sum(is_working_day(calendar, first + days * _DAY) for days in ahead)


def fair_due(calendar: Calendar, due: datetime) -> datetime | None:
    """Until when something due at this instant can fairly be expected of the person.

    Returns:
        Aware UTC: the instant itself where its date is a working day of theirs, else the end of
        the next one, so that neither an absence nor a day off makes anyone late; None when no end
        of an absence is known.
    """
    day = local_day(calendar, due)
    if is_working_day(calendar, day):
        return due.astimezone(UTC)
    following = next_day(calendar, day)
    return None if following is None else closing(calendar, following)


def opening(calendar: Calendar, day: date) -> datetime:
    """When the person's working day begins on a date, aware UTC, whether they work then or not.

    An hour that a clock change skips is the one an hour later, as PEP 495 has it; of one that
    comes twice it is the first.
    """
    return _at(calendar, day, calendar.start)


def closing(calendar: Calendar, day: date) -> datetime:
    """When the person's working day ends on a date, as `opening` says when it begins."""
    return _at(calendar, day, calendar.end)


def supported() -> Collection[str]:
    """The countries whose public holidays are known, by ISO 3166-1 code."""
    return _countries().keys()


def regions(country: str) -> Collection[str]:
    """The parts of a country that have holidays of their own, as `holidays` calls them."""
    return _countries().get(country, ())


def region_name(country: str, region: str) -> str:
    """What a part of a country is called by its people, e.g. `Bayern`; its code where unknown."""
    if region not in regions(country):
        return region
    names = holidays.country_holidays(country).subdivisions_aliases.items()
    return next((name for name, code in names if code == region), region)


def wrong(calendar: Calendar) -> Mapping[str, Words]:
    """What is wrong with a calendar that someone sets: a sentence for each field of `Calendar`."""
    found: dict[str, Words] = {}
    if calendar.country and calendar.country not in supported():
        found["country"] = say("I don't know this country's public holidays. Choose another one.")
    elif calendar.region and calendar.region not in regions(calendar.country):
        found["region"] = say("That country has no such region. Choose another one, or none.")
    if not calendar.weekdays or not calendar.weekdays <= set(range(1, 8)):
        found["weekdays"] = say("Choose at least one day of the week on which you work.")
    if calendar.end <= calendar.start:
        found["end"] = say("The working day ends before it starts. Choose a later end.")
    return found


def _has_hours(calendar: Calendar, day: date) -> bool:
    """Whether a clock change leaves something of the working day."""
    if calendar.end.hour - calendar.start.hour > _SKIPPED:
        return True
    return opening(calendar, day) < closing(calendar, day)


def _at(calendar: Calendar, day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, zone(calendar.timezone)).astimezone(UTC)


@lru_cache(1)
def _countries() -> Mapping[str, Collection[str]]:
    return holidays.list_supported_countries(include_aliases=False)


@lru_cache(_YEARS)
def _holidays(country: str, region: str, year: int) -> Mapping[date, str]:
    # Copied: what `holidays` gives computes other years on its own when it is asked for them.
    try:
        return dict(holidays.country_holidays(country, subdiv=region or None, years=year))
    except NotImplementedError:
        return _holidays(country, "", year) if region else {}
