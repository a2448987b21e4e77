"""When somebody works, worked out day by day: the bot's own calendar is not asked."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

import holidays

DAY = timedelta(days=1)
# Nobody is looked for longer than this.
FAR = 400


@dataclass(frozen=True)
class Leave:
    """Days away; `last` is None until they say, `delegate` is Slack's id of who stands in."""

    first: date
    last: date | None
    delegate: str = ""

    def covers(self, day: date) -> bool:
        """Whether they are away on this day."""
        return self.first <= day <= (self.last or date.max)


@dataclass
class Hours:
    """When somebody works, as far as they have said."""

    zone: str
    country: str
    weekdays: frozenset[int] = frozenset({1, 2, 3, 4, 5})
    start: time = time(9)
    end: time = time(18)
    leaves: list[Leave] = field(default_factory=list)

    def day(self, moment: datetime) -> date:
        """The date where they are."""
        return moment.astimezone(zone(self.zone)).date()

    def opens(self, day: date) -> datetime:
        """When their working day begins on a date."""
        return datetime.combine(day, self.start, zone(self.zone)).astimezone(UTC)

    def next_opening(self, moment: datetime) -> datetime:
        """The next time the hour strikes at which they begin, on whatever day."""
        day = self.day(moment)
        return next(at for at in (self.opens(day), self.opens(day + DAY)) if at > moment)

    def closes(self, day: date) -> datetime:
        """When it ends."""
        return datetime.combine(day, self.end, zone(self.zone)).astimezone(UTC)

    def works_on(self, day: date) -> bool:
        """Whether it is a working day of theirs."""
        if day.isoweekday() not in self.weekdays or self.away_on(day):
            return False
        return not self.country or day not in days_off(self.country, day.year)

    def away_on(self, day: date) -> list[Leave]:
        """Their leaves on a date, in the order in which they said so."""
        return [leave for leave in self.leaves if leave.covers(day)]

    def works(self, moment: datetime) -> bool:
        """Whether they work at a moment."""
        there = moment.astimezone(zone(self.zone))
        return self.start <= there.time() < self.end and self.works_on(there.date())

    def first_day(self, day: date) -> date | None:
        """The first working day from this one on."""
        ahead = (day + DAY * n for n in range(FAR))
        return next((one for one in ahead if self.works_on(one)), None)

    def later(self, moment: datetime, days: int) -> datetime | None:
        """The beginning of the working day that comes so many working days after a moment."""
        day: date | None = self.day(moment)
        for _ in range(days):
            assert day is not None
            day = self.first_day(day + DAY)
            if day is None:
                return None
        assert day is not None
        return self.opens(day)

    def back(self, moment: datetime) -> datetime | None:
        """When they work next, from a moment at which they don't."""
        day = self.first_day(self.day(moment) + DAY)
        return None if day is None else self.opens(day)


@cache
def zone(name: str) -> ZoneInfo:
    """A time zone."""
    return ZoneInfo(name)


@cache
def days_off(country: str, year: int) -> frozenset[date]:
    """The public holidays of a country in a year."""
    return frozenset(holidays.country_holidays(country, years=year))
