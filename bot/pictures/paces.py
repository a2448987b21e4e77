"""Paces: how far each team or objective is, and where it was expected to be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.pictures.sheet import (
    ALARM,
    GROUND,
    HEAD,
    INK,
    MARGIN,
    NOW,
    TRACK,
    WARN,
    WIDTH,
    Mark,
    Sheet,
    cut,
    square,
    width,
)

BEHIND = {"behind": WARN, "far_behind": ALARM}
# The widest a name and a figure may be, in inches.
_NAME, _SAID = 2.0, 1.2
# Twenty rows make a sheet about as high as Slack shows without making it narrower.
_TALL, _LOW, _ROWS = 0.42, 0.25, 5.4
_GAP = 0.1


@dataclass(frozen=True)
class PaceRow:
    """One team's or objective's progress, and what was expected by now: both from 0 to 1.

    Attributes:
        said: its progress in words, written beside the bar.
        band: how it stands to its pace; `behind` and `far_behind` have a colour of their own.
    """

    name: str
    progress: float
    expected: float
    said: str
    band: str


@dataclass(frozen=True)
class Paces:
    """A chart of progress beside pace, from top to bottom.

    Attributes:
        title, subtitle: what it shows.
        now, pace: what the bar and the line across it are called.
        bands: what the bands with a colour of their own are called, for those the foot names.
    """

    title: str
    subtitle: str
    now: str
    pace: str
    rows: Sequence[PaceRow]
    bands: Mapping[str, str] = field(default_factory=dict)


def drawn(chart: Paces) -> bytes:
    """The chart as PNG."""
    tall = max(_LOW, min(_TALL, _ROWS / max(len(chart.rows), 1)))
    sheet = Sheet((chart.title, chart.subtitle), tall * len(chart.rows), _marks(chart))
    names = [cut(row.name, _NAME, 9.5) for row in chart.rows]
    left = MARGIN + max([width(name, 9.5) for name in names] + [0]) + _GAP
    saids = [cut(row.said, _SAID, 9, "bold") for row in chart.rows]
    widest = max([width(said, 9, "bold") for said in saids] + [0])
    long = WIDTH - MARGIN - widest - _GAP - left
    for place, (row, name, said) in enumerate(zip(chart.rows, names, saids, strict=True)):
        y = HEAD + tall * (place + 0.5)
        sheet.write((left - _GAP, y), name, 9.5, ha="right")
        _bar(sheet, (left, y), (long, 0.5 * tall), row)
        sheet.write((WIDTH - MARGIN, y), said, 9, weight="bold", ha="right")
    return sheet.png()


def _marks(chart: Paces) -> list[Mark]:
    there = {row.band for row in chart.rows}
    named = [(chart.bands.get(band, ""), color) for band, color in BEHIND.items() if band in there]
    bands = [square(name, color) for name, color in named]
    return [square(chart.now, NOW), Mark(chart.pace, _tick(11)), *bands]


def _bar(sheet: Sheet, at: tuple[float, float], size: tuple[float, float], row: PaceRow) -> None:
    (left, y), (long, high) = at, size
    color = BEHIND.get(row.band, NOW)
    sheet.axes.barh(y, long, high, left=left, color=TRACK)
    sheet.axes.barh(y, long * _within(row.progress), high, left=left, color=color)
    tick = left + long * _within(row.expected)
    tall = 72 * high * 1.5
    sheet.axes.plot([tick], [y], **{**_tick(tall), "color": GROUND, "markeredgewidth": 4.5})
    sheet.axes.plot([tick], [y], **_tick(tall))


def _tick(tall: float) -> dict[str, Any]:
    return {
        "color": INK,
        "marker": "|",
        "markersize": tall,
        "markeredgewidth": 2.2,
        "linestyle": "none",
    }


def _within(part: float) -> float:
    return min(max(part, 0), 1)
