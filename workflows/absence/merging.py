"""What becomes of absences said before when another one meets them: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.calendar import Absence
from bot.store.absences import SAID, Away

# Nobody corrects themselves so soon: what is said again within this time is a double Enter.
DOUBLE = timedelta(seconds=2)


@dataclass(frozen=True)
class Wish:
    """An absence that a person says.

    Attributes:
        first, last: its days; without `last` until they say that they are back.
        delegate: Slack's id of who stands in, empty for nobody; None leaves whoever it is.
        replaces: the id of the absence that it corrects, 0 for none.
    """

    first: date
    last: date | None
    delegate: str | None = None
    replaces: int = 0

    @property
    def days(self) -> Absence:
        """The days alone."""
        return Absence(self.first, self.last)


@dataclass(frozen=True)
class Merged:
    """The absence that stands from now on, and those it takes the place of; `id` 0 is a new one."""

    away: Away
    before: tuple[Away, ...]

    @property
    def is_known(self) -> bool:
        """Whether just this was said before."""
        return self.before == (self.away,)


def merge(absences: Sequence[Away], wish: Wish, today: date, now: datetime) -> Merged:
    """The absence that a wish makes, with those it meets.

    One under way ends with the wish, sooner or later than before. One to come is shortened by days
    within it, and made longer by days beyond it. A correction replaces what it corrects, and joins
    what else it meets. Leave that is planned outlives an absence of which nobody knows the end: who
    falls ill today still goes in August. A double Enter is said once.
    """
    standing = [away for away in absences if away.source == SAID and away.end >= today]
    double = next((away for away in standing if _is_double(away, wish, now)), None)
    if double and not wish.replaces:
        return Merged(double, (double,))
    before = [away for away in standing if away.id == wish.replaces]
    corrects, days = bool(before), wish.days
    while met := [
        away for away in standing if away not in before and _meets(away.days, days, today)
    ]:
        for away in met:
            days = _joined(away.days, days) if corrects else _met(away.days, days, today)
        before += met
    first = min(before, key=lambda away: away.first, default=None)
    known = next((away.delegate for away in before if away.delegate), "")
    merged = Away(
        days.first,
        days.last,
        known if wish.delegate is None else wish.delegate,
        said_at=first.said_at if first else None,
        id=first.id if first else 0,
    )
    return Merged(merged, tuple(sorted(before, key=lambda away: away.first)))


def _is_double(away: Away, wish: Wish, now: datetime) -> bool:
    """Whether a wish was fulfilled just now: what it met may have made the absence longer."""
    just_now = away.said_at is not None and abs(now - away.said_at) < DOUBLE
    named = wish.delegate in (None, away.delegate)
    return just_now and named and _within(wish.days, away.days)


def _meets(days: Absence, said: Absence, today: date) -> bool:
    stands = said.last is None and days.last is not None and days.first > max(said.first, today)
    comes = days.last is None and said.last is not None and said.first > today >= days.first
    return days.meets(said) and not stands and not comes


def _met(days: Absence, said: Absence, today: date) -> Absence:
    if days.first <= today:
        return Absence(min(days.first, said.first), said.last)
    return said if _within(said, days) else _joined(days, said)


def _within(inner: Absence, outer: Absence) -> bool:
    return outer.first <= inner.first and (inner.last or date.max) <= (outer.last or date.max)


def _joined(one: Absence, other: Absence) -> Absence:
    ends = [days.last for days in (one, other) if days.last]
    return Absence(min(one.first, other.first), max(ends) if len(ends) == 2 else None)
