"""Charts of pace and of history show what they are given, in any thread, whatever it is."""

import io
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.image import imread

from bot.pictures import GROUND, NOW, History, PacePoint, PaceRow, Paces, Point, draw
from bot.pictures.history import CONFIDENCES
from bot.pictures.labels import AROUND, placed, traced
from bot.pictures.sheet import ALARM, INK, MARGIN, TRACK, WARN, WIDTH, cut, width

PACES = Paces(
    "Progrès et rythme",
    "4e trimestre 2026",
    "progrès",
    "rythme attendu",
    (
        PaceRow("Facturation 🎉", 0.8, 0.5, "80 %", "on_pace"),
        PaceRow("Croissance $x^2$ " * 9, 0.4, 0.5, "40 %", "behind"),
        PaceRow("Mobile", 0.2, 0.5, "20 %", "far_behind"),
    ),
)
START = date(2026, 10, 1)
END = date(2026, 12, 31)


def later(days: int) -> date:
    return START + timedelta(days=days)


def history(values: list[float], start: float = 10, target: float = 60) -> History:
    """A chart of one value a day, the confidence changing from each to the next."""
    kinds = list(CONFIDENCES)
    points = [
        Point(later(place), value, f"{value:g} %", kinds[place % 3])
        for place, value in enumerate(values)
    ]
    return History(
        "Activated workspaces",
        "Q4 2026",
        "expected pace",
        points,
        (PacePoint(START, start, f"{start:g} %"), PacePoint(END, target, f"{target:g} %")),
        {"on_track": "on track", "at_risk": "at risk", "off_track": "off track"},
        {later(place): f"{later(place):%b %d}" for place in range(0, 92, 3)},
    )


def pixels(drawn: bytes) -> Any:
    return (imread(io.BytesIO(drawn), format="png") * 255).round().astype("uint8")


def same(picture: Any, color: str) -> Any:
    """Whether each dot of a picture has a colour."""
    red, green, blue = bytes.fromhex(color[1:])
    return (picture[..., 0] == red) & (picture[..., 1] == green) & (picture[..., 2] == blue)


def widths(picture: Any, color: str) -> list[int]:
    """How wide each bar of a colour is, from top to bottom, in dots."""
    rows = same(picture, color).sum(axis=1).tolist()
    return [row for before, row in pairwise(rows) if row > 60 >= before]


def marks(drawn: bytes) -> list[int]:
    """How many dots each confidence's colour covers."""
    picture = pixels(drawn)
    return [int(same(picture, color).sum()) for _, color in CONFIDENCES.values()]


def edges_free(drawn: bytes) -> bool:
    """Whether nothing reaches a picture's edges."""
    picture = pixels(drawn)
    edges = (picture[:12], picture[-12:], picture[:, :12], picture[:, -12:])
    return all(bool(same(edge, GROUND).all()) for edge in edges)


def test_bars_are_as_long_as_their_progress_and_coloured_by_their_band() -> None:
    picture = pixels(draw(replace(PACES, rows=[replace(row, expected=1) for row in PACES.rows])))
    ((eighty,), (forty,), (twenty,)) = (widths(picture, color) for color in (NOW, WARN, ALARM))
    assert abs(eighty - 2 * forty) < 4
    assert abs(eighty - 4 * twenty) < 4
    assert max(widths(picture, TRACK)) > eighty / 8


@pytest.mark.parametrize("expected", [0.0, 0.25, 1.0])
def test_the_tick_stands_at_the_expected_pace_however_long_the_bar_is(expected: float) -> None:
    places = []
    for progress in (0.0, 1.0):
        row = PaceRow("", progress, expected, "", "behind")
        picture = same(
            pixels(draw(replace(PACES, title="", subtitle="", pace="", rows=[row]))), INK
        )
        places.append(picture.sum(axis=0).argmax() / picture.shape[1] * WIDTH)
    begin, end = MARGIN + 0.1, WIDTH - MARGIN - 0.1
    assert places == pytest.approx([begin + (end - begin) * expected] * 2, abs=0.02)


def test_the_foot_names_the_colours_that_are_there() -> None:
    named = replace(PACES, bands={"behind": "en retard", "far_behind": "très en retard"})
    assert draw(named) != draw(PACES)
    fine = PACES.rows[:1]
    assert draw(replace(named, rows=fine)) == draw(replace(PACES, rows=fine))


@pytest.mark.parametrize("rows", [0, 1, 20])
def test_any_number_of_rows_fits_with_long_names_and_figures(rows: int) -> None:
    row = PaceRow("Ingénierie " * 9, 1.7, -0.2, "170 % du but annoncé en janvier", "ahead")
    drawn = draw(replace(PACES, title="Très long " * 20, rows=[row] * rows))
    assert edges_free(drawn)
    high, wide = pixels(drawn).shape[:2]
    assert high < 1.4 * wide, "Slack would make it too narrow to be read"


def test_each_confidence_has_its_colour_and_its_shape() -> None:
    assert len({shape for shape, _ in CONFIDENCES.values()}) == len(CONFIDENCES)
    only_foot = marks(draw(history([])))
    for place, kind in enumerate(CONFIDENCES):
        chart = history([30])
        point = replace(chart.points[0], confidence=kind)
        drawn = marks(draw(replace(chart, points=[point])))
        assert [more > foot for more, foot in zip(drawn, only_foot, strict=True)] == [
            other == place for other in range(3)
        ]


def test_a_value_that_was_put_right_is_hollow() -> None:
    chart = history([30])
    right = replace(chart, points=[replace(chart.points[0], corrected=True)])
    assert marks(draw(right))[0] < marks(draw(chart))[0]
    assert draw(replace(right, names={**chart.names, "corrected": "corrected"})) != draw(right)


CASES: dict[str, History] = {
    "nothing told": history([]),
    "start is target": history([50, 50, 50], 50, 50),
    "down below zero": history([12, -20, -39.5], 10, -40),
    "sixty values": history([10 + day % 7 * day / 5 for day in range(60)]),
    "at the target": replace(
        history([]), points=[Point(END, 59, "59 %", "on_track"), Point(START, 10, "", "at_risk")]
    ),
    "one value in one day": replace(
        history([5]), line=(PacePoint(START, 5, "5"), PacePoint(START, 5, "5"))
    ),
    "before the start": replace(
        history([5, 6]), line=(PacePoint(later(40), 5, "5"), PacePoint(END, 9, "9"))
    ),
    "long words": replace(
        history([1e9]),
        title="Long " * 40,
        subtitle="Plus long " * 40,
        pace="rythme " * 20,
        line=(PacePoint(START, 0, "0 € par an et par client"), PacePoint(END, 2e9, "2 " * 40)),
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_a_history_fits_its_sheet(case: str) -> None:
    assert edges_free(draw(CASES[case]))


def test_values_are_told_in_the_order_of_their_days() -> None:
    chart = history([10, 20, 15])
    assert draw(replace(chart, points=chart.points[::-1])) == draw(chart)


@pytest.mark.parametrize("chart", [PACES, history([10, 14, 13])], ids=["paces", "history"])
def test_a_chart_is_the_same_in_any_thread_on_a_light_ground(chart: Paces | History) -> None:
    with ThreadPoolExecutor(2) as threads:
        drawn = set(threads.map(draw, [chart] * 2))
    (one,) = {*drawn, draw(chart)}
    picture = pixels(one)
    assert picture.shape[2] == 3 or (picture[..., 3] == 255).all(), "it is the same in dark mode"
    assert same(picture[[0, 0, -1, -1], [0, -1, 0, -1]], GROUND).all()


@settings(max_examples=40, deadline=None)
@given(st.text(max_size=80), st.floats(0.3, 3))
def test_what_is_cut_fits_and_what_fits_is_not_cut(text: str, room: float) -> None:
    short = cut(text, room, 9)
    assert width(short, 9) <= room
    assert (short == text) == (width(text, 9) <= room)


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.floats(1.5, 3.5), st.floats(1.5, 2.5)), max_size=8))
def test_a_label_stays_on_the_chart_and_off_the_labels_there(spots: list[Any]) -> None:
    taken: list[tuple[float, float, float, float]] = []
    for at in ((2.0, 2.0), (2.4, 2.0)):
        box = placed(at, ("56 %", 9, "bold"), AROUND, traced(spots), taken, (1, 3))
        assert MARGIN / 2 <= box[0] < box[2] <= WIDTH - MARGIN / 2
        assert 1 <= box[1] < box[3] <= 3
        for left, top, right, bottom in taken:
            assert box[2] <= left or right <= box[0] or box[3] <= top or bottom <= box[1]
        taken.append(box)
