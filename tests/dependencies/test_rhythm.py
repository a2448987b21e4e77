"""When an owner hears of a promise: by how far its date is, one thing at a time, on workdays."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot import calendar
from bot.calendar import Calendar
from tests.dependencies.conftest import DAY
from workflows.dependencies import rhythm, team_days
from workflows.dependencies.rhythm import Promise, Say

# Tuesday 3 March 2026; in France, Easter Monday is 6 April, and 1, 8, 14 and 25 May are holidays.
BEGINS = date(2026, 3, 3)
FRANCE = Calendar("Europe/Paris", "FR")
Heard = list[tuple[date, Say]]


def heard(
    promised: date, answers: bool = True, since: date = BEGINS, when: Calendar = FRANCE
) -> Heard:
    """What an owner hears from day to day, who answers at once or never."""
    promise, found = Promise(promised, since), []
    day = since
    while day < promised + 30 * DAY:
        now = calendar.opening(when, day)
        planned = rhythm.plan(promise, when, now)
        if planned.say:
            if planned.say is not Say.AGED:
                found.append((day, planned.say))
            promise = rhythm.told(promise, planned.say, day)
            if planned.say is Say.SURE and answers:
                promise = replace(promise, sure_on=day, asking=False)
        day += DAY
    return found


def test_a_far_date_is_asked_about_every_four_weeks_and_the_nearer_the_more_often() -> None:
    promised = date(2026, 6, 30)
    said = heard(promised)
    asked = [day for day, say in said if say is Say.SURE]
    assert [(promised - day).days for day in asked] == [91, 63, 49, 35, 21, 13, 4]
    assert said[-1] == (date(2026, 7, 1), Say.LATE)


def test_who_never_answers_is_asked_once_and_hears_that_it_is_due_and_over() -> None:
    said = heard(date(2026, 5, 4), answers=False)
    assert [say for _, say in said] == [Say.SURE, Say.SOON, Say.SOON, Say.SOON, Say.LATE]


def test_what_is_due_today_is_said_to_who_confirmed_it_before() -> None:
    said = heard(date(2026, 3, 20))
    assert said == [
        (date(2026, 3, 10), Say.SURE),
        (date(2026, 3, 18), Say.SURE),
        (date(2026, 3, 20), Say.SOON),
        (date(2026, 3, 23), Say.LATE),
    ]


def test_a_line_and_a_question_do_not_come_within_two_days() -> None:
    """Agreed so that the weekly question would come just after the line of seven days."""
    said = heard(date(2026, 3, 27), since=date(2026, 3, 11))
    assert [say for _, say in said if say is Say.SURE]
    days = [day for day, _ in said]
    assert all(team_days.between(FRANCE, *pair) >= 2 for pair in pairwise(days[:-1]))


def test_who_does_not_answer_still_hears_that_it_is_due() -> None:
    """Asked three weeks ahead and silent: a reminder comes after two days, and then the lines."""
    promise = Promise(date(2026, 5, 5), date(2026, 4, 13), asked_on=date(2026, 4, 22), asking=True)
    said = []
    now = datetime(2026, 4, 22, 9, tzinfo=UTC)
    while now.date() < date(2026, 5, 7):
        now += timedelta(days=1)
        planned = rhythm.plan(promise, FRANCE, now)
        if planned.say and planned.say is not Say.AGED:
            said.append((now.date(), planned.say))
        if planned.say:
            promise = rhythm.told(promise, planned.say, now.date())
    assert said == [
        (date(2026, 4, 30), Say.SOON),
        (date(2026, 5, 5), Say.SOON),
        (date(2026, 5, 6), Say.LATE),
    ]


def test_a_holiday_moves_the_days_before_it() -> None:
    """Easter Monday and the week-end lie between."""
    asked = [day for day, say in heard(date(2026, 4, 7)) if say is Say.SURE]
    assert asked[-1] == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("ahead", "age"), [(100, 28), (57, 28), (56, 14), (14, 14), (13, 7), (5, 7)]
)
def test_how_old_a_word_may_be_follows_from_how_far_the_date_is(ahead: int, age: int) -> None:
    always = Calendar(weekdays=frozenset(range(1, 8)))
    asked = rhythm.confirm_on(BEGINS + ahead * DAY, BEGINS - age * DAY, always)
    assert asked is not None
    assert asked <= BEGINS


CALENDARS = st.sampled_from(
    [
        FRANCE,
        Calendar("America/New_York", "US"),
        Calendar("Asia/Tokyo", "JP"),
        Calendar("Asia/Dubai", "AE", weekdays=frozenset({7, 1, 2, 3})),
    ]
)


@settings(max_examples=150, deadline=None)
@given(
    when=CALENDARS,
    ahead=st.integers(0, 150),
    gaps=st.lists(st.integers(1, 80), min_size=30, max_size=200),
    answers=st.lists(st.sampled_from(["sure", "silent", "risk"]), min_size=30, max_size=30),
)
def test_whatever_happens_nobody_is_asked_twice_at_once_or_on_a_day_off(
    when: Calendar, ahead: int, gaps: list[int], answers: list[str]
) -> None:
    """The clock ticks at odd hours, with gaps of up to three days; owners answer or not."""
    promise = Promise(BEGINS + ahead * DAY, BEGINS)
    now = datetime(2026, 3, 3, 10, tzinfo=UTC)
    said: Heard = []
    for gap in gaps:
        now += timedelta(hours=gap)
        day = calendar.local_day(when, now)
        planned = rhythm.plan(promise, when, now)
        assert planned.at is None or planned.at > now
        if planned.say is None:
            continue
        assert calendar.is_working(when, now)
        assert not promise.asking or planned.say is not Say.SURE
        promise = rhythm.told(promise, planned.say, day)
        assert rhythm.plan(promise, when, now).say in (None, Say.AGED)
        if planned.say is Say.AGED:
            continue
        said.append((day, planned.say))
        answer = answers[len(said) % len(answers)]
        if planned.say is Say.SURE and answer != "silent":
            sure = day if answer == "sure" else promise.sure_on
            promise = replace(promise, asking=False, sure_on=sure)
    days = [day for day, _ in said]
    assert len(days) == len(set(days))
    late = [day for day, say in said if say is Say.LATE]
    assert len(late) <= 1
    assert all(say is Say.LATE or day <= promise.promised for day, say in said)
    asked = [day for day, say in said if say is Say.SURE]
    assert all(second - first >= 2 * DAY for first, second in pairwise(asked))


@settings(max_examples=100, deadline=None)
@given(when=CALENDARS, ahead=st.integers(0, 400), age=st.integers(0, 60))
def test_what_is_planned_comes_true(when: Calendar, ahead: int, age: int) -> None:
    """Looked at when it says, something is said, and nothing would have been said before."""
    promise = Promise(BEGINS + ahead * DAY, BEGINS - age * DAY)
    now = datetime(2026, 3, 3, 3, tzinfo=UTC)
    planned = rhythm.plan(promise, when, now)
    if planned.at is None or planned.say:
        return
    assert rhythm.plan(promise, when, planned.at).say is not None
    between = now + (planned.at - now) / 2
    assert rhythm.plan(promise, when, between).say is None
