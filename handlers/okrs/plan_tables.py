"""Tables of what is aimed at, and of KPIs' values, read from files."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

from bot import columns as tables
from bot import sheets
from bot.columns import Columns, Names
from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import Words
from bot.sheets import Row, Sheet
from workflows.okrs.import_values import Value
from workflows.okrs.incoming import Sent, Told

# What a row without an objective has from the row above.
_REPEATED = ("cycle", "team", "objective")


@dataclass(frozen=True)
class Table:
    """A table that was read to its end.

    Attributes:
        rows: by the line where they begin, as they are to be written where they are refused.
        misread: why rows can't be told apart, by line.
    """

    sheet: Sheet
    columns: Columns
    rows: dict[int, Row] = field(default_factory=dict)
    misread: dict[int, Words] = field(default_factory=dict)

    def told(self) -> dict[int, dict[str, str]]:
        """What its rows tell, by the line where they begin."""
        found: dict[int, dict[str, str]] = {}
        for row in self.sheet.rows():
            self.rows[row.line] = row
            try:
                self.columns.require_fit(row.cells)
            except Refusal as wrong:
                self.misread[row.line] = wrong.words
            found[row.line] = self.columns.told(row.cells)
        return found

    def heads(self) -> Mapping[str, str]:
        """What its columns are called, by what they hold."""
        return {name: self.sheet.head[at].strip() for at, name in self.columns.fields.items()}

    def fill(self, line: int, told: Mapping[str, str]) -> None:
        """Write into a row what it has from the row above: alone, it says the same."""
        count = len(self.sheet.head)
        cells = self.rows[line].cells
        cells += [""] * (count - len(cells))
        for at, name in self.columns.fields.items():
            if name in _REPEATED and not cells[at].strip():
                cells[at] = told.get(name, "")


def look(path: Path, encoding: str, names: Names, needed: Collection[str]) -> Table:
    """Read a table's head.

    Args:
        encoding: as Python calls it; empty where the file says it itself.
        names: what its columns may be called.
        needed: those that it must have.

    Raises:
        Refusal: it can't be read; the words say what to do.
    """
    sheet = sheets.look(path, encoding, partial(tables.delimiter, names=names))
    return Table(sheet, tables.needing(sheet.head, names, needed))


def plan(table: Table) -> tuple[Told, ...]:
    """What a table says is aimed at; an empty objective is that of the row above."""
    above: dict[str, str] = {}
    found = []
    for line, told in table.told().items():
        if _goes_on(told, above):
            told |= {name: above[name] for name in _REPEATED if name in above}
            table.fill(line, told)
        above = told
        if line not in table.misread:
            found.append(Told(line, Sent(**told)))
    return tuple(found)


def values(table: Table) -> tuple[Value, ...]:
    """The values that a table tells."""
    told = table.told().items()
    return tuple(Value(line, **each) for line, each in told if line not in table.misread)


def _goes_on(told: Mapping[str, str], above: Mapping[str, str]) -> bool:
    """Whether a row tells more of the objective above: it names none, and nobody else's."""
    if told.get("objective", "").strip():
        return False
    places = [(sameness(told.get(name, "")), above.get(name, "")) for name in ("cycle", "team")]
    return all(one in ("", sameness(other)) for one, other in places)
