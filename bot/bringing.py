"""Brings a table in, or only tries it, and says of each row that was refused why."""

from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

from bot import clock, columns, sheets
from bot.columns import Columns, Names
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Translator, Words
from bot.sheets import Refused, Row, Sheet
from bot.store.engine import Opened, Session
from bot.store.naming import named
from bot.store.people import Person
from bot.store.workspaces import Workspace

File = TypeVar("File")
Brought = TypeVar("Brought")
# Keeps what a file tells, and says what became of it.
Bring = Callable[[Session, Workspace, Person, File, datetime], Brought]


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

    def fill(self, line: int, told: Mapping[str, str], repeated: Collection[str]) -> None:
        """Write into a row what it has from the row above: alone, it says the same.

        Args:
            repeated: what it may have from there.
        """
        count = len(self.sheet.head)
        cells = self.rows[line].cells
        cells += [""] * (count - len(cells))
        for at, name in self.columns.fields.items():
            if name in repeated and not cells[at].strip():
                cells[at] = told.get(name, "")


@dataclass(frozen=True)
class Errand:
    """A file on its way in; `by` names who brings it, `dry` says that it is only tried."""

    opened: Opened
    served: Callable[[Session], Workspace]
    by: str
    dry: bool

    def run(self, bring: Bring[File, Brought], told: File) -> Brought:
        """What became of a file: all of it is kept at once, or nothing where it is only tried.

        Raises:
            Refusal: nothing of it can be kept.
        """
        done: list[Brought] = []
        with suppress(_Undone), self.opened() as session:
            workspace = self.served(session)
            person = named(session, workspace, self.by)
            done.append(bring(session, workspace, person, told, clock.now()))
            if self.dry:
                raise _Undone
        return done[0]


class _Undone(Exception):
    """Takes back a transaction that was only to be tried."""


def look(path: Path, encoding: str, names: Names, needed: Collection[str]) -> Table:
    """Read a table's head.

    Args:
        encoding: as Python calls it; empty where the file says it itself.
        names: what its columns may be called.
        needed: those that it must have.

    Raises:
        Refusal: it can't be read; the words say what to do.
    """
    sheet = sheets.look(path, encoding, partial(columns.delimiter, names=names))
    return Table(sheet, columns.needing(sheet.head, names, needed))


def refused(t: Translator, table: Table, wrong: Mapping[int, Errors]) -> Mapping[int, str]:
    """What is said of the rows that were not kept, by the line where they begin.

    Args:
        wrong: what is wrong, by line.
    """
    every = {line: t.words(words) for line, words in table.misread.items()}
    return every | {line: why(t, errors, table.heads()) for line, errors in wrong.items()}


def write(table: Table, every: Mapping[int, str]) -> tuple[Path, int]:
    """Write the rows that were refused into a file beside theirs.

    Args:
        every: what is said of them, by the line where they begin.

    Returns:
        Where they are, and how many; there is no file where there are none.
    """
    path = table.sheet.path
    with Refused(path.with_name(f"{path.stem}.errors.csv"), table.sheet) as refused:
        for line in sorted(every):
            refused.add(table.rows[line], every[line])
    return refused.path, refused.count


def why(t: Translator, errors: Errors, heads: Mapping[str, str]) -> str:
    """What is wrong with a line; each sentence after what the file calls its field."""
    said = [
        (heads.get(name, name.replace("_", " ")), t.words(words))
        for name, words in errors.fields.items()
    ]
    return " ".join(f"{head}: {words}" if head else words for head, words in said)
