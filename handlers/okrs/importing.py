"""Brings a file in, or only tries it, and says of each line that was refused why."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TypeVar

from bot import clock
from bot.forms import Errors
from bot.i18n import Translator
from bot.sheets import Refused
from bot.store.engine import Opened, Session
from bot.store.naming import named
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.okrs.plan_tables import Table

File = TypeVar("File")
Brought = TypeVar("Brought")
# Keeps what a file tells, and says what became of it.
Bring = Callable[[Session, Workspace, Person, File, datetime], Brought]


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


def write(t: Translator, table: Table, wrong: Mapping[int, Errors]) -> tuple[Path, int]:
    """Write the rows that were refused into a file beside theirs.

    Args:
        wrong: what is wrong, by the line where the row begins.

    Returns:
        Where they are, and how many; there is no file where there are none.
    """
    path = table.sheet.path
    every = {line: t.words(words) for line, words in table.misread.items()}
    every |= {line: why(t, errors, table.heads()) for line, errors in wrong.items()}
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
