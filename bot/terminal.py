"""What the command line says: sentences, in red when a command ends for a reason it knows."""

from collections.abc import Callable
from functools import cache, wraps
from typing import TYPE_CHECKING, ParamSpec

import typer
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from bot import i18n, logs
from bot.errors import CannotStart, Refusal
from bot.i18n import Translator
from bot.store import workspaces
from bot.store.workspaces import Workspace

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


def translator(language: str) -> Translator:
    """Who says it in the language that a verb's `--language` names.

    Raises:
        typer.Exit: there is none such; it was said.
    """
    if language not in i18n.LANGUAGES:
        raise fail(f"There is no language “{language}”: say {' or '.join(i18n.LANGUAGES)}.")
    return i18n.load()(language)


def one_workspace(session: Session, context: typer.Context) -> Workspace:
    """The workspace that a verb's `--workspace` names, or the only one.

    Args:
        context: of the verb, or of a command below it.

    Raises:
        typer.Exit: there is none such, or several; it was said.
    """
    verb = context
    while "workspace" not in verb.params and verb.parent is not None:
        verb = verb.parent  # type: ignore[assignment]
    slack_id = verb.params["workspace"]
    every = workspaces.every(session)
    found = [each for each in every if slack_id in ("", each.slack_id)]
    if len(found) == 1:
        return found[0]
    ids = ", ".join(f"{each.slack_id} ({each.name})" for each in every)
    command = f"{verb.command_path} --workspace T…"
    raise fail(f"Say which workspace: {command} with one of {ids or 'none yet'}.")


def in_words(command: Callable[P, None]) -> Callable[P, None]:
    """A command whose expected errors are a sentence and exit code 1, never a traceback."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            command(*args, **kwargs)
        except Refusal as refused:
            raise fail(i18n.load()("en").words(refused.words)) from None
        except CannotStart as wrong:
            raise fail(str(wrong)) from None
        except OperationalError as wrong:
            why = logs.redact(str(wrong.orig)).strip().splitlines()[0]
            raise fail(f"The database does not answer: {why}") from None

    return run
