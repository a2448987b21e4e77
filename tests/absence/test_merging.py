"""Whatever is said of days, and in whatever order, no day is away twice and none is lost."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from bot.store.absences import Away
from tests.moment import NOW
from workflows.absence.merging import Wish, merge

TODAY = NOW.date()
wishes = st.builds(
    lambda first, length: Wish(
        TODAY + timedelta(days=first),
        None if length is None else TODAY + timedelta(days=max(0, first + length)),
    ),
    st.integers(-5, 40),
    st.one_of(st.none(), st.integers(0, 20)),
)


def said(absences: list[Away], wish: Wish, now: datetime) -> tuple[list[Away], Away]:
    """What stands once a wish was said, and the absence it made."""
    merged = merge(absences, wish, TODAY, now)
    fresh = max((away.id for away in absences), default=0) + 1
    away = replace(merged.away, id=merged.away.id or fresh, said_at=now)
    return [*(each for each in absences if each not in merged.before), away], away


def settled(several: list[Wish]) -> list[Away]:
    """What stands once several were said, an hour apart, an hour ago."""
    absences: list[Away] = []
    for ago, wish in enumerate(reversed(several), 1):
        absences, _ = said(absences, wish, NOW - timedelta(hours=ago))
    return absences


def twice(one: Away, other: Away) -> bool:
    """Whether two absences are one; what is planned outlives one of which nobody knows the end."""
    first, second = sorted((one, other), key=lambda away: away.first)
    planned = first.last is None and second.last is not None and second.first > first.first
    return one.days.meets(other.days) and not planned


@given(st.lists(wishes, max_size=6), wishes)
def test_what_is_said_last_is_away_and_no_day_is_away_twice(before: list[Wish], wish: Wish) -> None:
    absences, away = said(settled(before), wish, NOW)
    assert away.first <= wish.first
    assert away.end >= (wish.last or date.max)
    for one in absences:
        assert not any(twice(one, other) for other in absences if other is not one)


@given(st.lists(wishes, max_size=6), wishes)
def test_saying_it_twice_in_a_row_changes_nothing(before: list[Wish], wish: Wish) -> None:
    absences, _ = said(settled(before), wish, NOW)
    assert merge(absences, wish, TODAY, NOW + timedelta(seconds=1)).is_known


@given(st.lists(wishes, max_size=6), wishes)
def test_it_ends_with_what_was_said_last_or_with_what_it_joins(
    before: list[Wish], wish: Wish
) -> None:
    absences = settled(before)
    merged = merge(absences, wish, TODAY, NOW)
    assert merged.away.end in {wish.last or date.max, *(away.end for away in merged.before)}
    assert merged.away.first in {wish.first, *(away.first for away in merged.before)}
