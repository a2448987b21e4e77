"""Labels beside points, each where it hides least of what is drawn."""

from collections.abc import Iterator, Sequence
from itertools import pairwise

from bot.pictures.sheet import MARGIN, WIDTH, width

Spot = tuple[float, float]
# Left, top, right and bottom in inches; y grows downwards.
Box = tuple[float, float, float, float]
# Where a label may stand, as steps from its point: right, down.
AROUND = ((0, -1), (0, 1), (1, 0), (-1, 0), (1, -1), (-1, -1), (1, 1), (-1, 1))
# A label on another one, or off the chart, is worse than one on any line.
_FORBIDDEN = 1000
_GAP, _STEP = 0.12, 0.04


def traced(spots: Sequence[Spot]) -> list[Spot]:
    """Spots close to each other along the line that joins some."""
    trace = list(spots)
    for (x, y), (further, lower) in pairwise(spots):
        steps = int(max(abs(further - x), abs(lower - y)) / _STEP)
        for step in range(1, steps):
            part = step / steps
            trace.append((x + (further - x) * part, y + (lower - y) * part))
    return trace


def placed(
    at: Spot,
    text: tuple[str, float, str],
    sides: Sequence[tuple[int, int]],
    drawn: Sequence[Spot],
    taken: Sequence[Box],
    rows: tuple[float, float],
) -> Box:
    """Where a point's label hides least.

    Args:
        at: the point.
        text: the label with its size and weight.
        sides: where it may stand, those first that are better.
        drawn: spots it had better not hide.
        taken: boxes of the labels that are there already.
        rows: the highest and lowest it may reach.

    Returns:
        Its box.
    """
    size = (width(*text), text[1] * 1.25 / 72)
    boxes = list(_boxes(at, size, sides))
    return min(boxes, key=lambda box: _cost(box, drawn, taken, rows))


def _boxes(at: Spot, size: Spot, sides: Sequence[tuple[int, int]]) -> Iterator[Box]:
    (x, y), (wide, high) = at, size
    for right, down in sides:
        # A corner is nearer to its point than its steps would have it.
        near = _GAP if not (right and down) else _GAP * 0.6
        left = x + right * near - wide * (1 - right) / 2
        top = y + down * near - high * (1 - down) / 2
        yield left, top, left + wide, top + high


def _cost(
    box: Box, drawn: Sequence[Spot], taken: Sequence[Box], rows: tuple[float, float]
) -> float:
    left, top, right, bottom = box
    hidden = sum(left < x < right and top < y < bottom for x, y in drawn)
    over = sum(left < r and o < right and top < b and t < bottom for o, t, r, b in taken)
    off = max(MARGIN / 2 - left, right - WIDTH + MARGIN / 2, rows[0] - top, bottom - rows[1], 0)
    return hidden + _FORBIDDEN * (over + off)
