"""When the owner of a promise hears of it next, and as what: pure."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from bot import calendar
from bot.calendar import Calendar
from workflows.dependencies import team_days

# How old the owner's last word may be, by how far away the date is: farther than `FAR`, farther
# than `NEAR`, and nearer.
FAR, NEAR = timedelta(weeks=8), timedelta(weeks=2)
RARELY, AT_TIMES, OFTEN = timedelta(weeks=4), timedelta(weeks=2), timedelta(weeks=1)
# Working days before the date: of the last question, and of the lines that it is due soon.
LAST = 2
SOON = (7, 2, 0)
# Working days within which nobody hears twice of one thing.
QUIET = 2


# Working days that an owner has to answer before the date counts as not confirmed.
GRACE = 2


class Say(StrEnum):
    """What is said of a promise.

    Attributes:
        SURE: its owner is asked whether the date stands.
        SOON: they are told that it is near.
        AGED: nobody is told; it is shown that the date was not confirmed in time.
        LATE: both sides are told that it is over.
    """

    SURE = "sure"
    SOON = "soon"
    AGED = "aged"
    LATE = "late"


@dataclass(frozen=True)
class Promise:
    """A date that was agreed, and what was said of it.

    Attributes:
        sure_on: the day on which its owner confirmed it last.
        asked_on: the day on which they were asked last whether it stands.
        told_on: the day on which they were told last that it is due.
        aged_on: the day of the confirmation that was shown to be old.
        late_on: the date of which both sides heard that it is over.
        asking: whether they are asked just now, and reminded in `QUIET` working days.
        seen_to: whether anybody sees to it.
    """

    promised: date
    sure_on: date
    asked_on: date | None = None
    told_on: date | None = None
    aged_on: date | None = None
    late_on: date | None = None
    asking: bool = False
    seen_to: bool = True

    @property
    def heard_on(self) -> date:
        """The day of their last word, or of the last question."""
        return max(self.sure_on, self.asked_on or self.sure_on)


@dataclass(frozen=True)
class Next:
    """What is said now, if anything, and when to look again: None for not before it is moved."""

    say: Say | None
    at: datetime | None


def plan(promise: Promise, when: Calendar, now: datetime) -> Next:
    """What the owner of a promise hears now, and when to look again.

    Args:
        when: the providing team works.
    """
    found = _next(promise, when, calendar.local_day(when, now))
    if found is None:
        return Next(None, None)
    at = _at(when, found[0], now)
    if at is None or at > now:
        return Next(None, at)
    said = told(promise, found[1], calendar.local_day(when, now))
    following = _next(said, when, calendar.local_day(when, now))
    return Next(found[1], _later(when, following[0], now) if following else None)


def told(promise: Promise, say: Say, today: date) -> Promise:
    """A promise whose owner hears of it today."""
    match say:
        case Say.SURE:
            return replace(promise, asked_on=today, asking=True)
        case Say.SOON:
            return replace(promise, told_on=today)
        case Say.AGED:
            return replace(promise, aged_on=promise.sure_on)
    return replace(promise, late_on=promise.promised, asking=False)


def confirm_on(promised: date, heard_on: date, when: Calendar) -> date | None:
    """The working day on which an owner is asked next whether a date stands; None for no more.

    Args:
        heard_on: the day of their last word.
    """
    last = team_days.before(when, promised, LAST)
    close = team_days.before(when, last, QUIET)
    asked = calendar.next_day(when, _old_on(promised, heard_on))
    if asked is not None and asked < close:
        return asked
    return last if heard_on < close else None


def aged_on(promised: date, sure_on: date, when: Calendar) -> date | None:
    """The working day from which a date counts as not confirmed, if nobody confirms it before."""
    day = confirm_on(promised, sure_on, when)
    for _ in range(GRACE if day else 0):
        day = team_days.after(when, day) if day else None
    return day


def _old_on(promised: date, heard_on: date) -> date:
    """The first day on which a word is older than it may be so far from the date."""
    rarely = heard_on + RARELY
    if rarely < promised - FAR:
        return rarely
    at_times = max(heard_on + AT_TIMES, promised - FAR)
    if at_times <= promised - NEAR:
        return at_times
    return max(heard_on + OFTEN, promised - NEAR + timedelta(days=1))


def _next(promise: Promise, when: Calendar, today: date) -> tuple[date, Say] | None:
    """The day of what comes next, past ones too that were not said, and what it is."""
    late = team_days.after(when, promise.promised)
    over = None if promise.late_on == promise.promised else (late, Say.LATE)
    if today >= late:
        return over
    aged = _aged(promise, when)
    found = [one for one in (aged, over) if one]
    if promise.seen_to:
        sure = None if promise.asking else _sure(promise, when)
        heard = sure, _soon(promise, when, today)
        found = [*(one for one in heard if one), *found]
    # Of two that are due, the question says what the line would.
    return next((one for one in found if one[0] <= today), min(found, default=None))


def _aged(promise: Promise, when: Calendar) -> tuple[date, Say] | None:
    day = aged_on(promise.promised, promise.sure_on, when)
    shown = promise.aged_on == promise.sure_on
    return None if shown or day is None or day > promise.promised else (day, Say.AGED)


def _sure(promise: Promise, when: Calendar) -> tuple[date, Say] | None:
    day = confirm_on(promise.promised, promise.heard_on, when)
    if day is None:
        return None
    # The line that it is due soon would come a moment before: the question says so too.
    first = team_days.before(when, promise.promised, SOON[0])
    soon = first < day and team_days.between(when, first, day) <= QUIET
    heard = max(promise.heard_on, promise.told_on or promise.heard_on)
    early = soon and heard < team_days.before(when, first, QUIET)
    return (first if early else day), Say.SURE


def _soon(promise: Promise, when: Calendar, today: date) -> tuple[date, Say] | None:
    days = [team_days.before(when, promise.promised, ahead) for ahead in SOON]
    ends = [*days[1:], promise.promised + timedelta(days=1)]
    for day, end in zip(days, ends, strict=True):
        quiet = day if day == days[-1] else team_days.before(when, day, QUIET)
        if promise.asking:
            # Who does not answer is reminded, and that is said of it then.
            quiet = team_days.before(when, quiet, QUIET)
        heard = promise.heard_on >= quiet or (promise.told_on or date.min) >= day
        if today < end and not heard:
            return day, Say.SOON
    return None


def _at(when: Calendar, day: date, now: datetime) -> datetime | None:
    """When something of a day is said: then, or where that is over in the next working hours."""
    return calendar.next_moment(when, max(calendar.opening(when, day), now))


def _later(when: Calendar, day: date, now: datetime) -> datetime | None:
    """The same, on another day than today."""
    tomorrow = team_days.after(when, calendar.local_day(when, now))
    return _at(when, max(day, tomorrow), now)
