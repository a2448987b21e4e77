"""A table's columns, known by their names in any order, and what separates them."""

import csv
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from bot.errors import Refusal
from bot.folding import letters
from bot.i18n import say

DELIMITERS = (",", ";", "\t", "|")
# A spreadsheet writes a quote before what it is not to take for a formula.
_FORMULAS = ("'=", "'+", "'-", "'@")
# What columns may be called, by what they hold; the first name is explained.
Names = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Columns:
    """The columns of a table.

    Attributes:
        fields: what they hold, by the place of the column.
        others: what the other columns are called; they are left out.
        count: of all columns.
    """

    fields: Mapping[int, str]
    others: tuple[str, ...]
    count: int

    def told(self, cells: Sequence[str]) -> dict[str, str]:
        """What a row tells, by field."""
        return {
            field: _unquoted(cells[place])
            for place, field in self.fields.items()
            if place < len(cells)
        }

    def require_fit(self, cells: Sequence[str]) -> None:
        """Let pass a row that has no more cells than there are columns.

        Raises:
            Refusal: it has.
        """
        if len(cells) > self.count and any(cells[self.count :]):
            raise Refusal(
                say(
                    "It has {count} cells for {columns} columns: put quotes around the text.",
                    count=str(len(cells)),
                    columns=str(self.count),
                )
            )


def delimiter(line: str, names: Names) -> str:
    """What separates the columns of a table: what makes most sense of its first line."""
    known = _fields(names)

    def sense(each: str) -> tuple[int, int]:
        cells = next(csv.reader([line], delimiter=each), [])
        return sum(letters(cell) in known for cell in cells), len(cells)

    return max(DELIMITERS, key=sense)


def columns(head: Sequence[str], names: Names) -> Columns:
    """The columns of a table.

    Args:
        head: what they are called, the cells of the first line.

    Raises:
        Refusal: two are the same.
    """
    known = _fields(names)
    fields: dict[int, str] = {}
    for place, name in enumerate(head):
        field = known.get(letters(name))
        if field and field in fields.values():
            first = head[next(at for at, other in fields.items() if other == field)]
            raise Refusal(
                say(
                    "Two columns are the same: “{first}” and “{second}”. Rename one of them, for"
                    " example to “{second} (2)”, to have it left out.",
                    first=first.strip(),
                    second=name.strip(),
                )
            )
        if field:
            fields[place] = field
    others = tuple(
        name.strip() for place, name in enumerate(head) if place not in fields and name.strip()
    )
    return Columns(fields, others, len(head))


def needing(head: Sequence[str], names: Names, needed: Collection[str]) -> Columns:
    """The columns of a table, some of which every row needs.

    Args:
        head: what they are called, the cells of the first line.
        names: what they may be called.
        needed: those without which no row says anything.

    Raises:
        Refusal: one of those is missing, or two are the same.
    """
    found = columns(head, names)
    missing = next((each for each in needed if each not in found.fields.values()), None)
    if missing is None:
        return found
    named = [name.strip() for name in head if name.strip()]
    if not named:
        raise Refusal(say("This file is empty: its first line names the columns."))
    raise Refusal(
        say(
            "No column is called “{name}”, which every row needs. There are {found}.",
            name=names[missing][0],
            found=", ".join(f"“{name}”" for name in named[:20]),
        )
    )


def _fields(names: Names) -> dict[str, str]:
    return {letters(name): field for field, called in names.items() for name in called}


def _unquoted(cell: str) -> str:
    return cell[1:] if cell.startswith(_FORMULAS) else cell
