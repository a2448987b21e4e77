"""Keeps what a file tells of KPIs: the newest value of each first, so that it alone alerts."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from decimal import Decimal

from sqlalchemy.orm import Session

from bot import roles
from bot.days import day
from bot.errors import Refusal
from bot.folding import near, sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.store import audit
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import cycles, kpi, kpis, numbers, permissions
from workflows.okrs.import_names import Names
from workflows.okrs.kpi import Kpi

# No value is older: what says so was mistyped.
_OLDEST = date(2000, 1, 1)
_NOON = time(12)


@dataclass(frozen=True)
class Value:
    """A line of a file, as it was written; `team` is empty where the KPI's name alone tells."""

    line: int
    kpi: str = ""
    team: str = ""
    date: str = ""
    value: str = ""


@dataclass(frozen=True)
class Values:
    """A file, what it is called, and the language in which its dates and figures are read."""

    name: str
    told: tuple[Value, ...]
    language: str


@dataclass
class Brought:
    """What became of a file; `refused` are the lines that were not kept, and why."""

    kept: int = 0
    known: int = 0
    refused: list[tuple[Value, Errors]] = field(default_factory=list)


@dataclass(frozen=True)
class _Reading:
    told: Value
    kpi: Kpi
    day: date
    value: Decimal


def bring(
    session: Session, workspace: Workspace, person: Person, values: Values, now: datetime
) -> Brought:
    """Keep the values that are not there yet; the audit trail tells it.

    What is told of a day holds at noon, UTC. Only the newest of a KPI may alert.

    Raises:
        Refusal: the person is none who tells anything.
    """
    roles.require(person, permissions.CHECK_IN)
    done = Brought()
    readings = _read(session, workspace, values, now, done)
    there = {each.kpi.id: _there(session, workspace, each.kpi) for each in readings}
    # What is older than the last value alerts nobody.
    for each in sorted(readings, key=lambda one: one.day, reverse=True):
        # Today's noon may be still to come, and what is told before then must not be older.
        at = min(datetime.combine(each.day, _NOON, UTC), now)
        one = (at.date(), each.value)
        if one in there[each.kpi.id]:
            done.known += 1
            continue
        try:
            kpis.tell(session, workspace, person, each.kpi.id, (each.value, at), now)
        except Refusal as refused:
            done.refused.append((each.told, Errors({"": refused.words})))
            continue
        there[each.kpi.id].add(one)
        done.kept += 1
    done.refused.sort(key=lambda each: each[0].line)
    if done.kept:
        counted = {"kept": done.kept, "known": done.known, "refused": len(done.refused)}
        change = Change("okrs.imported", values.name, None, counted)
        audit.record(session, workspace, person, change, now)
    return done


def _there(session: Session, workspace: Workspace, which: Kpi) -> set[tuple[date, Decimal]]:
    """The values that a KPI has, with their days."""
    told = kpis.readings(session, workspace, which.id)
    return {(at.date(), value) for at, value in told}


def _read(
    session: Session, workspace: Workspace, values: Values, now: datetime, done: Brought
) -> list[_Reading]:
    """What the lines tell, but for those that are refused."""
    names, every = Names(session, workspace, now), kpi.kpis(session, workspace)
    today = cycles.today(session, workspace, now)
    found: dict[tuple[int, date], _Reading] = {}
    again: list[_Reading] = []
    for told in values.told:
        wrong: dict[str, Words] = {}
        which = _kpi(names, every, told, wrong)
        when = _day(told, values.language, today, wrong)
        figure = _figure(told, which.unit if which else "", values.language, wrong)
        if which and when and figure is not None and not wrong:
            reading = _Reading(told, which, when, figure)
            first = found.setdefault((which.id, when), reading)
            if first.value != figure:
                wrong["value"] = say(
                    "Line {line} gives another value for this day.", line=str(first.told.line)
                )
            elif first is not reading:
                again.append(reading)
        if wrong:
            done.refused.append((told, Errors(wrong)))
    return [*found.values(), *again]


def _kpi(names: Names, every: Sequence[Kpi], told: Value, wrong: dict[str, Words]) -> Kpi | None:
    typed = clean(told.kpi).strip()
    theirs = every
    if told.team.strip():
        try:
            team = names.team(told.team)
        except Refusal as refused:
            wrong["team"] = refused.words
            return None
        theirs = [each for each in every if (each.team or 0) == team]
    found = [each for each in theirs if sameness(each.title) == sameness(typed)]
    if len(found) == 1:
        return found[0]
    meant = near(typed, [each.title for each in theirs])
    if found:
        wrong["kpi"] = say("Several teams have a KPI “{name}”: say whose.", name=typed)
    elif meant:
        wrong["kpi"] = say("There is no KPI “{name}”. Did you mean {near}?", name=typed, near=meant)
    else:
        wrong["kpi"] = say("There is no KPI “{name}”: make it with `/okr plan`.", name=typed)
    return None


def _day(told: Value, language: str, today: date, wrong: dict[str, Words]) -> date | None:
    try:
        found = day(told.date, language)
    except Refusal as refused:
        wrong["date"] = refused.words
        return None
    if _OLDEST <= found <= today:
        return found
    wrong["date"] = say(
        "“{date}” is too long ago, or still to come.", date=clean(told.date).strip()
    )
    return None


def _figure(told: Value, unit: str, language: str, wrong: dict[str, Words]) -> Decimal | None:
    # Of a KPI that isn't found, nobody knows the unit.
    if "kpi" in wrong or "team" in wrong:
        return None
    try:
        return numbers.read(told.value, unit, language)
    except Refusal as refused:
        wrong["value"] = refused.words
        return None
