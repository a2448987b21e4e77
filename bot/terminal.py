"""What the command line says: sentences, in red when a command ends for a reason it knows."""

from collections.abc import Callable
from functools import cache, wraps
from typing import TYPE_CHECKING, ParamSpec

import typer
from sqlalchemy.exc import OperationalError

from bot import logs
from bot.errors import CannotStart

# A tenth of a second that a process which says nothing need not spend.
if TYPE_CHECKING:
    from rich.console import Console

P = ParamSpec("P")


@cache
def console(stderr: bool = False) -> "Console":
    """Where sentences are printed."""
    from rich.console import Console

    return Console(stderr=stderr, highlight=False, soft_wrap=True)


def fail(why: str) -> typer.Exit:
    """Say why a command ends, in red; returns what ends it with code 1."""
    console(stderr=True).print(why, style="red", markup=False)
    return typer.Exit(1)


def in_words(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose expected errors are a sentence and exit code 1, never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except CannotStart as wrong:
            raise fail(str(wrong)) from None
        except OperationalError as wrong:
            why = logs.redact(str(wrong.orig)).strip().splitlines()[0]
            raise fail(f"The database does not answer: {why}") from None

    return run
