"""A date that slips moves those that wait for it, later alone, in working days."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import Calendar
from workflows.dependencies import graphs
from workflows.dependencies.propagation import Node, Wait, moved, working_days_after

FRANCE = Calendar(country="FR")
MONDAY = date(2026, 3, 2)
DAY = timedelta(days=1)


def test_what_waits_moves_by_the_days_that_it_takes() -> None:
    nodes = [Node(1, MONDAY), Node(2, MONDAY + 3 * DAY), Node(3, MONDAY + 4 * DAY)]
    waits = [Wait(1, 2, 2), Wait(2, 3)]
    slip = {1: MONDAY + 3 * DAY}
    # Thursday and two working days are Monday; nothing more is needed for the last one.
    monday = MONDAY + 7 * DAY
    assert moved(nodes, waits, slip, {}) == {1: slip[1], 2: monday, 3: monday}


def test_slack_takes_up_a_slip() -> None:
    nodes = [Node(1, MONDAY), Node(2, MONDAY + 11 * DAY)]
    assert moved(nodes, [Wait(1, 2, 3)], {1: MONDAY + 4 * DAY}, {}) == {1: MONDAY + 4 * DAY}


def test_what_waits_for_several_waits_for_the_last() -> None:
    nodes = [Node(1, MONDAY), Node(2, MONDAY), Node(3, MONDAY)]
    slips = {1: MONDAY + 2 * DAY, 2: MONDAY + 3 * DAY}
    assert moved(nodes, [Wait(1, 3), Wait(2, 3)], slips, {})[3] == MONDAY + 3 * DAY


def test_holidays_of_the_team_that_waits_count() -> None:
    friday = date(2026, 4, 3)
    nodes = [Node(1, MONDAY, 1), Node(2, MONDAY, 2)]
    after = moved(nodes, [Wait(1, 2, 1)], {1: friday}, {2: FRANCE})
    # Easter Monday is none of their days.
    assert after[2] == date(2026, 4, 7)
    assert working_days_after(FRANCE, date(2026, 4, 4), 0) == date(2026, 4, 7)


def test_a_sooner_date_moves_nothing() -> None:
    nodes = [Node(1, MONDAY), Node(2, MONDAY)]
    assert moved(nodes, [Wait(1, 2, 5)], {1: MONDAY - DAY}, {}) == {}


def test_a_circle_is_named() -> None:
    nodes = [Node(each, MONDAY) for each in (1, 2, 3)]
    waits = [Wait(1, 2), Wait(2, 3), Wait(3, 1)]
    with pytest.raises(graphs.Circle) as found:
        moved(nodes, waits, {1: MONDAY + DAY}, {})
    ids = found.value.ids
    assert (ids[0], len(ids), set(ids)) == (ids[-1], 4, {1, 2, 3})


@st.composite
def webs(draw: st.DrawFn) -> tuple[list[Node], list[Wait], dict[int, date]]:
    """Dependencies that wait for each other, without a circle, and some that slip."""
    count = draw(st.integers(2, 12))
    days = st.integers(0, 60)
    nodes = [
        Node(each, MONDAY + draw(days) * DAY, draw(st.integers(0, 2))) for each in range(count)
    ]
    pairs = draw(st.lists(st.tuples(st.integers(0, count - 1), st.integers(0, count - 1))))
    waits = [
        Wait(min(pair), max(pair), draw(st.integers(0, 10))) for pair in pairs if pair[0] != pair[1]
    ]
    slips = draw(st.dictionaries(st.integers(0, count - 1), st.integers(-20, 60)))
    return nodes, waits, {which: nodes[which].day + each * DAY for which, each in slips.items()}


@given(web=webs(), seed=st.integers(0, 1_000))
def test_dates_only_move_later_in_any_order_and_once(
    web: tuple[list[Node], list[Wait], dict[int, date]], seed: int
) -> None:
    nodes, waits, slips = web
    calendars = {1: FRANCE, 2: Calendar(weekdays=frozenset({1, 2, 3}))}
    after = moved(nodes, waits, slips, calendars)
    before = {each.id: each.day for each in nodes}
    assert all(day > before[which] for which, day in after.items())
    shuffled = list(nodes), list(waits)
    for each in shuffled:
        Random(seed).shuffle(each)
    assert moved(*shuffled, slips, calendars) == after
    settled = [Node(each.id, after.get(each.id, each.day), each.team) for each in nodes]
    assert moved(settled, waits, slips, calendars) == {}
    # Along each edge on which something moved, who waits comes no sooner than it can.
    for each in waits:
        if each.on in after:
            team = next(node.team for node in nodes if node.id == each.waits)
            ready = working_days_after(calendars.get(team, Calendar()), after[each.on], each.lag)
            assert after.get(each.waits, before[each.waits]) >= ready
    # Who is hit slipped, or waits for somebody who did.
    hit = set(after)
    assert all(
        which in slips or any(each.waits == which and each.on in hit for each in waits)
        for which in hit
    )
