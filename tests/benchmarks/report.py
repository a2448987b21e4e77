"""What was measured of commands, as a table."""

from collections.abc import Sequence
from statistics import median

from tests.benchmarks.measure import Figures
from tests.benchmarks.page import MEBIBYTE, Row, Sheet, spread

LEAST_RATE, MOST_START, MOST_MEMORY = 0.6, 1.5, 2.0


def insight(figures: Sequence[Figures]) -> Sheet:
    """The bot beside the two bare apps; `figures` are theirs and, last, the bot's."""
    names = tuple(each.app.name for each in figures)
    rows = (
        _rates(figures, f"≥ {LEAST_RATE}"),
        *(_latency(figures, part) for part in ("p50", "p95", "p99")),
        _start(figures),
        _memory(figures),
        *_account(figures),
    )
    title = f"`/insight` over HTTP, median of {len(figures[0].turns)} rounds"
    return Sheet(title, ("", f"{names[2]} : {names[1]}", "aim", *names), rows)


def telling(figures: Sequence[Figures]) -> Sheet:
    """A command that keeps an insight, and the same one that posts it too."""
    names = tuple(each.app.name for each in figures)
    rows = (
        _rates(figures, ""),
        *(_latency(figures, part) for part in ("p50", "p95", "p99")),
        *_account(figures),
    )
    title = f"What `post` costs inside a command, median of {len(figures[0].turns)} rounds"
    return Sheet(title, ("", f"{names[1]} : {names[0]}", "aim", *names), rows)


def _rates(figures: Sequence[Figures], aim: str) -> Row:
    # Each round is compared with itself: its noise is the same on both sides.
    turns = zip(figures[-1].turns, figures[-2].turns, strict=True)
    ratios = [last.rate / other.rate for last, other in turns]
    cells = [f"{each.middle('rate'):.0f}" for each in figures]
    return ("commands a second", spread(ratios), aim, *cells)


def _latency(figures: Sequence[Figures], part: str) -> Row:
    return (f"{part}, ms", *_ratio([each.middle(part) for each in figures], "", 1))


def _start(figures: Sequence[Figures]) -> Row:
    starts = [median(each.starts) for each in figures]
    return ("start to first answer, s", *_ratio(starts, f"≤ {MOST_START}", 2))


def _memory(figures: Sequence[Figures]) -> Row:
    memory = [each.memory / MEBIBYTE for each in figures]
    return ("worker's memory, MiB", *_ratio(memory, f"≤ {MOST_MEMORY:.0f}", 0))


def _account(figures: Sequence[Figures]) -> tuple[Row, Row]:
    kept = (str(each.kept) for each in figures)
    rows = ("–" if each.rows is None else str(each.rows) for each in figures)
    return ("answered as kept", "", "", *kept), ("rows in PostgreSQL", "", "the same", *rows)


def _ratio(figures: Sequence[float], aim: str, digits: int) -> Row:
    """The ratio of the last figure to the one before, the aim, the figures."""
    cells = (f"{figure:.{digits}f}" for figure in figures)
    return (f"{figures[-1] / figures[-2]:.2f}", aim, *cells)
