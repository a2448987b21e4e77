"""A table of dependencies on its way in: read from a disk, and what was refused written back."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from pathlib import Path

from bot import columns as tables
from bot import errand, sheets
from bot.columns import Columns
from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import Translator, Words
from bot.sheets import Refused, Row, Sheet
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import importing
from workflows.dependencies.columns import COLUMNS, NEEDED
from workflows.dependencies.importing import Brought, File, Told
from workflows.dependencies.incoming import Sent
from workflows.okrs import key_result


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

    def heads(self) -> dict[str, str]:
        """What its columns are called, by what they hold; others by their first name."""
        there = {name: self.sheet.head[at].strip() for at, name in self.columns.fields.items()}
        return {name: called[0] for name, called in COLUMNS.items()} | there


def look(path: Path, encoding: str) -> tuple[Table, tuple[Told, ...]]:
    """Read a table, and what its rows tell.

    Args:
        encoding: as Python calls it; empty where the file says it itself.

    Raises:
        Refusal: it can't be read; the words say what to do.
    """
    sheet = sheets.look(path, encoding, partial(tables.delimiter, names=COLUMNS))
    table = Table(sheet, tables.needing(sheet.head, COLUMNS, NEEDED))
    told = []
    for row in sheet.rows():
        table.rows[row.line] = row
        try:
            table.columns.require_fit(row.cells)
        except Refusal as wrong:
            table.misread[row.line] = wrong.words
            continue
        told.append(Told(row.line, Sent(**table.columns.told(row.cells))))
    return table, tuple(told)


def bring(
    session: Session, workspace: Workspace, person: Person, file: File, now: datetime
) -> Brought:
    """Keep what a file tells; its key results are those that stand.

    Raises:
        Refusal: the person may not.
    """
    named = {sameness(each.title): each.id for each in key_result.key_results(session, workspace)}
    given = {**vars(file), "key_results": named}
    return importing.bring(session, workspace, person, File(**given), now)


def write(t: Translator, table: Table, done: Brought) -> tuple[Path, int]:
    """Write the rows that were refused into a file beside theirs.

    Returns:
        Where they are, and how many; there is no file where there are none.
    """
    path, heads = table.sheet.path, table.heads()
    every = {line: t.words(words) for line, words in table.misread.items()}
    every |= {told.line: errand.why(t, errors, heads) for told, errors in done.refused}
    with Refused(path.with_name(f"{path.stem}.errors.csv"), table.sheet) as refused:
        for line in sorted(every):
            refused.add(table.rows[line], every[line])
    return refused.path, refused.count
