"""Charts as PNG: the same figures always give the same picture, in any thread.

Jobs draw them: matplotlib takes half a second to load. They stand on a light ground of their own,
so that they read the same in Slack's light and dark mode.
"""

from bot.pictures import bars, history, paces, waits
from bot.pictures.bars import NAME, Bar, Bars
from bot.pictures.history import History, PacePoint, Point
from bot.pictures.paces import PaceRow, Paces
from bot.pictures.sheet import BEFORE, GROUND, NOW
from bot.pictures.waits import Waiting, Waits

__all__ = [
    "BEFORE",
    "GROUND",
    "NAME",
    "NOW",
    "Bar",
    "Bars",
    "History",
    "PacePoint",
    "PaceRow",
    "Paces",
    "Point",
    "Waiting",
    "Waits",
    "draw",
]


def draw(chart: Bars | Paces | History | Waits) -> bytes:
    """The chart as PNG."""
    if isinstance(chart, Bars):
        return bars.drawn(chart)
    if isinstance(chart, Waits):
        return waits.drawn(chart)
    return paces.drawn(chart) if isinstance(chart, Paces) else history.drawn(chart)
