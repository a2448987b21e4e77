"""`productops onboarding`: journeys' files checked and shown, and some to start with."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot import clock, i18n, roles
from bot.delivery import outbox
from bot.errors import Refusal
from bot.i18n import Translator
from bot.store.engine import Opened, Session
from bot.store.naming import named
from bot.store.workspaces import Workspace
from bot.terminal import console, in_words, one_workspace, translator
from bot.yaml_nodes import Misread
from handlers.onboarding import change_messages, cohort, journey_yaml, wording, writing
from handlers.onboarding.files import every
from handlers.onboarding.journey_yaml import Written
from workflows.onboarding import changing, checking, meeting, permissions, shelf, shipped
from workflows.onboarding.changing import Reach
from workflows.onboarding.finding import Finding
from workflows.onboarding.journey import Journey, Text

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

Files = Annotated[
    list[Path], typer.Argument(metavar="FILE...", help="YAML, or folders of it; see the docs.")
]
Language = Annotated[str, typer.Option(help="In which it is said: en or fr.")]


@cli.callback()
def onboarding(
    workspace: Annotated[str, typer.Option(help="In this workspace, by Slack's id T….")] = "",
) -> None:
    """Journeys of those who arrive: check their files, keep them, see those that come along.

    And enrol a whole cohort from a table.
    """


cli.command()(cohort.enrol)


@cli.command()
@in_words
def check(
    context: typer.Context,
    files: Files,
    here: Annotated[
        bool, typer.Option("--here", help="Also whether whom they name is here: asks the database.")
    ] = False,
    language: Language = "en",
) -> None:
    """Say what is wrong with journeys, line by line, and show their days.

    Ends with code 1 if one of them can't be used; notes alone are none of that.
    """
    t = translator(language)
    read = _all_checked(t, files)
    opened: Opened = context.obj
    if read and here:
        with opened() as session:
            read = _all_met(t, session, one_workspace(session, context), read)
    if not read:
        raise typer.Exit(1)


@cli.command(name="import")
@in_words
def bring_in(
    context: typer.Context,
    files: Files,
    by: Annotated[
        str, typer.Option("--as", metavar="PERSON", help="Who hears what is unclear in them.")
    ],
    change: Annotated[
        Reach,
        typer.Option(help="What changes for who is on one: nothing (later), its words, all of it."),
    ] = Reach.LATER,
    language: Language = "en",
) -> None:
    """Keep journeys, each in place of the one with its key: `/onboard` offers them.

    Nothing is kept if one of them can't be used. Who is on one goes on with what they began with,
    unless you say otherwise: `minor` gives them the words, `major` all of it, and who has done a
    step hears what changed in it.
    """
    t = translator(language)
    read = _all_checked(t, files)
    if not read:
        _wrong(t("Nothing was kept."))
        raise typer.Exit(1)
    opened: Opened = context.obj
    with opened() as session:
        workspace = one_workspace(session, context)
        person = named(session, workspace, by)
        if change is not Reach.LATER:
            roles.require(person, permissions.WRITE)
        if not _all_met(t, session, workspace, read):
            _wrong(t("Nothing was kept."))
            raise typer.Exit(1)
        for journey in (written.journey for written in read.values()):
            kept = shelf.keep(session, workspace, person, journey, clock.now())
            reached = changing.apply(session, workspace, kept, change, clock.now())
            outbox.put(session, workspace, writing.news(journey, reached, clock.now()), clock.now())
            said = change_messages.kept(t, journey, reached)
            console().print(said, markup=False)


@cli.command()
@in_words
def sample(
    name: Annotated[str, typer.Argument(metavar="[NAME]", help="Which one; none lists them.")] = "",
    language: Language = "en",
) -> None:
    """Print a journey that comes with the bot, to start with."""
    if name:
        typer.echo(shipped.text(name), nl=False)
        return
    t = translator(language)
    table = Table(box=None, show_header=False)
    for each in shipped.names():
        journey = journey_yaml.parse(shipped.text(each)).journey
        table.add_row(each, escape(_told(t, journey.about)))
    console().print(table)


def _all_checked(t: Translator, named: Iterable[Path]) -> Mapping[Path, Written]:
    """Say what is to be said of files and folders; returns them, or none if one can't be used."""
    found = every(named)
    read = {file: written for file in found if (written := _checked(t, file))}
    keys: dict[str, Path] = {}
    for file, written in read.items():
        key = written.journey.key
        if keys.setdefault(key, file) != file:
            said = t("“{key}” is the key of {file} too: rename one.", key=key, file=str(keys[key]))
            _wrong(f"{file}:{written.lines.fields['key']}: {said}")
    return read if len(keys) == len(found) else {}


def _checked(t: Translator, file: Path) -> Written | None:
    """Say what is to be said of a file; returns it if it can be used."""
    if file.is_dir():
        _wrong(t("{folder}: no journey is in this folder, no .yaml or .yml file.", folder=file))
        return None
    try:
        written = journey_yaml.read(file)
    except Refusal as refused:
        _wrong(f"{file}: {t.words(refused.words)}")
        return None
    except Misread as misread:
        for line, words in misread.wrong:
            _wrong(f"{file}:{line}: {t.words(words)}")
        return None
    usable = _findings(t, file, written, checking.check(written.journey))
    console().print(_days(t, written.journey))
    return written if usable else None


def _all_met(
    t: Translator, session: Session, workspace: Workspace, read: Mapping[Path, Written]
) -> Mapping[Path, Written]:
    """Say who is to be met and not here; returns the files, or none if one can't be used."""
    usable = [
        _findings(t, file, written, meeting.absent(session, workspace, written.journey))
        for file, written in read.items()
    ]
    return read if all(usable) else {}


def _findings(t: Translator, file: Path, written: Written, findings: Iterable[Finding]) -> bool:
    found = [(written.line(each), each) for each in findings]
    for line, each in sorted(found, key=lambda one: one[0]):
        if each.is_note:
            said = t("Note: {words}", words=t.words(each.words))
            console().print(f"{file}:{line}: {said}", markup=False)
        else:
            _wrong(f"{file}:{line}: {t.words(each.words)}")
    return all(each.is_note for _, each in found)


def _days(t: Translator, journey: Journey) -> Table:
    """A journey, day by day."""
    heads = (t("day"), t("for whom"), t("kind"), t("title"), t("done"), t("needs"))
    table = Table(title=escape(_told(t, journey.name)), title_justify="left")
    for head in heads:
        table.add_column(head, overflow="fold")
    before = None
    for step in journey.by_day():
        table.add_row(
            "" if step.day == before else t.number(step.day),
            wording.audience(t, step.audience),
            escape(wording.kind(t, step)),
            escape(_told(t, step.title)),
            escape(wording.completed(t, step)),
            escape(", ".join(step.needs)),
        )
        before = step.day
    return table


def _told(t: Translator, text: Text) -> str:
    """A text in the reader's language; where there is none, in the other one, which it says."""
    written, fell_back = text.in_(t.language)
    if not fell_back:
        return written
    other = next(each for each in i18n.LANGUAGES if each != t.language)
    return f"{written} ({other})"


def _wrong(said: str) -> None:
    console().print(said, style="red", markup=False)
