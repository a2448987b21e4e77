"""The sheet a chart is drawn on: its light ground, its letters, its head and its foot."""

import io
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

GROUND, INK, SOFT = "#f7f6f3", "#1d1c1d", "#5f5e5c"
# Whoever sees no red or no green still tells them apart, and each is dark enough on the ground.
NOW, BEFORE, WARN, ALARM, TRACK = "#0b6e99", "#b9b6b0", "#c77700", "#9c2a10", "#e3e0da"
# In inches; Slack shows a picture about 360 dots wide, so letters are large for their sheet.
WIDTH, MARGIN, HEAD, FOOT = 5.2, 0.21, 0.93, 0.42
_LINE, _AFTER, _APART, _DOTS = 0.22, 0.07, 0.2, 240
# Letters drawn on whole dots are a little wider than they are in theory.
_ROUNDED = 1.02
# Stands for what the font has no letter for, such as an emoji.
_UNKNOWN = "□"


@dataclass(frozen=True)
class Mark:
    """What the foot names: how it is drawn on the chart, and what it is called."""

    name: str
    look: Mapping[str, Any]

    @property
    def wide(self) -> float:
        """In inches: a line needs some length to be one."""
        return 0.12 if self.look.get("linestyle") == "none" else 0.28


def square(name: str, color: str) -> Mark:
    """The mark of a bar."""
    return Mark(name, {"color": color, "marker": "s", "markersize": 7, "linestyle": "none"})


class Sheet:
    """A sheet with its head and foot; `axes` takes inches from its top left corner.

    Attributes:
        height: of the whole sheet, in inches.
        bottom: where the foot begins.
    """

    def __init__(self, titles: tuple[str, str], body: float, marks: Sequence[Mark]) -> None:
        """A sheet with room for a chart.

        Args:
            titles: what the chart shows, and the line below it.
            body: the height of the chart alone.
            marks: what the foot names; those without a name are left out.
        """
        from matplotlib.figure import Figure

        lines = _lines([mark for mark in marks if mark.name])
        self.bottom = HEAD + body
        self.height = self.bottom + FOOT + _LINE * (len(lines) - 1)
        size = (WIDTH, self.height)
        self._figure = Figure(figsize=size, dpi=_DOTS, facecolor=GROUND)
        self.axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self.axes.set_xlim(0, WIDTH)
        self.axes.set_ylim(self.height, 0)
        self.axes.axis("off")
        self._head(*titles)
        for place, line in enumerate(lines):
            self._foot(self.bottom + FOOT - 0.2 + _LINE * place, line)

    def write(self, at: tuple[float, float], text: str, size: float, **more: Any) -> None:
        """Letters as they are: none of them begins a formula."""
        font = _sized(more.pop("weight", "normal"), size)
        look = {"ha": "left", "va": "center", "color": INK, "parse_math": False, **more}
        self.axes.text(*at, known(text), fontproperties=font, **look)

    def png(self) -> bytes:
        """What is drawn, as PNG."""
        from matplotlib.backends.backend_agg import FigureCanvasAgg

        written = io.BytesIO()
        FigureCanvasAgg(self._figure)
        self._figure.savefig(written, format="png", facecolor=GROUND, metadata={"Software": ""})
        return written.getvalue()

    def _head(self, title: str, subtitle: str) -> None:
        room = WIDTH - 2 * MARGIN
        size = max(9.5, 12 * min(1, room / max(width(title, 12, "bold"), 0.1)))
        self.write((MARGIN, 0.27), cut(title, room, size, "bold"), size, weight="bold")
        self.write((MARGIN, 0.56), cut(subtitle, room, 9), 9, color=SOFT)

    def _foot(self, y: float, marks: Sequence[Mark]) -> None:
        left = MARGIN
        for mark in marks:
            across = [left, left + mark.wide / 2, left + mark.wide]
            self.axes.plot(across, [y] * 3, markevery=[1], **mark.look)
            self.write((left + mark.wide + _AFTER, y), _name(mark), 8.5, color=SOFT)
            left += _across(mark) + _APART


def width(text: str, size: float, weight: str = "normal") -> float:
    """How wide a text is, in inches."""
    from matplotlib.textpath import text_to_path

    wide, _, _ = text_to_path.get_text_width_height_descent(
        known(text), _sized(weight, size), ismath=False
    )
    return float(wide) / 72 * _ROUNDED


def cut(text: str, room: float, size: float, weight: str = "normal") -> str:
    """The text, or as much of its beginning as there is room for, in inches."""
    if width(text, size, weight) <= room:
        return text
    fits, over = 0, len(text)
    while over - fits > 1:
        middle = (fits + over) // 2
        wide = width(f"{text[:middle].rstrip()}…", size, weight)
        fits, over = (middle, over) if wide <= room else (fits, middle)
    return f"{text[:fits].rstrip()}…"


def known(text: str) -> str:
    """The text on one line, with a box for each letter that the font lacks."""
    letters = _letters()
    return "".join(one if ord(one) in letters else _UNKNOWN for one in " ".join(text.split()))


def _lines(marks: Sequence[Mark]) -> list[list[Mark]]:
    lines: list[list[Mark]] = [[]]
    left = MARGIN
    for mark in marks:
        if lines[-1] and left + _across(mark) > WIDTH - MARGIN:
            lines.append([])
            left = MARGIN
        lines[-1].append(mark)
        left += _across(mark) + _APART
    return lines


def _name(mark: Mark) -> str:
    return cut(mark.name, WIDTH - 2 * MARGIN - mark.wide - _AFTER, 8.5)


def _across(mark: Mark) -> float:
    return mark.wide + _AFTER + width(_name(mark), 8.5)


def _sized(weight: str, size: float) -> Any:
    from matplotlib.font_manager import FontProperties

    return FontProperties(fname=_fonts()[weight], size=size)


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
