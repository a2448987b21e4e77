"""Charts show the figures they are given, the same every time, whatever their names are."""

import io
from dataclasses import replace
from itertools import pairwise
from typing import Any

from matplotlib.image import imread

from bot import pictures
from bot.pictures import Bar, Bars, LengthRow, Lengths

CHART = Bars(
    "What insights were about",
    "Week from November 23, 2026",
    "that week",
    "a usual week",
    (Bar("#billing", 8, 2, "8", "2"), Bar("Exports 🎉 $x^2$ " * 9, 4, 0, "4", "0")),
)


def same(pixels: Any, color: str) -> Any:
    """Whether each dot of a picture has a colour."""
    wanted = [part / 255 for part in bytes.fromhex(color[1:])]
    return (abs(pixels[..., :3] - wanted) < 1 / 300).all(axis=-1)


def widths(pixels: Any, color: str) -> list[int]:
    """How wide each bar of a colour is, from top to bottom, in dots."""
    rows = same(pixels, color).sum(axis=1).tolist()
    return [row for before, row in pairwise(rows) if row > 60 >= before]


def test_bars_are_as_long_as_their_figures_on_a_light_ground() -> None:
    drawn = pictures.draw(CHART)
    pixels = imread(io.BytesIO(drawn), format="png")
    assert same(pixels[[0, 0, -1, -1], [0, -1, 0, -1]], pictures.GROUND).all()
    assert pixels.shape[2] == 3 or (pixels[..., 3] == 1).all(), "it is the same in dark mode"
    eight, four = widths(pixels, pictures.NOW)
    (two,) = widths(pixels, pictures.BEFORE)
    assert abs(eight - 2 * four) < 4
    assert abs(eight - 4 * two) < 4
    assert pictures.draw(CHART) == drawn
    assert pictures.draw(replace(CHART, before="", bars=CHART.bars[:1])) != drawn


def test_lengths_leave_room_for_what_is_said_of_them_and_mark_what_needs_a_look() -> None:
    rows = (
        LengthRow("Meet your buddy", 10, "10 days"),
        LengthRow("Keep an insight " * 9, 5, "5 days · 11 open · 25% unclear", marked=True),
        LengthRow("Read this", 0, "the same day"),
        LengthRow("Later", None, "–"),
    )
    chart = Lengths("Where people get stuck", "in days", "days", "open for long", rows)
    pixels = imread(io.BytesIO(pictures.draw(chart)), format="png")
    assert same(pixels[[0, 0, -1, -1], [0, -1, 0, -1]], pictures.GROUND).all()
    (ten,) = widths(pixels, pictures.NOW)
    (five,) = widths(pixels, pictures.WARN)
    assert abs(ten - 2 * five) < 4
    assert same(pixels[:, -40:], pictures.GROUND).all(), "nothing runs over the edge"
    plain = replace(chart, rows=rows[:1])
    assert not widths(imread(io.BytesIO(pictures.draw(plain)), format="png"), pictures.WARN)
    pictures.draw(replace(chart, rows=rows[2:]))
    many = replace(chart, rows=rows[:2] * 15)
    high, wide, _ = imread(io.BytesIO(pictures.draw(many)), format="png").shape
    assert high < 2 * wide
