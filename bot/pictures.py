"""Charts as PNG: the same figures always give the same picture, in any thread.

Jobs draw them: matplotlib takes half a second to load. They stand on a light ground of their own,
so that they read the same in Slack's light and dark mode.
"""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GROUND, INK, SOFT = "#f7f6f3", "#1d1c1d", "#5f5e5c"
NOW, BEFORE = "#0b6e99", "#b9b6b0"
# Letters of a bar's name; what is longer is cut.
NAME = 19
_INCHES, _ROW, _REST, _DOTS = 5.2, 0.54, 1.35, 240
# Stands for what the font has no letter for, such as an emoji.
_UNKNOWN = "□"


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


def draw(chart: Bars) -> bytes:
    """The chart as PNG."""
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    height = _REST + _ROW * len(chart.bars)
    figure = Figure(figsize=(_INCHES, height), dpi=_DOTS, facecolor=GROUND)
    axes = figure.add_axes((0.35, 0.42 / height, 0.57, 1 - _REST / height))
    most = max([each for bar in chart.bars for each in (bar.now, bar.before)] + [1])
    for place, bar in enumerate(chart.bars):
        _pair(axes, place, bar, most)
    axes.set_xlim(0, most * 1.12)
    axes.set_ylim(len(chart.bars) - 0.45, -0.55)
    axes.axis("off")
    _head(figure, chart, height)
    written = io.BytesIO()
    FigureCanvasAgg(figure)
    figure.savefig(written, format="png", facecolor=GROUND, metadata={"Software": ""})
    return written.getvalue()


def _pair(axes: Any, place: int, bar: Bar, most: float) -> None:
    axes.barh(place - 0.17, bar.now, height=0.34, color=NOW)
    axes.barh(place + 0.17, bar.before, height=0.26, color=BEFORE)
    name = bar.name if len(bar.name) <= NAME else bar.name[: NAME - 1].rstrip() + "…"
    _write(axes, (-most * 0.025, place), name, 9.5, ha="right")
    _write(axes, (bar.now + most * 0.015, place - 0.17), bar.said_now, 9, weight="bold")
    _write(axes, (bar.before + most * 0.015, place + 0.17), bar.said_before, 8, color=SOFT)


def _head(figure: Any, chart: Bars, height: float) -> None:
    top = {"transform": figure.transFigure}
    _write(figure, (0.04, 1 - 0.27 / height), chart.title, 12, weight="bold", **top)
    _write(figure, (0.04, 1 - 0.56 / height), chart.subtitle, 9, color=SOFT, **top)
    foot, left = 0.2 / height, 0.04
    for color, name in ((NOW, chart.now), (BEFORE, chart.before)):
        if not name:
            continue
        _write(figure, (left, foot), "■", 10, color=color, **top)
        _write(figure, (left + 0.04, foot), name, 8.5, color=SOFT, **top)
        left += 0.08 + 0.0165 * len(name)


def _write(on: Any, at: tuple[float, float], text: str, size: float, **more: Any) -> None:
    """Letters as they are: none of them begins a formula."""
    weight = more.pop("weight", "normal")
    look = {"ha": "left", "va": "center", "color": INK, "parse_math": False, **more}
    font = _fonts()[weight]
    on.text(*at, _known(text), fontproperties=_sized(font, size), **look)


def _known(text: str) -> str:
    letters = _letters()
    return "".join(one if ord(one) in letters else _UNKNOWN for one in " ".join(text.split()))


def _sized(file: str, size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=file, size=size)


@cache
def _fonts() -> dict[str, str]:
    """matplotlib's own font: what the machine has makes no difference."""
    import matplotlib as mpl

    folder = Path(mpl.get_data_path()) / "fonts" / "ttf"
    files = {"normal": "DejaVuSans.ttf", "bold": "DejaVuSans-Bold.ttf"}
    return {weight: str(folder / file) for weight, file in files.items()}


@cache
def _letters() -> frozenset[int]:
    from matplotlib.ft2font import FT2Font

    return frozenset.intersection(
        *(frozenset(FT2Font(file).get_charmap()) for file in _fonts().values())
    )
