"""A person's absences as they see them: which is under way, which come, when they are back."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.calendar import local_day, next_day
from bot.store.absences import STATUS, Away
from bot.store.calendars import Own

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Shown:
    """An absence, and when the person is back.

    Attributes:
        today: where they are.
        back: their first working day after it; None while no end is known.
    """

    away: Away
    today: date
    back: date | None

    @property
    def under_way(self) -> bool:
        """Whether they are away by now."""
        return self.away.first <= self.today

    @property
    def from_status(self) -> bool:
        """Whether their Slack status told it."""
        return self.away.source == STATUS


@dataclass(frozen=True)
class State:
    """A person's absences that are not over, first ones first.

    Attributes:
        today: where they are.
        follows: whether their Slack status says when they are away.
    """

    today: date
    absences: tuple[Shown, ...]
    follows: bool

    @property
    def current(self) -> Shown | None:
        """The absence under way that ends last; what they said before what their status says."""
        here = [shown for shown in self.absences if shown.under_way]
        return max(here, key=lambda each: (each.away.end, not each.from_status), default=None)

    @property
    def coming(self) -> Shown | None:
        """The absence that comes next."""
        return next((shown for shown in self.absences if not shown.under_way), None)

    def first_before(self, last: date) -> date:
        """The first day of what ends with `last`: today, or that of an absence still to come."""
        if self.current is None and self.coming and self.coming.away.days.covers(last):
            return self.coming.away.first
        return self.today

    def find(self, absence: int) -> Shown | None:
        """The absence with this id."""
        return next((shown for shown in self.absences if shown.away.id == absence), None)


def state(own: Own, now: datetime) -> State:
    """What a person sees of their absences."""
    today = local_day(own.calendar, now)
    standing = [away for away in own.absences if away.end >= max(today, away.first)]
    return State(today, tuple(shown(own, away, today) for away in standing), own.follows)


def shown(own: Own, away: Away, today: date) -> Shown:
    """One of a person's absences."""
    back = None if away.last is None else next_day(own.calendar, away.last + _DAY)
    return Shown(away, today, back)
