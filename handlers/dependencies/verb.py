"""`productops dependencies`: what teams need from each other, brought in from a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import i18n
from bot.errand import Errand
from bot.store.engine import Opened
from bot.terminal import console, in_words, one_workspace
from handlers.dependencies import importing
from handlers.dependencies.importing import Table
from workflows.dependencies import columns
from workflows.dependencies.importing import Brought, File

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


@cli.callback()
def dependencies(
    workspace: Annotated[str, typer.Option(help="In this workspace, by Slack's id T….")] = "",
) -> None:
    """Bring in what teams need from each other."""


@cli.command(name="import")
@in_words
def bring_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table; see the docs.")],
    by: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Who says it: Slack's id, or a name.")
    ],
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it, and keep nothing.")] = False,
    tell: Annotated[
        bool, typer.Option("--tell", help="Both teams hear of what is open, in their channels.")
    ] = False,
    encoding: Annotated[str, typer.Option(help="Such as cp1252; UTF-8 if you don't say.")] = "",
) -> None:
    """Keep each row of a table as a dependency. Run twice, it keeps nothing twice.

    Ends with code 1 if a row could not be kept; all others are.
    """
    table, told = importing.look(file, encoding)
    opened: Opened = context.obj
    job = Errand(opened, lambda session: one_workspace(session, context), by, dry_run)
    done = job.run(
        importing.bring, File(file.name, told, columns.language(table.sheet.head), tell=tell)
    )
    _say(done, dry_run, tell)
    _end(table, done)


def _say(done: Brought, dry: bool, tell: bool) -> None:
    kept = f"{done.kept:,} {'dependency' if done.kept == 1 else 'dependencies'}"
    if dry:
        _line(f"{kept} would be kept. Nothing was.")
    else:
        where = f", DEP-{done.first} to DEP-{done.last}" if done.kept > 1 else ""
        where = f", DEP-{done.first}" if done.kept == 1 else where
        _line(f"{kept} kept{where}.")
        if done.kept and not tell:
            _line("No team was told. They are in /dependency list and on App Home.")
    if done.known:
        _line(f"{done.known:,} {_were(done.known)} there already: change them in Slack.")


def _end(table: Table, done: Brought) -> None:
    """Say what was left out and refused; ends with code 1 where something was."""
    if table.columns.others:
        _line("Left out, as I know no such columns: " + ", ".join(table.columns.others) + ".")
    path, count = importing.write(i18n.load()("en"), table, done)
    if count:
        rows = "1 row was" if count == 1 else f"{count:,} rows were"
        _line(f"{rows} not: {path} says why. Correct them there and import that file.")
        raise typer.Exit(1)


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _line(said: str) -> None:
    console().print(said, markup=False)
