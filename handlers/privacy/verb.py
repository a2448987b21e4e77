"""`productops privacy`: what is held of a person, written to a file or erased; and for how long."""

import json
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Annotated

import typer

from bot import clock
from bot.store.engine import Opened, Session
from bot.store.naming import named
from bot.store.workspaces import Workspace
from bot.terminal import console, fail, in_words, one_workspace
from workflows.insights import settings as keeping
from workflows.privacy.erase import Erased, erase
from workflows.privacy.export import export
from workflows.privacy.whose import Whose

Who = Annotated[str, typer.Argument(metavar="PERSON", help="Slack's id U…, or a name.")]
Also = Annotated[
    list[str] | None,
    typer.Option(metavar="WORDS", help="What else they are called: an e-mail address, a surname."),
]
Where = Annotated[str, typer.Option(help="In this workspace, by Slack's id T….")]

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)


class _Enough(Exception):
    """What was done is known; it is taken back."""


@cli.callback()
def privacy(workspace: Where = "") -> None:
    """What is held of a person: export it, erase it. How long insights are kept."""


@cli.command(name="export")
@in_words
def give(
    context: typer.Context,
    who: Who,
    out: Annotated[str, typer.Option(metavar="FILE", help="Where to; by default ID.json.")] = "",
    also: Also = None,
) -> None:
    """Write everything that is held of a person into a file, table by table, as JSON."""
    with _meant(context, who, also) as (session, served, whose):
        now, person = clock.now(), whose.person
        tables = export(session, served, whose, now)
        told = {
            "person": {"slack_id": person.slack_id, "name": person.name},
            "workspace": {"slack_id": served.slack_id, "name": served.name},
            "at": now.isoformat(),
            "tables": tables,
        }
        file = out or f"{person.slack_id}.json"
        try:
            Path(file).write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n", "utf-8")
        except OSError as error:
            raise fail(f"{file} can't be written ({error.strerror}): name another.") from None
    rows = sum(map(len, tables.values()))
    console().print(
        f"{rows} rows are in {file}. Some name other people too: read it before you hand it over.",
        markup=False,
    )


@cli.command(name="erase")
@in_words
def remove(
    context: typer.Context,
    who: Who,
    also: Also = None,
    with_insights: Annotated[
        bool, typer.Option("--with-insights", help="Empty the insights they kept, too.")
    ] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Count, and change nothing.")] = False,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask.")] = False,
) -> None:
    """Erase a person: what is theirs goes, insights stay as nobody's. It can't be undone."""
    with _meant(context, who, also) as (session, served, whose):
        with suppress(_Enough), session.begin_nested():
            would = erase(session, served, whose, clock.now(), words=with_insights)
            raise _Enough
        person = whose.person
        _print(would, f"{person.name or person.slack_id} ({person.slack_id}) in {served.name}")
        if person.here:
            console().print(
                "They are still in the Slack workspace: I'll meet them again within a day, as"
                " somebody new. Better deactivate them in Slack first."
            )
    if dry_run:
        console().print("Nothing was changed.")
        return
    if not yes and not typer.confirm("Erase them? This can't be undone."):
        raise fail("Nothing was changed.")
    with _meant(context, person.slack_id, also) as (session, served, whose):
        erase(session, served, whose, clock.now(), words=with_insights)
    console().print("They are erased.")


@cli.command()
@in_words
def retention(
    context: typer.Context,
    months: Annotated[str | None, typer.Argument(help="1 to 120, or off.")] = None,
) -> None:
    """For how many months insights are kept; older ones are erased within the hour."""
    with _opened(context)() as session:
        served = one_workspace(session, context)
        if months is not None:
            wanted = keeping.months_in(months)
            keeping.keep_for(session, served, wanted, clock.now())
        kept = keeping.chosen(session, served).retention_months
    how_long = "for good" if kept is None else f"for {kept} month{'s' if kept > 1 else ''}"
    console().print(f"{served.name}: insights are kept {how_long}.", markup=False)


@contextmanager
def _meant(
    context: typer.Context, who: str, also: list[str] | None
) -> Iterator[tuple[Session, Workspace, Whose]]:
    with _opened(context)() as session:
        served = one_workspace(session, context)
        yield session, served, Whose(named(session, served, who), tuple(also or ()))


def _opened(context: typer.Context) -> Opened:
    opened: Opened = context.obj
    return opened


def _print(erased: Erased, title: str) -> None:
    from rich.markup import escape
    from rich.table import Table

    table = Table("table", "rows that go", "rows kept without them", title=escape(title))
    for name in sorted({*erased.gone, *erased.changed}):
        table.add_row(name, str(erased.gone.get(name, "")), str(erased.changed.get(name, "")))
    console().print(table)
