"""`productops onboarding enrol`: a whole cohort, from a table."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table as Grid

from bot import bringing, sheets, terminal
from bot.bringing import Errand, Table
from bot.delivery import outbox
from bot.errors import Refusal
from bot.i18n import Translator
from bot.store.engine import Opened, Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from bot.terminal import console, in_words, one_workspace
from handlers.onboarding import accompanying, journeys
from workflows.onboarding import cohort
from workflows.onboarding.cohort import Brought, Cohort, Line
from workflows.onboarding.enrolment import Enrolment


@in_words
def enrol(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table; see the docs.")],
    by: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Who enrols: Slack's id, or a name.")
    ],
    journey: Annotated[
        str, typer.Option(help="The journey of rows that name none: its key or name.")
    ] = "",
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help="Say what would happen, and do nothing.")
    ] = False,
    language: Annotated[
        str, typer.Option(help="In which it is said, and days are written: en or fr.")
    ] = "en",
) -> None:
    """Begin the journey of each row's person. Run twice, it enrols nobody twice.

    Their managers and buddies hear of it, each in one message. Ends with code 1 if a row could not
    be kept; all others are.
    """
    t = terminal.translator(language)
    table = bringing.look(file, _encoding(file), cohort.COLUMNS, cohort.NEEDED)
    rows = table.told().items()
    told = tuple(Line(line, **each) for line, each in rows if line not in table.misread)
    opened: Opened = context.obj
    errand = Errand(opened, lambda session: one_workspace(session, context), by, dry_run)
    done = errand.run(_bring, _File(told, journey, language))
    _tell(t, table, done, dry_run)
    _end(t, table, done.brought)


def _encoding(file: Path) -> str:
    """UTF-8, else what Excel writes: whoever is misread is nobody's name, and refused."""
    try:
        return sheets.require_decodable(file, "")
    except Refusal:
        return sheets.WINDOWS


@dataclass(frozen=True)
class _File:
    """What a table says, the journey of the whole of it, and the language of its dates."""

    told: tuple[Line, ...]
    journey: str
    language: str


@dataclass(frozen=True)
class _Done:
    """What became of it, and how many hear of it."""

    brought: Brought
    hear: int


def _bring(
    session: Session, workspace: Workspace, person: Person, file: _File, now: datetime
) -> _Done:
    offered = journeys.choices(session, workspace)
    brought = cohort.bring(
        session, workspace, person, Cohort(file.told, offered, file.journey, file.language), now
    )
    tell = accompanying.news(person, *brought.begun.values())
    outbox.put(session, workspace, tell, now)
    return _Done(brought, len(tell))


def _tell(t: Translator, table: Table, done: _Done, dry: bool) -> None:
    brought = done.brought
    if dry and brought.begun:
        console().print(_begun(t, brought.begun))
    for said in (_counted if not dry else _would)(t, len(brought.begun), done.hear):
        _line(said)
    if brought.known:
        _line(
            t.n(
                "{n} is or was on it already, and stays as they are.",
                "{n} are or were on it already, and stay as they are.",
                brought.known,
            )
        )
    past = t("This first day is past: what was missed comes a few things a day.")
    for line in brought.past:
        _line(f"{table.sheet.path}:{line}: " + t("Note: {words}", words=past))


def _counted(t: Translator, begun: int, hear: int) -> Iterator[str]:
    yield t.n("{n} person is enrolled.", "{n} people are enrolled.", begun)
    if hear:
        yield t.n(
            "{n} manager or buddy hears of it.",
            "{n} managers and buddies hear of it, each in one message.",
            hear,
        )


def _would(t: Translator, begun: int, hear: int) -> Iterator[str]:
    yield t.n(
        "{n} person would be enrolled. Nobody was.",
        "{n} people would be enrolled. Nobody was.",
        begun,
    )
    if hear:
        yield t.n(
            "{n} manager or buddy would hear of it.",
            "{n} managers and buddies would hear of it, each in one message.",
            hear,
        )


def _end(t: Translator, table: Table, brought: Brought) -> None:
    """Say what was left out and refused; ends with code 1 where something was."""
    if table.columns.others:
        others = ", ".join(table.columns.others)
        _line(t("Left out, as I know no such columns: {columns}.", columns=others))
    every = bringing.refused(t, table, brought.refused)
    for line, why in sorted(every.items()):
        console().print(f"{table.sheet.path}:{line}: {why}", style="red", markup=False)
    path, count = bringing.write(table, every)
    if count:
        _line(
            t.n(
                "{n} row was not kept: it is in {file}. Correct it there, and enrol from that"
                " file.",
                "{n} rows were not kept: they are in {file}. Correct them there, and enrol from"
                " that file.",
                count,
                file=str(path),
            )
        )
        raise typer.Exit(1)


def _begun(t: Translator, begun: Mapping[int, Enrolment]) -> Grid:
    """Who begins what, when, and with whom."""
    table = Grid()
    for head in (t("Who arrives"), t("Journey"), t("First day"), t("Manager"), t("Buddy")):
        table.add_column(head, overflow="fold")
    for found in begun.values():
        around = (who.name or who.slack_id if who else "" for who in (found.manager, found.buddy))
        name, _ = found.name.in_(t.language)
        cells = (found.person.name, name, t.weekday(found.starts, year=True), *around)
        table.add_row(*map(escape, cells))
    return table


def _line(said: str) -> None:
    console().print(said, markup=False)
