"""How far key results are, and how far they should be, whatever way they go."""

from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from math import isclose

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from workflows.okrs.figures import (
    AHEAD,
    CLOSE,
    FAR,
    Aim,
    Band,
    Course,
    Direction,
    band,
    begins,
    course,
    expected,
    mean,
    progress,
    score,
    zoned,
)

UP, DOWN = Direction.UP, Direction.DOWN
FROM, TO = date(2026, 10, 1), date(2026, 12, 31)

figures = st.decimals(-(10**9), 10**9, places=2)
shares = st.floats(0, 1)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
lengths = st.integers(0, 400)


def aimed(start: Decimal | int, target: Decimal | int) -> Aim:
    """The way from one figure to another."""
    return Aim(Decimal(start), Decimal(target), UP if target > start else DOWN)


@pytest.mark.parametrize(
    ("start", "target", "value", "done"),
    [
        (0, 100, 25, 0.25),
        (100, 0, 75, 0.25),
        (40, 60, 45, 0.25),
        (-20, 20, -10, 0.25),
        (-10, -50, -20, 0.25),
        (10, 5, 10, 0.0),
        (10, 5, 12, 0.0),
        (0, 5, 6, 1.0),
        (5, 0, -1, 1.0),
    ],
)
def test_progress_is_the_share_of_the_way(start: int, target: int, value: int, done: float) -> None:
    assert progress(aimed(start, target), Decimal(value)) == done


def test_nothing_done_is_no_minus_nothing() -> None:
    assert str(progress(aimed(10, 5), Decimal(10))) == "0.0"
    assert str(score(-0.0)) == "0.0"


@given(figures, figures, figures)
def test_an_inverted_metric_mirrors_an_upright_one(
    start: Decimal, target: Decimal, value: Decimal
) -> None:
    assume(start != target)
    assert progress(aimed(start, target), value) == progress(aimed(-start, -target), -value)
    assert isclose(
        progress(aimed(start, target), value),
        1 - progress(aimed(target, start), value),
        abs_tol=1e-12,
    )


@given(figures, figures, figures)
def test_negative_figures_are_as_far_as_those_moved_above_zero(
    start: Decimal, target: Decimal, value: Decimal
) -> None:
    assume(start != target)
    moved = [each + 10**10 for each in (start, target, value)]
    assert progress(aimed(start, target), value) == progress(aimed(*moved[:2]), moved[2])


@given(figures, figures, figures)
def test_percentages_are_as_far_as_the_shares_they_are(
    start: Decimal, target: Decimal, value: Decimal
) -> None:
    assume(start != target)
    parts = [each / 100 for each in (start, target, value)]
    assert progress(aimed(start, target), value) == progress(aimed(*parts[:2]), parts[2])


@given(figures, figures, st.lists(figures, min_size=2))
def test_progress_never_falls_while_the_figure_goes_its_way(
    start: Decimal, target: Decimal, values: list[Decimal]
) -> None:
    aim = aimed(start, target)
    found = [
        progress(aim, value) for value in sorted(values, reverse=aim.direction is Direction.DOWN)
    ]
    assert found == sorted(found)
    assert all(0 <= each <= 1 for each in found)


@given(figures, figures)
def test_the_start_is_nothing_and_the_target_all(start: Decimal, target: Decimal) -> None:
    assume(start != target)
    aim = aimed(start, target)
    assert not aim.holds
    assert (progress(aim, start), progress(aim, target), progress(aim, None)) == (0, 1, 0)


@given(figures, figures)
def test_a_figure_that_is_to_hold_is_well_or_not(target: Decimal, value: Decimal) -> None:
    up, down = (Aim(target, target, each) for each in Direction)
    assert up.holds
    assert down.holds
    assert progress(up, value) == (1 if value >= target else 0)
    assert progress(down, value) == (1 if value <= target else 0)
    assert progress(up, None) == progress(down, None) == 0


@given(st.integers(2, 30))
def test_the_steps_of_a_milestone_are_equal(count: int) -> None:
    aim = zoned(count)
    found = [progress(aim, Decimal(zone)) for zone in range(count)]
    assert (found[0], found[-1]) == (0, 1)
    assert all(isclose(found[zone], zone / (count - 1)) for zone in range(count))


@given(days, lengths, lengths)
def test_what_is_made_late_is_expected_from_then_on(starts: date, late: int, left: int) -> None:
    made, aim = starts + timedelta(late), aimed(0, 1)
    since, ends = begins(starts, made), made + timedelta(left)
    assert since == made == begins(made, starts)
    assert expected(aim, since, ends, made - timedelta(1)) == 0
    assert expected(aim, since, ends, made) == 1 / (left + 1)
    assert expected(aim, since, ends, made) >= expected(aim, starts, ends, starts)


@given(days, lengths, st.lists(st.integers(-10, 420), min_size=1))
def test_expected_progress_never_falls_and_comes_to_its_end(
    since: date, length: int, after: list[int]
) -> None:
    ends = since + timedelta(length)
    for aim in (aimed(0, 1), aimed(1, 0), aimed(1, 1)):
        found = [expected(aim, since, ends, since + timedelta(each)) for each in sorted(after)]
        assert found == sorted(found)
        assert all(0 <= each <= 1 for each in found)
        assert expected(aim, since, ends, since - timedelta(1)) == 0
        assert expected(aim, since, ends, ends) == expected(aim, since, ends, date.max) == 1


@pytest.mark.parametrize(
    "monday",
    [
        date(2026, 3, 23),  # summer time begins in Europe
        date(2026, 3, 2),  # and in America
        date(2026, 10, 19),  # it ends in Europe
        date(2026, 10, 26),  # and in America
        date(2026, 12, 28),  # ISO week 53
    ],
)
@given(before=st.integers(0, 120), after=st.integers(7, 120))
def test_every_day_of_every_week_is_the_same_step(monday: date, before: int, after: int) -> None:
    since, ends = monday - timedelta(before), monday + timedelta(after)
    found = [expected(aimed(0, 1), since, ends, monday + timedelta(day)) for day in range(-1, 7)]
    steps = [one - other for other, one in pairwise(found)]
    assert all(isclose(step, 1 / (before + after + 1), rel_tol=1e-9) for step in steps)


def test_a_quarter_is_over_on_its_last_day_and_half_over_in_its_middle() -> None:
    aim = aimed(0, 100)
    assert expected(aim, FROM, TO, date(2026, 9, 30)) == 0
    assert expected(aim, FROM, TO, date(2026, 11, 15)) == 0.5
    assert expected(aim, FROM, TO, TO) == 1
    assert expected(aim, date(2026, 12, 28), date(2027, 1, 3), date(2026, 12, 28)) == 1 / 7


def test_a_figure_that_is_to_hold_is_to_be_well_from_its_first_day() -> None:
    held = aimed(5, 5)
    assert expected(held, FROM, TO, FROM) == 1
    assert expected(held, FROM, TO, FROM - timedelta(1)) == 0


@given(days, st.integers(1, 60), st.integers(-90, 90))
def test_what_is_made_after_its_end_is_expected_at_once(ends: date, late: int, day: int) -> None:
    made, on = ends + timedelta(late), ends + timedelta(day)
    assert expected(aimed(0, 1), made, ends, on) == (1 if on >= ends else 0)


@given(st.lists(shares, max_size=20))
def test_a_mean_lies_among_its_values_and_none_has_none(values: list[float]) -> None:
    found = mean(iter(values))
    if not values:
        assert found is None
    else:
        assert found is not None
        assert min(values) - 1e-12 <= found <= max(values) + 1e-12


def test_the_mean_of_all_that_is_reached_is_reached() -> None:
    assert [mean([1.0] * count) for count in range(1, 20)] == [1.0] * 19


@pytest.mark.parametrize(
    ("done", "pace", "found"),
    [
        (0.6, 0.5, Band.AHEAD),
        (0.3, 0.2, Band.AHEAD),
        (0.59, 0.5, Band.ON_PACE),
        (0.5, 0.6, Band.ON_PACE),
        (0.2, 0.3, Band.ON_PACE),
        (0.49, 0.6, Band.BEHIND),
        (0.35, 0.6, Band.BEHIND),
        (0.34, 0.6, Band.FAR_BEHIND),
        (1.0, 1.0, Band.ON_PACE),
        (0.0, 1.0, Band.FAR_BEHIND),
    ],
)
def test_a_band_says_how_far_progress_is_from_its_pace(
    done: float, pace: float, found: Band
) -> None:
    assert band(done, pace) is found


@given(shares, shares, shares)
def test_more_progress_is_never_a_worse_band(one: float, other: float, pace: float) -> None:
    order = list(Band)
    less, more = sorted((one, other))
    assert order.index(band(more, pace)) <= order.index(band(less, pace))
    assert band(1.0, pace) in {Band.AHEAD, Band.ON_PACE}
    assert 0 < AHEAD <= CLOSE < FAR


@pytest.mark.parametrize(
    ("done", "tenths"),
    list(
        {
            **dict.fromkeys((0.0, -2.0, 1e-12), "0.0"),
            **dict.fromkeys((0.25, 0.34), "0.3"),
            **dict.fromkeys((0.35, 0.1 + 0.2 + 0.05, 0.35 - 1e-16), "0.4"),
            **dict.fromkeys((0.95, 1.0, 1.7), "1.0"),
        }.items()
    ),
)
def test_a_score_is_in_tenths_with_halves_rounded_up(done: float, tenths: str) -> None:
    assert str(score(done)) == tenths


@given(st.floats(-2, 3), st.floats(-2, 3))
def test_scores_stay_within_bounds_and_never_fall(one: float, other: float) -> None:
    less, more = sorted((one, other))
    assert 0 <= score(less) <= score(more) <= 1
    assert abs(float(score(one)) - min(max(one, 0), 1)) <= 0.05 + 1e-9


@pytest.mark.parametrize(
    ("past", "found"),
    [
        ([], None),
        ([0.1, 0.2], None),
        ([0.1, 0.2, 0.3], Course.AS_USUAL),
        ([0.0, 0.3, 0.7], Course.AS_USUAL),
        ([0.0, 0.3, 0.71], Course.FASTER),
        ([0.0, 0.3, 0.49], Course.SLOWER),
        ([0.1, 0.1, 0.12], Course.AS_USUAL),
        ([0.1, 0.1, 0.13], Course.FASTER),
        ([0.5, 0.4, 0.3], Course.AS_USUAL),
        ([0.5, 0.4, 0.2], Course.SLOWER),
        ([0.0, 0.1, 0.3, 0.5], Course.AS_USUAL),
        ([0.0, 0.1, 0.3, 0.32], Course.SLOWER),
    ],
)
def test_a_team_is_compared_with_its_own_past(past: list[float], found: Course | None) -> None:
    assert course(past) is found


@given(shares, st.floats(0.01, 0.1), st.integers(3, 12))
def test_a_team_that_always_moves_alike_moves_as_usual(at: float, step: float, count: int) -> None:
    assert course([at + step * each for each in range(count)]) is Course.AS_USUAL


@given(st.lists(shares, min_size=3, max_size=12))
def test_a_team_going_back_as_fast_as_another_goes_on_is_its_mirror(past: list[float]) -> None:
    mirror = {
        None: None,
        Course.FASTER: Course.SLOWER,
        Course.SLOWER: Course.FASTER,
        Course.AS_USUAL: Course.AS_USUAL,
    }
    assert course([-each for each in past]) is mirror[course(past)]
