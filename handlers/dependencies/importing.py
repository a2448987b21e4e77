"""A table of dependencies on its way in: read from a disk, and what was refused written back."""

from datetime import datetime
from pathlib import Path

from bot import bringing
from bot.bringing import Table
from bot.folding import sameness
from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import importing
from workflows.dependencies.columns import COLUMNS, NEEDED
from workflows.dependencies.importing import Brought, File, Told
from workflows.dependencies.incoming import Sent
from workflows.okrs import key_result


def look(path: Path, encoding: str) -> tuple[Table, tuple[Told, ...]]:
    """Read a table, and what its rows tell.

    Args:
        encoding: as Python calls it; empty where the file says it itself.

    Raises:
        Refusal: it can't be read; the words say what to do.
    """
    table = bringing.look(path, encoding, COLUMNS, NEEDED)
    told = [
        Told(line, Sent(**each)) for line, each in table.told().items() if line not in table.misread
    ]
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
    # A column that is not there is called as the docs do.
    heads = {name: called[0] for name, called in COLUMNS.items()} | dict(table.heads())
    every = {line: t.words(words) for line, words in table.misread.items()}
    every |= {told.line: bringing.why(t, errors, heads) for told, errors in done.refused}
    return bringing.write(table, every)
