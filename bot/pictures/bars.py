"""Bars: two figures of each thing, one below the other."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.sheet import BEFORE, HEAD, NOW, SOFT, WIDTH, Sheet, square

# Letters of a bar's name; what is longer is cut.
NAME = 19
_ROW = 0.54
_LEFT, _LONGEST = 0.35 * WIDTH, 0.51 * WIDTH


@dataclass(frozen=True)
class Bar:
    """Two figures of one thing, as they are written beside their bars."""

    name: str
    now: float
    before: float
    said_now: str
    said_before: str


@dataclass(frozen=True)
class Bars:
    """A chart of bars that lie, from top to bottom.

    Attributes:
        title, subtitle: what it shows.
        now, before: what the two bars of each thing are called; `before` is empty for one alone.
    """

    title: str
    subtitle: str
    now: str
    before: str
    bars: Sequence[Bar]


def drawn(chart: Bars) -> bytes:
    """The chart as PNG."""
    marks = [square(chart.now, NOW), square(chart.before, BEFORE)]
    sheet = Sheet((chart.title, chart.subtitle), _ROW * len(chart.bars), marks)
    most = max([each for bar in chart.bars for each in (bar.now, bar.before)] + [1])
    for place, bar in enumerate(chart.bars):
        _pair(sheet, HEAD + _ROW * (place + 0.5), bar, _LONGEST / most)
    return sheet.png()


def _pair(sheet: Sheet, y: float, bar: Bar, inch: float) -> None:
    above, below = y - 0.17 * _ROW, y + 0.17 * _ROW
    sheet.axes.barh(above, bar.now * inch, 0.34 * _ROW, left=_LEFT, color=NOW)
    sheet.axes.barh(below, bar.before * inch, 0.26 * _ROW, left=_LEFT, color=BEFORE)
    name = bar.name if len(bar.name) <= NAME else bar.name[: NAME - 1].rstrip() + "…"
    sheet.write((_LEFT - 0.07, y), name, 9.5, ha="right")
    sheet.write((_LEFT + bar.now * inch + 0.04, above), bar.said_now, 9, weight="bold")
    sheet.write((_LEFT + bar.before * inch + 0.04, below), bar.said_before, 8, color=SOFT)
