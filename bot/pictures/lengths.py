"""Lengths: how long each of several things takes, in their order, and what else is to be said."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.pictures.sheet import (
    HEAD,
    INK,
    MARGIN,
    NOW,
    SOFT,
    TRACK,
    WARN,
    WIDTH,
    Sheet,
    cut,
    square,
    width,
)

# The widest a name and what stands beside a bar may be, in inches.
_NAME, _SAID = 1.8, 2.4
# Thirty rows make a sheet that Slack shows half as high again as it is wide.
_TALL, _LOW, _ROWS = 0.38, 0.26, 6.2
_GAP, _SIZE = 0.1, 8.5
# So short is the bar of what takes no time: there is one, in inches.
_LEAST = 0.025


@dataclass(frozen=True)
class LengthRow:
    """How long one thing takes.

    Attributes:
        length: 0 or more; None where it isn't known.
        said: the same in words, and what else there is, written beside the bar.
        marked: whether it needs a look; `said` says why.
    """

    name: str
    length: float | None
    said: str
    marked: bool = False


@dataclass(frozen=True)
class Lengths:
    """A chart of bars that lie, from top to bottom.

    Attributes:
        title, subtitle: what it shows.
        usual, marked: what the bars are called, and those that need a look.
    """

    title: str
    subtitle: str
    usual: str
    marked: str
    rows: Sequence[LengthRow]


def drawn(chart: Lengths) -> bytes:
    """The chart as PNG."""
    tall = max(_LOW, min(_TALL, _ROWS / max(len(chart.rows), 1)))
    marks = [square(chart.usual, NOW)]
    if any(row.marked for row in chart.rows):
        marks.append(square(chart.marked, WARN))
    sheet = Sheet((chart.title, chart.subtitle), tall * len(chart.rows), marks)
    names = [cut(row.name, _NAME, _SIZE) for row in chart.rows]
    left = MARGIN + max([width(name, _SIZE) for name in names] + [0]) + _GAP
    saids = [cut(row.said, _SAID, _SIZE) for row in chart.rows]
    inch = _inch(chart.rows, saids, WIDTH - MARGIN - _GAP / 2 - left)
    for place, (row, name, said) in enumerate(zip(chart.rows, names, saids, strict=True)):
        y = HEAD + tall * (place + 0.5)
        sheet.write((left - _GAP, y), name, _SIZE, ha="right")
        bar = max(_LEAST, (row.length or 0) * inch)
        color = TRACK if row.length is None else WARN if row.marked else NOW
        sheet.axes.barh(y, bar, 0.55 * tall, left=left, color=color)
        look = INK if row.marked else SOFT
        sheet.write((left + bar + _GAP / 2, y), said, _SIZE, color=look)
    return sheet.png()


def _inch(rows: Sequence[LengthRow], saids: Sequence[str], room: float) -> float:
    """How many inches one of a length is: so that each bar leaves room for what is said of it."""
    free = [
        (room - width(said, _SIZE)) / row.length
        for row, said in zip(rows, saids, strict=True)
        if row.length
    ]
    return min(free, default=1.0)
