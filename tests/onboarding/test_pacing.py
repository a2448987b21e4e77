"""How a journey is spread: by each person's own working days, a few things a day."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot import calendar
from bot.calendar import Absence, Calendar
from workflows.onboarding.pacing import A_DAY, Pace, Waiting, opens, reached, working_day

FRANCE = Calendar("Europe/Paris", "FR")
DAY = timedelta(days=1)
MONDAY = date(2026, 4, 27)


@pytest.mark.parametrize(
    ("starts", "today", "number"),
    [
        (MONDAY, MONDAY, 0),
        (MONDAY, date(2026, 4, 28), 1),
        # 1 May is a holiday in France, and then comes a weekend.
        (MONDAY, date(2026, 5, 4), 4),
        # Whoever begins on a holiday begins on the next working day.
        (date(2026, 5, 1), date(2026, 5, 1), 0),
        (date(2026, 5, 1), date(2026, 5, 4), 0),
        (date(2026, 5, 1), date(2026, 5, 5), 1),
        # Before: the last working day is -1.
        (MONDAY, date(2026, 4, 24), -1),
        (MONDAY, date(2026, 4, 23), -2),
    ],
)
def test_days_of_a_journey_are_working_days(starts: date, today: date, number: int) -> None:
    assert working_day(FRANCE, starts, today) == number


def test_leave_moves_what_is_left() -> None:
    away = Calendar("Europe/Paris", "FR", absences=(Absence(date(2026, 4, 28), date(2026, 5, 8)),))
    assert working_day(away, MONDAY, date(2026, 5, 11)) == 1


days = st.dates(date(2026, 1, 1), date(2026, 12, 31))


@given(days, st.integers(-30, 90))
def test_a_day_later_is_the_same_day_of_the_journey_or_the_next(starts: date, ahead: int) -> None:
    today = starts + ahead * DAY
    before, after = (working_day(FRANCE, starts, one) for one in (today, today + DAY))
    assert before <= after <= before + 1 or (before < 0 <= after)
    if ahead >= 0 and calendar.is_working_day(FRANCE, starts):
        assert after - before == calendar.is_working_day(FRANCE, today + DAY)


@given(st.integers(0, 300))
def test_slower_is_later_and_faster_sooner(day: int) -> None:
    assert reached(day, Pace.SLOWER) <= reached(day, Pace.NORMAL) == day
    assert reached(day, Pace.FASTER) >= day


steps = st.lists(st.tuples(st.integers(0, 20), st.booleans()), max_size=25)


@given(steps, st.integers(0, 30), st.integers(0, 4), st.sampled_from(Pace))
def test_never_more_than_a_few_things_a_day_and_the_earliest_first(
    given_: list[tuple[int, bool]], day: int, opened: int, pace: Pace
) -> None:
    waiting = [
        Waiting(number, f"s{number}", at, number, ("missing",) if blocked else ())
        for number, (at, blocked) in enumerate(given_)
    ]
    found = opens(waiting, day, (), opened, pace)
    assert len(found) + opened <= max(A_DAY, opened)
    assert all(each.day <= day and not each.needs for each in found)
    left = [one for one in waiting if one not in found and one.day <= day and not one.needs]
    assert not found or not left or max(one.day for one in found) <= min(one.day for one in left)


def test_what_needs_another_step_waits_for_it() -> None:
    second = Waiting(2, "second", 0, 1, ("first",))
    assert opens([second], 5, (), 0, Pace.NORMAL) == ()
    assert opens([second], 5, {"first"}, 0, Pace.NORMAL) == (second,)
