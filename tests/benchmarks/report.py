"""The figures as a table, for the terminal and for docs/benchmarks.md."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich.table import Table

from bot import clock
from tests.benchmarks.measure import Figures

BEGIN, END = "<!-- the last run begins -->", "<!-- the last run ends -->"
HEADINGS = ("", "only acks", "one INSERT", "the bot", "the bot : one INSERT", "aim")
LEAST_RATE, MOST_START, MOST_MEMORY = 0.6, 1.5, 2.0
MEBIBYTE = 1024 * 1024

Row = tuple[str, ...]


@dataclass(frozen=True)
class Run:
    """What was measured, in the order of the headings, and on which PostgreSQL."""

    acks: Figures
    inserts: Figures
    bot: Figures
    postgres: str

    @property
    def figures(self) -> tuple[Figures, Figures, Figures]:
        """All three."""
        return self.acks, self.inserts, self.bot

    @property
    def surroundings(self) -> str:
        """When and where it was measured, in a sentence."""
        return (
            f"{clock.now():%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), "
            f"Python {platform.python_version()}, PostgreSQL {self.postgres}, "
            f"Bolt {version('slack-bolt')}, gunicorn {version('gunicorn')}; "
            f"median of {len(self.bot.turns)} rounds."
        )


def rows(run: Run) -> list[Row]:
    """The lines of the table, one cell for each heading."""
    return [
        _rates(run),
        *(_latency(run, part) for part in ("p50", "p95", "p99")),
        _start(run),
        _memory(run),
        ("answered as kept", *(str(figures.kept) for figures in run.figures), "", ""),
        (
            "rows in PostgreSQL",
            *("–" if figures.rows is None else str(figures.rows) for figures in run.figures),
            "",
            "the same",
        ),
    ]


def for_terminal(run: Run) -> Table:
    """The table for rich."""
    table = Table(title="/insight over HTTP", caption=run.surroundings)
    for number, heading in enumerate(HEADINGS):
        table.add_column(heading, justify="right" if number else "left")
    for row in rows(run):
        table.add_row(*row)
    return table


def write(run: Run, page: Path) -> None:
    """Put the table between the page's two marks, in the place of the one before."""
    before, _, rest = page.read_text("utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    sides = ("---", *["---:"] * (len(HEADINGS) - 1))
    table = "\n".join(_line(row) for row in (HEADINGS, sides, *rows(run)))
    page.write_text(f"{before}{BEGIN}\n{run.surroundings}\n\n{table}\n{END}{after}", "utf-8")


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _rates(run: Run) -> Row:
    # Each round is compared with itself: its noise is the same on both sides.
    turns = zip(run.bot.turns, run.inserts.turns, strict=True)
    ratios = sorted(bot.rate / inserts.rate for bot, inserts in turns)
    spread = f"{median(ratios):.2f} ({ratios[0]:.2f}–{ratios[-1]:.2f})"
    cells = [f"{figures.middle('rate'):.0f}" for figures in run.figures]
    return ("commands a second", *cells, spread, f"≥ {LEAST_RATE}")


def _latency(run: Run, part: str) -> Row:
    figures = [each.middle(part) for each in run.figures]
    return (f"{part}, ms", *_ratio(figures, 1), "")


def _start(run: Run) -> Row:
    figures = [median(each.starts) for each in run.figures]
    return ("start to first answer, s", *_ratio(figures, 2), f"≤ {MOST_START}")


def _memory(run: Run) -> Row:
    figures = [each.memory / MEBIBYTE for each in run.figures]
    return ("worker's memory, MiB", *_ratio(figures, 0), f"≤ {MOST_MEMORY:.0f}")


def _ratio(figures: Sequence[float], digits: int) -> Row:
    """Three figures and the ratio of the last to the second."""
    return (*(f"{figure:.{digits}f}" for figure in figures), f"{figures[2] / figures[1]:.2f}")
