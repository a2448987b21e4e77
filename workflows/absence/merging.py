"""What becomes of absences said before when another one meets them: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.calendar import Absence
from bot.store.absences import SAID, Away


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


def merge(absences: Sequence[Away], wish: Wish, today: date) -> Merged:
    """The absence that a wish makes, with those it meets.

    Days within an absence shorten it: its first day stays if it is under way. Days beyond it make
    it longer. A correction replaces what it corrects, and joins what else it meets.
    """
    standing = [away for away in absences if away.source == SAID and away.end >= today]
    before = [away for away in standing if away.id == wish.replaces]
    corrects, days = bool(before), wish.days
    while met := [away for away in standing if away not in before and away.days.meets(days)]:
        for away in met:
            within = _within(days, away.days) and not corrects
            days = _shortened(away.days, days, today) if within else _joined(away.days, days)
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


def _within(inner: Absence, outer: Absence) -> bool:
    return outer.first <= inner.first and (inner.last or date.max) <= (outer.last or date.max)


def _shortened(days: Absence, to: Absence, today: date) -> Absence:
    return Absence(days.first if days.first <= today else to.first, to.last)


def _joined(one: Absence, other: Absence) -> Absence:
    ends = [days.last for days in (one, other) if days.last]
    return Absence(min(one.first, other.first), max(ends) if len(ends) == 2 else None)
