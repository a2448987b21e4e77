"""What is asked in a month, as later features will ask it: check-ins, steps, news, dependencies."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import NamedTuple

from tests.asks.trial import CHECK_IN, DEPENDENCY, FEATURE, READ, STEP
from tests.month.cast import Somebody
from tests.month.hours import DAY, zone
from tests.month.plan import BEGINS, Plan, quarter
from tests.month.rules import Steps

STEPS = {
    kind: Steps(ask.ladder.remind, ask.ladder.escalate, ask.movable)
    for kind, ask in FEATURE.asks.items()
}
# How many of the company own something that is checked on each week, or are new.
OWNING, NEW = 0.4, 0.06
# Steps of who is new: the first three at once, then one each day.
FIRST, WHOLE = 3, 8
# Dependencies a person and month; how often everyone is to read something.
NEEDS, NEWS = 1.8, 2
UNEVEN = 3


class Wish(NamedTuple):
    """Something that is asked; whoever has left by then is not."""

    at: datetime
    kind: str
    subject: int
    who: Somebody
    words: str
    due: datetime | None


def asked(plan: Plan, cast: list[Somebody]) -> Iterator[Wish]:
    """All that is asked, in no order; what is asked of many has one subject."""
    yield from _check_ins(plan, cast)
    yield from _steps(plan, cast)
    yield from _news(plan, cast)
    yield from _needs(plan, cast)


def _check_ins(plan: Plan, cast: list[Somebody]) -> Iterator[Wish]:
    dice = plan.chance("check-ins")
    owners = [one for one in cast if dice.random() < OWNING]
    for week in range(plan.days // 7 + 1):
        monday = (BEGINS + timedelta(weeks=week)).date()
        for number, one in enumerate(owners):
            at, due = one.hours.opens(monday), one.hours.opens(monday + 3 * DAY)
            yield Wish(at, CHECK_IN, 1_000 * week + number, one, f"Goal {number}", due)


def _steps(plan: Plan, cast: list[Somebody]) -> Iterator[Wish]:
    dice = plan.chance("steps")
    new = dice.sample(cast, max(1, int(NEW * len(cast))))
    for number, one in enumerate(new):
        day = (BEGINS + DAY * dice.randrange(min(12, plan.days))).date()
        for step in range(WHOLE):
            at = one.hours.opens(day + DAY * max(0, step - FIRST + 1))
            due = at + 10 * DAY if step % 2 else None
            yield Wish(at, STEP, 100 * number + step, one, f"Step {step}", due)


def _news(plan: Plan, cast: list[Somebody]) -> Iterator[Wish]:
    dice = plan.chance("news")
    for number in range(NEWS):
        first, following = (plan.days * one // NEWS for one in (number, number + 1))
        at = quarter(BEGINS + DAY * dice.randrange(first, following) + timedelta(hours=14.6))
        for one in cast:
            yield Wish(at, READ, number, one, f"News {number}", at + 5 * DAY)


def _needs(plan: Plan, cast: list[Somebody]) -> Iterator[Wish]:
    dice = plan.chance("needs")
    # A few are asked for much, and most for little.
    order = dice.sample(cast, len(cast))
    for number in range(int(NEEDS * len(cast) * plan.days / 31)):
        at = quarter(BEGINS + timedelta(days=plan.days) * dice.random())
        one = order[int(len(order) * dice.random() ** UNEVEN)]
        day = one.hours.day(at) + DAY * dice.randrange(1, 12)
        due = datetime.combine(day, time(dice.randrange(9, 19)), zone(one.hours.zone))
        yield Wish(at, DEPENDENCY, number, one, f"Need {number}", due.astimezone(BEGINS.tzinfo))
