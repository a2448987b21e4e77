"""Days as people name them: `friday`, `12 dec`, `le 15`, `tomorrow`, found on the calendar."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta

from workflows.absence import words

_DAY = timedelta(days=1)
_YEAR = r"(?:,? (?P<year>\d{4}|\d{2}))?"
_MONTH = r"(?P<month>[a-z]+)\.?"
_NUMBER = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er|e)?"
_DATES = tuple(
    re.compile(pattern)
    for pattern in (
        rf"{_NUMBER}(?: of | de | d'| ?){_MONTH}{_YEAR}",
        rf"{_MONTH} {_NUMBER}{_YEAR}",
        _NUMBER,
    )
)
_ISO = re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})")
_FIGURES = re.compile(r"(\d{1,2})[/.](\d{1,2})(?:[/.](\d{4}|\d{2}))?")
_ARTICLE = re.compile(
    r"^(?:(?:on|the|this|next|coming|le|la|ce|cette|du|de) |l')+"
    r"|(?: prochaine?| qui vient)$"
)
_WEEK_END = re.compile(r"(?:the )?end of (?:the |this )?week|(?:la )?fin de (?:la |cette )?semaine")
_MONTH_END = re.compile(r"(?:the )?end of (?:the |this )?month|(?:la )?fin (?:du|de ce) mois")
# Nobody plans beyond; a length or a day after it would leave the calendar, which ends with 9999.
_LAST_YEAR = 2999
# A date without a year comes again within so many years, the 29th of February too.
_YEARS = 9


class Unreadable(Exception):
    """What was typed names no day; it may look like one, such as 31 feb."""

    def __init__(self, typed: str, looks_like_one: bool = False) -> None:
        super().__init__(typed)
        self.typed = typed
        self.looks_like_one = looks_like_one


@dataclass(frozen=True)
class Point:
    """A day as it was named; what was not said is 0 or None.

    Attributes:
        typed: the words.
        ahead: days from today.
        weekday: the ISO number of a day of the week.
        end: `week` or `month`, whose last day it is.
    """

    typed: str
    ahead: int | None = None
    weekday: int = 0
    day: int = 0
    month: int = 0
    year: int = 0
    end: str = ""

    @property
    def comes_again(self) -> bool:
        """Whether it is a day of some month, in any year."""
        return bool(self.day) and not self.year


def point(typed: str, month_first: bool) -> Point:
    """The day that folded words name.

    Args:
        month_first: whether 2/3 is the third of February.

    Raises:
        Unreadable: they name none.
    """
    if (ahead := words.ahead(typed)) is not None:
        return Point(typed, ahead=ahead)
    for end, pattern in (("week", _WEEK_END), ("month", _MONTH_END)):
        if pattern.fullmatch(typed):
            return Point(typed, end=end)
    bare = _ARTICLE.sub("", typed).strip()
    if (ahead := words.ahead(bare)) is not None:
        return Point(typed, ahead=ahead)
    first, _, rest = bare.partition(" ")
    weekday = words.weekday(first.strip(".,"))
    if weekday and not rest:
        return Point(typed, weekday=weekday)
    if weekday:
        bare = _ARTICLE.sub("", rest).strip()
    found = _dated(typed, bare, month_first)
    return Point(typed, None, weekday, *found)


def find(named: Point, today: date, start: date) -> date:
    """The first day from `start` on that a point names.

    Args:
        today: what `tomorrow` and the like count from.
        start: a day of the week is one after it, a date may be that very day.

    Raises:
        Unreadable: there is no such day, or it is another day of the week.
    """
    if named.ahead is not None:
        return today + named.ahead * _DAY
    if named.end == "week":
        return start + (7 - start.isoweekday()) * _DAY
    if named.end == "month":
        return start.replace(day=monthrange(start.year, start.month)[1])
    if not named.day:
        return start + ((named.weekday - start.isoweekday() - 1) % 7 + 1) * _DAY
    found = _dates(named, start, 1)
    if named.weekday and found.isoweekday() != named.weekday:
        raise Unreadable(named.typed, looks_like_one=True)
    return found


def find_before(named: Point, today: date) -> date:
    """The last day up to today that a point names; a day of the week is one before it.

    Raises:
        Unreadable: as `find`.
    """
    if named.day and not named.year:
        return _dates(named, today, -1)
    if named.weekday and not named.day:
        return today - ((today.isoweekday() - named.weekday - 1) % 7 + 1) * _DAY
    return find(named, today, today)


def _dates(named: Point, start: date, step: int) -> date:
    """The nearest date that a point names, from a day on or back."""
    if named.year:
        return _exact(named, named.year, named.month)
    if named.month:
        turns = [(start.year + step * ahead, named.month) for ahead in range(_YEARS)]
    else:
        months = [start.year * 12 + start.month - 1 + step * ahead for ahead in range(12)]
        turns = [divmod(each, 12) for each in months]
        turns = [(year, month + 1) for year, month in turns]
    for year, month in turns:
        if named.day <= monthrange(year, month)[1]:
            found = date(year, month, named.day)
            if (found >= start) if step > 0 else (found <= start):
                return found
    raise Unreadable(named.typed, looks_like_one=True)


def _exact(named: Point, year: int, month: int) -> date:
    try:
        return date(year, month, named.day)
    except ValueError:
        raise Unreadable(named.typed, looks_like_one=True) from None


def _dated(typed: str, bare: str, month_first: bool) -> tuple[int, int, int]:
    """The day, the month (0 where none was said) and the year (as well)."""
    if iso := _ISO.fullmatch(bare):
        return _possible(typed, int(iso["day"]), int(iso["month"]), int(iso["year"]))
    if figures := _FIGURES.fullmatch(bare.rstrip(".")):
        one, other, year = (int(each or 0) for each in figures.groups())
        swapped = other > 12 or (month_first and one <= 12)
        day, month = (other, one) if swapped else (one, other)
        return _possible(typed, day, month, year)
    for pattern in _DATES:
        if found := pattern.fullmatch(bare):
            said = found.groupdict()
            month = words.month(said["month"]) if said.get("month") else 0
            if said.get("month") and not month:
                continue
            return _possible(typed, int(said["day"]), month, int(said.get("year") or 0))
    raise Unreadable(typed)


def _possible(typed: str, day: int, month: int, year: int) -> tuple[int, int, int]:
    # 2024 is a leap year, and January has as many days as any month.
    possible = 0 <= month <= 12 and 1 <= day <= monthrange(2024, month or 1)[1]
    if not possible or year > _LAST_YEAR:
        raise Unreadable(typed, looks_like_one=True)
    return day, month, year + 2000 if 0 < year < 100 else year
