"""The figures as tables, ratios first: on the terminal, and in docs/benchmarks.md."""

import os
import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from statistics import median

from rich.table import Table

from bot import clock
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
MEBIBYTE = 1024 * 1024

Row = tuple[str, ...]


@dataclass(frozen=True)
class Sheet:
    """A table; its ratios stand right behind what each row is called."""

    title: str
    headings: Row
    rows: tuple[Row, ...]


def surroundings(postgres: str, *packages: str) -> str:
    """When and where it is measured, on which versions, and what else the machine does.

    Args:
        postgres: the server's version.
        packages: distributions whose versions matter.
    """
    versions = ", ".join(f"{package} {version(package)}" for package in packages)
    return (
        f"{clock.now():%Y-%m-%d}, {os.cpu_count()} cores ({platform.machine()}), load "
        f"{os.getloadavg()[0]:.1f} before, Python {platform.python_version()}, "
        f"PostgreSQL {postgres}, {versions}."
    )


def for_terminal(sheet: Sheet) -> Table:
    """A table for rich."""
    table = Table(title=sheet.title, title_justify="left")
    for number, heading in enumerate(sheet.headings):
        table.add_column(heading, justify="right" if number else "left")
    for row in sheet.rows:
        table.add_row(*row)
    return table


def write(part: str, around: str, sheets: Iterable[Sheet], page: Path = PAGE) -> None:
    """Put a part's tables between its two marks, in the place of those before.

    Args:
        part: whose marks they are.
        around: from `surroundings`.
    """
    begin, end = f"<!-- {part}: the last run begins -->", f"<!-- {part}: the last run ends -->"
    before, _, rest = page.read_text("utf-8").partition(begin)
    _, _, after = rest.partition(end)
    tables = "\n\n".join(_markdown(sheet) for sheet in sheets)
    page.write_text(f"{before}{begin}\n{around}\n\n{tables}\n{end}{after}", "utf-8")


def _markdown(sheet: Sheet) -> str:
    sides = ("---", *["---:"] * (len(sheet.headings) - 1))
    lines = "\n".join(f"| {' | '.join(row)} |" for row in (sheet.headings, sides, *sheet.rows))
    return f"**{sheet.title}**\n\n{lines}"


def spread(ratios: Sequence[float]) -> str:
    """The median of some ratios, with the least and the greatest behind it."""
    return f"{median(ratios):.2f} ({min(ratios):.2f}–{max(ratios):.2f})"
