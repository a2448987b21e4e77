"""`productops insights`: files of insights brought in, and the feeds that send them over HTTP."""

from pathlib import Path
from typing import Annotated

import typer

from bot import clock, i18n
from bot.sheets import Refused
from bot.store.engine import Opened
from bot.store.naming import named
from bot.terminal import console, fail, in_words, one_workspace
from handlers.insights.importing import Import, Wish
from handlers.insights.sheets import look
from workflows.insights import feeds as sending

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
feeds = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)
cli.add_typer(feeds, name="feeds", help="Forms and support tools that send insights over HTTP.")

Named = Annotated[str, typer.Argument(metavar="NAME", help="What the feed is called.")]


@cli.callback()
def insights(
    workspace: Annotated[str, typer.Option(help="In this workspace, by Slack's id T….")] = "",
) -> None:
    """Bring insights in: from a file, or over HTTP."""


@cli.command(name="import")
@in_words
def bring_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table; see the docs.")],
    by: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Who kept them: Slack's id, or a name.")
    ] = "",
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Check it, and keep nothing.")] = False,
    encoding: Annotated[str, typer.Option(help="Such as cp1252; UTF-8 if you don't say.")] = "",
    triaged: Annotated[
        bool, typer.Option("--triaged", help="They were looked at: nobody is asked to sort them.")
    ] = False,
) -> None:
    """Keep each row of a table as an insight that everyone sees. Run twice, it keeps nothing twice.

    Ends with code 1 if a row could not be kept; all others are.
    """
    sheet = look(file, encoding)
    opened = _opened(context)
    with opened() as session:
        served = one_workspace(session, context)
        person = named(session, served, by) if by else None
    if person is None and "by" not in sheet.columns.fields.values():
        raise fail("In whose name? Add --as PERSON, or a column “kept by”.")
    job = Import(opened, served, sheet, Wish(person, triaged, dry_run), i18n.load()("en"))
    with Refused(file.with_name(f"{file.stem}.errors.csv"), sheet) as refused:
        _watched(job, refused)
    _tell(job, refused)
    if refused.count:
        raise typer.Exit(1)


def _watched(job: Import, refused: Refused) -> None:
    """Bring it in, and show how far it is."""
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
    from rich.progress import TimeRemainingColumn as Left

    parts = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), Left()
    with Progress(*parts, console=console(stderr=True)) as progress:
        task = progress.add_task(job.sheet.path.name, total=job.sheet.count)
        job.run(refused, lambda rows: progress.advance(task, rows))


def _tell(job: Import, refused: Refused) -> None:
    def line(said: str) -> None:
        console().print(said, markup=False)

    tally, sheet = job.tally, job.sheet
    kept = f"{tally.kept:,} insight{'' if tally.kept == 1 else 's'}"
    if job.wish.dry:
        line(f"{kept} would be kept, for everyone in the workspace to see. Nothing was.")
    else:
        where = f", INS-{tally.first} to INS-{tally.last}" if tally.kept else ""
        line(f"{kept} kept{where}.")
    if tally.known:
        line(f"{tally.known:,} were there already.")
    if tally.areas:
        line("New product areas: " + ", ".join(tally.areas) + ".")
    if sheet.columns.others:
        line("Left out, as I know no such columns: " + ", ".join(sheet.columns.others) + ".")
    if refused.count:
        rows = "1 row was" if refused.count == 1 else f"{refused.count:,} rows were"
        line(f"{rows} not: {refused.path} says why. Correct them there and import that file.")


@feeds.command(name="add")
@in_words
def add_feed(
    context: typer.Context,
    name: Named,
    owner: Annotated[str, typer.Option(metavar="PERSON", help="In whose name insights are kept.")],
) -> None:
    """Let a form or a tool send insights; shows its token, once."""
    with _opened(context)() as session:
        served = one_workspace(session, context)
        person = named(session, served, owner)
        token = sending.add(session, served, person, name, clock.now())
    console().print(f"{name} sends to POST /api/insights with this token:", markup=False)
    console().print(token, markup=False)
    console().print("Keep it now: I hold only its hash. The docs have an example.")


@feeds.command(name="list")
@in_words
def list_feeds(context: typer.Context) -> None:
    """Which feeds there are, and what they sent."""
    from rich.markup import escape
    from rich.table import Table

    with _opened(context)() as session:
        served = one_workspace(session, context)
        found = sending.standing(session, served)
    if not found:
        console().print("No feed yet: productops insights feeds add NAME --owner PERSON.")
        return
    table = Table("name", "owner", "since", "last used", "insights kept")
    for feed in found:
        used = f"{feed.used_at:%Y-%m-%d %H:%M} UTC" if feed.used_at else "never"
        cells = feed.name, feed.owner, f"{feed.made_at:%Y-%m-%d}", used, f"{feed.count:,}"
        table.add_row(*map(escape, cells))
    console().print(table)


@feeds.command(name="revoke")
@in_words
def revoke_feed(context: typer.Context, name: Named) -> None:
    """Refuse a feed's token from now on; what it sent stays."""
    with _opened(context)() as session:
        sending.revoke(session, one_workspace(session, context), name, clock.now())
    console().print(f"{name} is revoked.", markup=False)


def _opened(context: typer.Context) -> Opened:
    opened: Opened = context.obj
    return opened
