"""`productops okrs`: what is aimed at, and KPIs' values, brought in from files."""

from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

import typer

from bot import errand, i18n
from bot.errand import Errand
from bot.forms import Errors
from bot.store.engine import Opened
from bot.terminal import console, fail, in_words, one_workspace
from bot.yaml_nodes import Misread
from handlers.okrs import importing, plan_tables, plan_yaml
from handlers.okrs.plan_tables import Table
from workflows.okrs import import_values
from workflows.okrs import importing as plans
from workflows.okrs.columns import PLAN, VALUES
from workflows.okrs.import_values import Values
from workflows.okrs.importing import Brought
from workflows.okrs.incoming import Plan

cli = typer.Typer(no_args_is_help=True, pretty_exceptions_enable=False)

YAML = (".yaml", ".yml")

As = Annotated[
    str, typer.Option("--as", metavar="PERSON", help="Who says it: Slack's id, or a name.")
]
Dry = Annotated[bool, typer.Option("--dry-run", help="Check it, and keep nothing.")]
Language = Annotated[str, typer.Option(help="In which figures are written: en or fr.")]
Encoding = Annotated[str, typer.Option(help="Such as cp1252; UTF-8 if you don't say.")]


@cli.callback()
def okrs(
    workspace: Annotated[str, typer.Option(help="In this workspace, by Slack's id T….")] = "",
) -> None:
    """Bring in what is aimed at, and values of KPIs."""


@cli.command(name="import")
@in_words
def bring_in(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="CSV or YAML; see the docs.")],
    by: As,
    dry_run: Dry = False,
    language: Language = "en",
    encoding: Encoding = "",
) -> None:
    """Keep the objectives and key results of a file. Run twice, it keeps nothing twice.

    Ends with code 1 if a row could not be kept; all others are.
    """
    _require(language)
    job = _errand(context, by, dry_run)
    if file.suffix.lower() in YAML:
        told = _read_yaml(file, encoding, language)
        brought = job.run(plans.bring, told)
        _tell_plan(brought, dry_run)
        _end_yaml(file, brought)
        return
    table = plan_tables.look(file, encoding, PLAN, ("objective",))
    told = Plan(file.name, plan_tables.plan(table), language)
    brought = job.run(plans.bring, told)
    _tell_plan(brought, dry_run)
    _end_table(table, {each.told.line: each.errors for each in brought.refused})


@cli.command(name="values")
@in_words
def bring_values(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE.csv", help="A table; see the docs.")],
    by: As,
    dry_run: Dry = False,
    language: Language = "en",
    encoding: Encoding = "",
) -> None:
    """Keep the values of KPIs that a table tells. Run twice, it keeps nothing twice.

    Ends with code 1 if a row could not be kept; all others are.
    """
    _require(language)
    table = plan_tables.look(file, encoding, VALUES, ("kpi", "date", "value"))
    told = Values(file.name, plan_tables.values(table), language)
    brought = _errand(context, by, dry_run).run(import_values.bring, told)
    _tell(_counted(brought.kept, "value"), dry_run)
    if brought.known:
        _line(f"{brought.known:,} {_were(brought.known)} there already.")
    _end_table(table, {each.line: errors for each, errors in brought.refused})


def _require(language: str) -> None:
    if language not in i18n.LANGUAGES:
        raise fail(f"There is no language “{language}”: say {' or '.join(i18n.LANGUAGES)}.")


def _errand(context: typer.Context, by: str, dry: bool) -> Errand:
    opened: Opened = context.obj
    return Errand(opened, lambda session: one_workspace(session, context), by, dry)


def _read_yaml(file: Path, encoding: str, language: str) -> Plan:
    t = i18n.load()("en")
    try:
        return plan_yaml.plan(file, encoding, language)
    except Misread as misread:
        said = [f"Line {line}: {t.words(words)}" for line, words in misread.wrong]
        raise fail("\n".join([*said, "Nothing was kept."])) from None


def _tell_plan(brought: Brought, dry: bool) -> None:
    if brought.cycle:
        made = "would be made" if dry else "is made"
        _line(f"The cycle {brought.cycle} {made}.")
    objectives = _counted(brought.objectives, "objective")
    _tell(f"{objectives} and {_counted(brought.key_results, 'key result')}", dry)
    known = brought.known_objectives, brought.known_key_results
    if any(known):
        theirs = f"{_counted(known[0], 'objective')} and {_counted(known[1], 'key result')}"
        _line(f"{theirs} {_were(sum(known))} there already.")


def _tell(kept: str, dry: bool) -> None:
    _line(f"{kept} would be kept. Nothing was." if dry else f"{kept} kept.")


def _end_table(table: Table, wrong: Mapping[int, Errors]) -> None:
    """Say what was left out and refused; ends with code 1 where something was."""
    if table.columns.others:
        _line("Left out, as I know no such columns: " + ", ".join(table.columns.others) + ".")
    path, count = importing.write(i18n.load()("en"), table, wrong)
    if count:
        _line(
            f"{_counted(count, 'row')} {_were(count)} not: {path} says why. Correct them there and"
            " import that file."
        )
        raise typer.Exit(1)


def _end_yaml(file: Path, brought: Brought) -> None:
    t = i18n.load()("en")
    for each in brought.refused:
        for name, words in each.errors.fields.items():
            said = errand.why(t, Errors({name: words}), {})
            _line(f"Line {each.told.lines.get(name, each.told.line)}: {said}")
    count = len(brought.refused)
    if count:
        _line(
            f"{_counted(count, 'part')} of it {_were(count)} not: correct {file} and import it"
            " again."
        )
        raise typer.Exit(1)


def _counted(count: int, what: str) -> str:
    return f"{count:,} {what}{'' if count == 1 else 's'}"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def _line(said: str) -> None:
    console().print(said, markup=False)
