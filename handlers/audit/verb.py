"""`productops audit`: the audit trail on a terminal, or as a file."""

from pathlib import Path
from typing import Annotated

import typer

from bot import i18n
from bot.store import audit, workspaces
from bot.store.engine import Opened, Session
from bot.store.workspaces import Workspace
from bot.terminal import console, fail, in_words
from handlers.audit import wording
from handlers.audit.sheet import sheet
from handlers.audit.wording import Wording
from workflows.audit.trail import WHOLE

# The latest changes that are shown on a terminal.
LATEST = 50
# Where a table goes that is asked for without a file's name.
HERE = "-"

cli = typer.Typer(
    help="What was changed for others: who, what, when.",
    invoke_without_command=True,
    pretty_exceptions_enable=False,
)


@cli.callback()
@in_words
def show(
    context: typer.Context,
    search: Annotated[str, typer.Option(metavar="WORDS", help="Only what holds these.")] = "",
    csv: Annotated[
        str, typer.Option(metavar="FILE", help="Write a table, with - to this terminal.")
    ] = "",
    workspace: Annotated[str, typer.Option(help="Only this one, by Slack's id T….")] = "",
) -> None:
    """What was changed for others: who, what, when; newest first."""
    opened: Opened = context.obj
    with opened() as session:
        said = Wording(i18n.load()("en"), wording.known(session))
        served = [each for each in workspaces.every(session) if workspace in ("", each.slack_id)]
        if not served:
            raise fail("No such workspace: leave --workspace out to see them all.")
        if csv:
            _write(session, served, said, search, csv)
            return
        for each in served:
            _print(session, each, said, search)


def _write(
    session: Session, served: list[Workspace], said: Wording, search: str, file: str
) -> None:
    asked = said.asked(search)
    found = [entry for each in served for entry in audit.search(session, each, asked, WHOLE)]
    table = sheet(said, sorted(found, key=lambda entry: entry.at, reverse=True))
    if file == HERE:
        typer.echo(table, nl=False)
        return
    try:
        Path(file).write_text(table, "utf-8", newline="")
    except OSError as error:
        raise fail(f"{file} can't be written ({error.strerror}): name another.") from None
    are = "change is" if len(found) == 1 else "changes are"
    console().print(f"{len(found)} {are} in {file}.", markup=False)


def _print(session: Session, workspace: Workspace, said: Wording, search: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table("when (UTC)", "who", "what", "before → after", title=escape(workspace.name))
    for entry in audit.search(session, workspace, said.asked(search), LATEST):
        sides = (f"{name}: {was} → {became}" for name, was, became in said.sides(entry))
        what = " · ".join(filter(None, (said.action(entry.change.action), entry.change.subject)))
        cells = (f"{entry.at:%Y-%m-%d %H:%M}", said.by(entry), what, "\n".join(sides))
        table.add_row(*map(escape, cells))
    console().print(table)
    if not table.row_count:
        console().print("Nothing was changed that matches.")
