"""`productops onboarding`: journeys' files checked and shown, and some to start with."""

from pathlib import Path
from typing import Annotated

import typer
from rich.markup import escape
from rich.table import Table

from bot import clock, i18n
from bot.delivery import outbox
from bot.errors import Refusal
from bot.i18n import Translator
from bot.store.engine import Opened
from bot.store.naming import named
from bot.terminal import console, in_words, one_workspace, translator
from bot.yaml_nodes import Misread
from handlers.onboarding import change_messages, cohort, journey_yaml, wording, writing
from handlers.onboarding.journey_yaml import Written
from workflows.onboarding import changing, checking, shelf, shipped
from workflows.onboarding.changing import Reach
from workflows.onboarding.journey import Journey, Text

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

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
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="YAML; see the docs.")],
    language: Language = "en",
) -> None:
    """Say what is wrong with journeys, line by line, and show their days.

    Ends with code 1 if one of them can't be used; notes alone are none of that.
    """
    t = translator(language)
    right = [_checked(t, file) for file in files]
    if not all(right):
        raise typer.Exit(1)


@cli.command(name="import")
@in_words
def bring_in(
    context: typer.Context,
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="YAML; see the docs.")],
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
    right = [_checked(t, file) for file in files]
    if not all(right):
        _wrong(t("Nothing was kept."))
        raise typer.Exit(1)
    opened: Opened = context.obj
    with opened() as session:
        workspace = one_workspace(session, context)
        person = named(session, workspace, by)
        for file in files:
            journey = journey_yaml.read(file).journey
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


def _checked(t: Translator, file: Path) -> bool:
    """Say what is to be said of a file; returns whether it can be used."""
    try:
        written = journey_yaml.read(file)
    except Refusal as refused:
        _wrong(f"{file}: {t.words(refused.words)}")
        return False
    except Misread as misread:
        for line, words in misread.wrong:
            _wrong(f"{file}:{line}: {t.words(words)}")
        return False
    usable = _findings(t, file, written)
    console().print(_days(t, written.journey))
    return usable


def _findings(t: Translator, file: Path, written: Written) -> bool:
    found = [(written.line(each), each) for each in checking.check(written.journey)]
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
