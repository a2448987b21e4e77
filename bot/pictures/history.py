"""History: a key result's values over its days, beside the pace from its start to its target."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import pairwise
from typing import Any

from bot.pictures.labels import AROUND, Box, Spot, placed, traced
from bot.pictures.sheet import (
    ALARM,
    BEFORE,
    GROUND,
    HEAD,
    INK,
    MARGIN,
    NOW,
    SOFT,
    WARN,
    WIDTH,
    Mark,
    Sheet,
    cut,
    width,
)

CONFIDENCES = {"on_track": ("o", NOW), "at_risk": ("D", WARN), "off_track": ("s", ALARM)}
# Dates below a chart: few, so that they are read at a glance.
DAYS = 5
_BODY, _DAYS = 2.6, 0.3
# The widest a label may be, in inches, and how far lines stay from the chart's edge.
_SAID, _GAP = 1.3, 0.14
_BLANK = {"facecolor": GROUND, "linewidth": 0, "pad": 0.5}
_PACE = {"color": SOFT, "linewidth": 1.3, "linestyle": (0, (4, 2.5))}


@dataclass(frozen=True)
class Point:
    """A value as somebody told it, with its confidence: `on_track`, `at_risk` or `off_track`."""

    day: date
    value: float
    said: str
    confidence: str
    corrected: bool = False


@dataclass(frozen=True)
class PacePoint:
    """An end of the expected pace."""

    day: date
    value: float
    said: str


@dataclass(frozen=True)
class History:
    """A chart of values over days.

    Attributes:
        title, subtitle: what it shows.
        pace: what the line of the expected pace is called.
        points: the values; the last day's is labelled.
        line: where the pace starts and its target.
        names: what the confidences are called, and `corrected` for values put right since.
        day_names: the days that may be named below; as many are as there is room for.
    """

    title: str
    subtitle: str
    pace: str
    points: Sequence[Point]
    line: tuple[PacePoint, PacePoint]
    names: Mapping[str, str]
    day_names: Mapping[date, str]


@dataclass(frozen=True)
class _Plane:
    """Where days and values stand on the sheet: the values' ends, the chart's edges."""

    days: tuple[int, int]
    values: tuple[float, float]
    across: tuple[float, float]
    bottom: float

    def x(self, day: date) -> float:
        first, last = self.days
        left, right = self.across
        return left + (right - left) * (day.toordinal() - first) / (last - first)

    def spot(self, point: Point | PacePoint) -> Spot:
        low, high = self.values
        top, base = HEAD + _GAP, self.bottom - _GAP
        return self.x(point.day), base - (base - top) * (point.value - low) / (high - low)


def drawn(chart: History) -> bytes:
    """The chart as PNG."""
    points = sorted(chart.points, key=lambda point: point.day)
    start, target = (replace(end, said=cut(end.said, _SAID, 8.5)) for end in chart.line)
    sheet = Sheet((chart.title, chart.subtitle), _BODY + _DAYS, _marks(chart))
    plane = _plane([*points, start, target], (start, target), HEAD + _BODY)
    pace = [plane.spot(start), plane.spot(target)]
    values = [plane.spot(point) for point in points]
    sheet.axes.plot(*zip(*pace, strict=True), **_PACE)
    for end in pace:
        sheet.axes.plot(*end, color=SOFT, marker="|", markersize=7, markeredgewidth=1.2)
    if values:
        sheet.axes.plot(*zip(*values, strict=True), color=INK, linewidth=1.0, alpha=0.5)
    size = max(4.2, min(7.0, 100 / max(len(points), 1)))
    for point, (x, y) in zip(points, values, strict=True):
        sheet.axes.plot(x, y, **_marked(point.confidence, point.corrected, size))
    _days(sheet, plane, chart.day_names)
    _labels(sheet, plane, points, (start, target))
    return sheet.png()


def _marks(chart: History) -> list[Mark]:
    marks = [Mark(chart.names.get(each, ""), _marked(each, False, 7)) for each in CONFIDENCES]
    if any(point.corrected for point in chart.points):
        hollow = {**_marked("on_track", True, 7), "markeredgecolor": SOFT}
        marks.append(Mark(chart.names.get("corrected", ""), hollow))
    return [*marks, Mark(chart.pace, _PACE)]


def _marked(confidence: str, corrected: bool, size: float) -> dict[str, Any]:
    """Shapes differ as well as colours; one put right is hollow."""
    shape, color = CONFIDENCES[confidence]
    edge = {"markeredgecolor": color if corrected else GROUND}
    return {
        "marker": shape,
        "color": GROUND if corrected else color,
        # A diamond and a square look larger than a circle of their size.
        "markersize": size * (1.0 if shape == "o" else 0.88),
        "markeredgewidth": 1.5 if corrected else 0.6,
        "linestyle": "none",
        "zorder": 4 if corrected else 3,
        **edge,
    }


def _plane(
    there: Sequence[Point | PacePoint], ends: tuple[PacePoint, PacePoint], bottom: float
) -> _Plane:
    days = [each.day.toordinal() for each in there]
    values = [each.value for each in there]
    first, last, low, high = min(days), max(days), min(values), max(values)
    if first == last:
        first, last = first - 1, last + 1
    if low == high:
        around = abs(low) / 10 or 1
        low, high = low - around, high + around
    before, after = (width(end.said, 8.5) for end in ends)
    across = (MARGIN + before + _GAP, WIDTH - MARGIN - after - _GAP)
    return _Plane((first, last), (low, high), across, bottom)


def _days(sheet: Sheet, plane: _Plane, names: Mapping[date, str]) -> None:
    sheet.axes.plot([MARGIN, WIDTH - MARGIN], [plane.bottom] * 2, color=BEFORE, linewidth=0.8)
    for day in _named(plane, names):
        x = plane.x(day)
        sheet.axes.plot([x, x], [plane.bottom, plane.bottom + 0.05], color=BEFORE, linewidth=0.8)
        half = width(names[day], 8.5) / 2
        middle = min(max(x, MARGIN + half), WIDTH - MARGIN - half)
        sheet.write((middle, plane.bottom + 0.16), names[day], 8.5, color=SOFT, ha="center")


def _named(plane: _Plane, names: Mapping[date, str]) -> list[date]:
    """As many days as there is room for, spread evenly among those with a name."""
    first, last = plane.days
    days = sorted(day for day in names if first <= day.toordinal() <= last)
    room = max([width(names[day], 8.5) for day in days] + [0]) + 0.2
    for count in range(min(DAYS, len(days)), 1, -1):
        begin, step = plane.x(days[0]), (plane.x(days[-1]) - plane.x(days[0])) / (count - 1)
        some = sorted({_nearest(plane, days, begin + step * place) for place in range(count)})
        spots = [plane.x(day) for day in some]
        if all(after - before >= room for before, after in pairwise(spots)):
            return some
    return days[:1]


def _nearest(plane: _Plane, days: Sequence[date], x: float) -> date:
    return min(days, key=lambda day: abs(plane.x(day) - x))


def _labels(
    sheet: Sheet, plane: _Plane, points: Sequence[Point], ends: tuple[PacePoint, PacePoint]
) -> None:
    spots = [plane.spot(point) for point in points]
    drawn = [*traced(spots), *spots, *traced([plane.spot(end) for end in ends])]
    labels: list[tuple[Spot, tuple[str, float, str], str, Sequence[tuple[int, int]]]] = [
        (plane.spot(ends[0]), (ends[0].said, 8.5, "normal"), SOFT, ((-1, 0), *AROUND)),
        (plane.spot(ends[1]), (ends[1].said, 8.5, "normal"), SOFT, ((1, 0), *AROUND)),
    ]
    if points:
        said = (cut(points[-1].said, 2 * _SAID, 10, "bold"), 10.0, "bold")
        labels.append((spots[-1], said, INK, AROUND))
    taken: list[Box] = []
    for at, text, color, sides in labels:
        box = placed(at, text, sides, drawn, taken, (HEAD - _GAP, plane.bottom))
        taken.append(box)
        middle = (box[1] + box[3]) / 2
        # Over lines, below marks.
        look = {"color": color, "zorder": 2.5, "bbox": _BLANK}
        sheet.write((box[0], middle), text[0], text[1], weight=text[2], **look)
