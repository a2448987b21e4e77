"""Decides what one person is told now, and what waits: one attention budget, a pure function."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

from bot import calendar
from bot.asks.turns import Part
from bot.calendar import Calendar

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True)
class Turn:
    """That a person is to hear of an ask; `since`, `after`, `next_at` and `step` as in its row.

    Attributes:
        due: until when it is owed.
        until: the day before which its owner does not want to hear of it.
        elsewhere: whether someone else was asked to take it over.
        escalates: whether someone else is told when this person hears of it next.
        waits: working days until the next time, by how often they have heard.
    """

    ask: int
    part: Part
    step: int
    since: datetime
    after: int | None
    next_at: datetime | None
    opened_at: datetime
    due: datetime | None = None
    until: date | None = None
    elsewhere: bool = False
    escalates: bool = False
    waits: tuple[int, ...] = ()


@dataclass(frozen=True)
class Budget:
    """How much of a person's attention is left.

    Attributes:
        ceiling: messages a week at the most.
        spent: messages this week.
        reminded: whether one of today's was a reminder.
    """

    ceiling: int
    spent: int = 0
    reminded: bool = False


@dataclass(frozen=True)
class Plan:
    """What becomes of a person's turns.

    Attributes:
        lines: what the message shows, most urgent first; no message without any.
        told: the turns that it counts for.
        reminder: whether something in it was told before.
        put_off: when to look at the others that were looked at, which are not said now; None
            for not again, or while nobody knows when the person works again.
    """

    lines: tuple[Turn, ...] = ()
    told: tuple[Turn, ...] = ()
    reminder: bool = False
    put_off: Mapping[Turn, datetime | None] = field(default_factory=dict)


def plan(turns: Iterable[Turn], when: Calendar, budget: Budget, now: datetime) -> Plan:
    """What a person is told now.

    Args:
        turns: all of theirs whose asks are open.
        when: they work.
    """
    known = tuple(turns)
    put_off = {turn: moment(turn, when) for turn in known if _is_looked_at(turn, now)}
    due = {turn for turn, at in put_off.items() if at is not None and at <= now}
    free = _free(when, budget, now)
    if free is None or free > now:
        return Plan(put_off=_looks(put_off | dict.fromkeys(due, free), when, now))
    late = {turn for turn in due if turn.step > 0}
    if late and budget.reminded:
        tomorrow = calendar.add_days(when, now, 1)
        put_off |= dict.fromkeys(late, tomorrow)
        due, late = due - late, set()
    elif due and not budget.reminded:
        late |= {turn for turn in known if _is_soon(turn, when, now)}
    for turn in due:
        del put_off[turn]
    lines = {*due, *(turn for turn in known if late and _is_listed(turn, when, now))}
    told = due | {turn for turn in lines if _is_soon(turn, when, now)}
    waiting = {turn: at for turn, at in put_off.items() if turn not in told}
    said = tuple(sorted(told, key=lambda turn: (turn.ask, turn.part)))
    return Plan(_in_order(lines, when), said, bool(late), _looks(waiting, when, now))


def moment(turn: Turn, when: Calendar) -> datetime | None:
    """The instant a turn comes, by the calendar as it is now; None for never, as far as known."""
    if turn.after is None:
        return None
    # The day to which it was put off is the one where they are by then.
    until = None if turn.until is None else calendar.opening(when, turn.until)
    if not turn.after:
        return until or turn.since
    at = calendar.add_days(when, turn.since, turn.after)
    return at if at is None or until is None else max(at, until)


def look_at(turn: Turn, at: datetime | None, when: Calendar, now: datetime) -> datetime | None:
    """When to look at a turn that comes at an instant: earlier if the person goes away before.

    What they owe may then be someone else's turn, and what they were offered goes back.
    """
    if turn.part is Part.ESCALATED or (turn.part is Part.OWED and turn.due is None):
        return at
    away = (calendar.opening(when, absence.first) for absence in when.absences)
    return min((one for one in (at, *away) if one and one > now), default=at)


def urgent(
    due: datetime | None, opened_at: datetime, ask: int, when: Calendar
) -> tuple[datetime, datetime, int]:
    """Sorts asks: the earlier one is due, the more urgent; then what is open for longer.

    Args:
        ask: its id.
        when: its owner works.
    """
    fair = _NEVER if due is None else calendar.fair_due(when, due) or _NEVER
    return fair, opened_at, ask


def monday(day: date) -> date:
    """The Monday of a day's week."""
    return day - timedelta(days=day.isoweekday() - 1)


def _in_order(lines: Iterable[Turn], when: Calendar) -> tuple[Turn, ...]:
    """Most urgent first, and each ask once: who is to take it over needs no hand lent besides."""
    once = {
        turn.ask: turn for turn in sorted(lines, key=lambda turn: turn.part is not Part.ESCALATED)
    }
    return tuple(
        sorted(once.values(), key=lambda turn: urgent(turn.due, turn.opened_at, turn.ask, when))
    )


def _is_looked_at(turn: Turn, now: datetime) -> bool:
    return turn.next_at is not None and turn.next_at <= now


def _looks(
    waiting: Mapping[Turn, datetime | None], when: Calendar, now: datetime
) -> Mapping[Turn, datetime | None]:
    return {turn: look_at(turn, at, when, now) for turn, at in waiting.items()}


def _is_listed(turn: Turn, when: Calendar, now: datetime) -> bool:
    """Whether a reminder of something else names it too: all that is owed and not put off."""
    if turn.part is Part.ESCALATED or turn.elsewhere:
        return False
    return turn.until is None or turn.until <= calendar.local_day(when, now)


def _is_soon(turn: Turn, when: Calendar, now: datetime) -> bool:
    """Whether it would come within a working day: named now, it does not come again so soon.

    What was said today already is left for its own day.
    """
    if not turn.after or not turn.step or not _is_listed(turn, when, now) or turn.escalates:
        return False
    # An offer that was said so often as it may be does not come again: it goes back.
    if turn.part is Part.OFFERED and turn.step >= len(turn.waits):
        return False
    if calendar.local_day(when, turn.since) >= calendar.local_day(when, now):
        return False
    at, tomorrow = moment(turn, when), calendar.add_days(when, now, 1)
    return at is not None and tomorrow is not None and at <= tomorrow


def _free(when: Calendar, budget: Budget, now: datetime) -> datetime | None:
    """The first instant from now on at which the person may be told something."""
    if budget.spent < budget.ceiling:
        return calendar.next_moment(when, now)
    following = monday(calendar.local_day(when, now)) + timedelta(days=7)
    return calendar.next_moment(when, calendar.opening(when, following))
