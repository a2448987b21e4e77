"""Waits: who waits for whom; who needs something on the left, who provides it on the right."""

import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.pictures.labels import Spot
from bot.pictures.sheet import (
    ALARM,
    GROUND,
    HEAD,
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

LOOKS: Mapping[str, Mapping[str, Any]] = {
    "well": {"color": NOW, "linestyle": "-"},
    "risk": {"color": WARN, "linestyle": (0, (4, 2))},
    "late": {"color": ALARM, "linestyle": "-"},
}
# The widest a name may be, how tall a row is, and what the heads of the columns need, in inches.
_NAME, _TALL, _COLUMNS, _GAP = 1.62, 0.3, 0.3, 0.09
# Where the names of the left column end, and those of the right one begin.
_LEFT, _RIGHT = MARGIN + _NAME, WIDTH - MARGIN - _NAME
# How often the rows are put in order: more changes nothing that one sees.
_SWEEPS = 12
_THIN, _THICK, _MANY = 1.1, 4.0, 6
# In how many pieces a line is drawn, and how far from each other numbers had better be, in inches.
_STEPS, _APART = 24, 0.22
# Among more lines than these, numbers hide more than they say: how thick a line is says enough.
_NUMBERED = 150


@dataclass(frozen=True)
class Waiting:
    """A team that waits for another one.

    Attributes:
        count: how many things it waits for.
        how: `well`, `risk` or `late`.
    """

    who: str
    whom: str
    count: int
    how: str


@dataclass(frozen=True)
class Waits:
    """A chart of who waits for whom.

    Attributes:
        title, subtitle: what it shows.
        who, whom: the heads of both columns.
        late, risky: what is written beside a team that provides, such as `2 late`, by its name;
            where both are, the first one.
        names: what `well`, `risk` and `late` are called.
    """

    title: str
    subtitle: str
    who: str
    whom: str
    waiting: Sequence[Waiting]
    late: Mapping[str, str]
    risky: Mapping[str, str]
    names: Mapping[str, str]


def drawn(chart: Waits) -> bytes:
    """The chart as PNG."""
    left, right = ordered(chart.waiting)
    rows = max(len(left), len(right), 1)
    sheet = Sheet((chart.title, chart.subtitle), _COLUMNS + rows * _TALL, _marks(chart))
    top = HEAD + 0.08
    sheet.write((_LEFT, top), cut(chart.who, _NAME, 8.5), 8.5, color=SOFT, ha="right")
    sheet.write((_RIGHT, top), cut(chart.whom, _NAME, 8.5), 8.5, color=SOFT)
    heights = _heights(left, rows), _heights(right, rows)
    lines: dict[Waiting, Sequence[Spot]] = {}
    # What is late lies on top.
    for each in sorted(chart.waiting, key=lambda one: (list(LOOKS).index(one.how), one.who)):
        lines[each] = _line(sheet, each, heights[0][each.who], heights[1][each.whom])
    taken: list[Spot] = []
    for each in lines if len(lines) <= _NUMBERED else ():
        if each.count > 1:
            _count(sheet, each, lines, taken)
    for name, y in heights[0].items():
        sheet.write((_LEFT, y), cut(name, _NAME, 9.5), 9.5, ha="right")
    for name, y in heights[1].items():
        _provider(sheet, name, (chart.late.get(name, ""), chart.risky.get(name, "")), y)
    return sheet.png()


def ordered(waiting: Sequence[Waiting]) -> tuple[list[str], list[str]]:
    """The teams of both columns, each near those it is tied to, so that few lines cross."""
    ties: dict[str, list[str]] = defaultdict(list)
    back: dict[str, list[str]] = defaultdict(list)
    for each in waiting:
        ties[each.who].append(each.whom)
        back[each.whom].append(each.who)
    left, right = sorted(ties), sorted(back)
    for _ in range(_SWEEPS):
        left = _by_middle(left, ties, right)
        right = _by_middle(right, back, left)
    return left, right


def _by_middle(
    names: Sequence[str], ties: Mapping[str, Sequence[str]], others: Sequence[str]
) -> list[str]:
    places = {name: place / max(len(others), 1) for place, name in enumerate(others)}
    middles = {name: sum(places[one] for one in ties[name]) / len(ties[name]) for name in names}
    return sorted(names, key=lambda name: (middles[name], name))


def _heights(names: Sequence[str], rows: int) -> dict[str, float]:
    """Where each name stands, spread over all rows."""
    step = rows * _TALL / max(len(names), 1)
    return {name: HEAD + _COLUMNS + step * (place + 0.5) for place, name in enumerate(names)}


def _line(sheet: Sheet, waiting: Waiting, first: float, last: float) -> Sequence[Spot]:
    """Draws a line; returns the spots that it passes."""
    begins, ends = _LEFT + _GAP, _RIGHT - 1.6 * _GAP
    middle = (begins + ends) / 2
    # A bow that leaves and arrives level: lines that cross are told apart.
    steps = [each / _STEPS for each in range(_STEPS + 1)]
    across = [_bow(each, begins, middle, middle, ends) for each in steps]
    down = [_bow(each, first, first, last, last) for each in steps]
    wide = _THIN + (_THICK - _THIN) * (min(waiting.count, _MANY) - 1) / (_MANY - 1)
    look = LOOKS[waiting.how]
    sheet.axes.plot(across, down, color=GROUND, linewidth=wide + 2.2, solid_capstyle="butt")
    sheet.axes.plot(across, down, linewidth=wide, solid_capstyle="butt", **look)
    arrow = {"color": look["color"], "marker": ">", "markersize": 4 + wide, "linestyle": "none"}
    sheet.axes.plot([ends + 0.01], [last], **arrow)
    return list(zip(across, down, strict=True))


def _bow(at: float, *points: float) -> float:
    """A cubic Bézier curve, in one dimension.

    Args:
        at: from 0 to 1.
        points: four of them.
    """
    shares = ((1 - at) ** 3, 3 * at * (1 - at) ** 2, 3 * at**2 * (1 - at), at**3)
    return sum(share * point for share, point in zip(shares, points, strict=True))


def _count(
    sheet: Sheet, waiting: Waiting, lines: Mapping[Waiting, Sequence[Spot]], taken: list[Spot]
) -> None:
    """How many things a line stands for, on it, as far as can be from the others."""
    others = [spot for each, line in lines.items() if each != waiting for spot in line[::3]]
    spots = sorted(lines[waiting][4:-4], key=lambda spot: abs(spot[0] - (_LEFT + _RIGHT) / 2))

    def apart(spot: Spot) -> tuple[float, float]:
        numbers = min((math.dist(spot, one) for one in taken), default=_APART)
        return min(numbers, _APART), min((math.dist(spot, one) for one in others), default=_APART)

    best = max(spots, key=apart)
    taken.append(best)
    color = LOOKS[waiting.how]["color"]
    box = {"boxstyle": "circle,pad=0.16", "facecolor": GROUND, "edgecolor": color, "linewidth": 0.8}
    sheet.write(best, str(waiting.count), 6.5, weight="bold", color=color, ha="center", bbox=box)


def _provider(sheet: Sheet, name: str, said: tuple[str, str], y: float) -> None:
    late, risky = said
    words = cut(late or risky, _NAME / 2, 8.5, "bold")
    room = _NAME - (width(words, 8.5, "bold") + _GAP if words else 0)
    sheet.write((_RIGHT, y), cut(name, room, 9.5), 9.5)
    if words:
        color = ALARM if late else SOFT
        sheet.write((WIDTH - MARGIN, y), words, 8.5, weight="bold", color=color, ha="right")


def _marks(chart: Waits) -> list[Mark]:
    there = {each.how for each in chart.waiting}
    return [
        Mark(chart.names.get(how, ""), {**look, "linewidth": 2.4})
        for how, look in LOOKS.items()
        if how in there
    ]
