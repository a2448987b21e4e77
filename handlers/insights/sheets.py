"""A file of insights as it lies on a disk."""

from dataclasses import dataclass
from pathlib import Path

from bot import sheets
from workflows.insights.columns import Columns, columns, delimiter
from workflows.insights.incoming import first_in


@dataclass(frozen=True)
class Sheet(sheets.Sheet):
    """A file of insights that can be read to its end.

    Attributes:
        count: of its rows, without the head.
        days: what comes first in its dates, see `incoming.first_in`.
    """

    columns: Columns
    count: int
    days: str


def look(path: Path, encoding: str) -> Sheet:
    """Read a file to its end, keeping nothing: what is wrong with it as a whole is found first.

    Args:
        encoding: as Python calls it; empty for UTF-8, or UTF-16 where the file begins like it.

    Raises:
        Refusal: it can't be read; the words say what to do.
    """
    found = sheets.look(path, encoding, delimiter)
    named = columns(found.head)
    dates = [named.sent(row.cells).at for row in found.rows()]
    return Sheet(**vars(found), columns=named, count=len(dates), days=first_in(set(dates)))
