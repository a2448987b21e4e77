"""A file on its way in, from the command line: all of it is kept at once, or it is only tried."""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from bot import clock
from bot.forms import Errors
from bot.i18n import Translator
from bot.store.engine import Opened, Session
from bot.store.naming import named
from bot.store.people import Person
from bot.store.workspaces import Workspace

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


def why(t: Translator, errors: Errors, heads: Mapping[str, str]) -> str:
    """What is wrong with a line; each sentence after what the file calls its field."""
    said = [
        (heads.get(name, name.replace("_", " ")), t.words(words))
        for name, words in errors.fields.items()
    ]
    return " ".join(f"{head}: {words}" if head else words for head, words in said)
