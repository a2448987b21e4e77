"""Enrols a whole cohort from a table: whoever can be, and nobody twice."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TypeVar

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import days, roles
from bot.columns import Names
from bot.errors import Refusal
from bot.folding import near, sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.store.naming import Everybody
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import enrolling, permissions, shelf
from workflows.onboarding.enrolling import Typed, Wanted
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.journey import Journey
from workflows.onboarding.tables import EnrolmentRow

Found = TypeVar("Found")

# What a column may be called, in any case, with or without accents; the first name is explained.
COLUMNS: Names = {
    "person": ("person", "name", "who", "who arrives", "personne", "nom", "qui arrive"),
    "journey": ("journey", "parcours"),
    "starts": (
        *("starts", "start", "start date", "starts on", "first day"),
        *("début", "commence", "commence le", "premier jour", "date de début", "arrivée"),
        "date d’arrivée",
    ),
    "manager": ("manager", "responsable"),
    "buddy": ("buddy", "binôme"),
}
NEEDED = ("person", "starts")


@dataclass(frozen=True)
class Line:
    """A line of a file, as it was written; `line` is where it begins.

    Attributes:
        person, manager, buddy: as people are named; the last two may be empty.
        journey: its key or name; empty for that of the whole file.
    """

    line: int
    person: str = ""
    journey: str = ""
    starts: str = ""
    manager: str = ""
    buddy: str = ""


@dataclass(frozen=True)
class Cohort:
    """A file.

    Attributes:
        journeys: those to choose from, with those that come with the bot.
        journey: the key or name of that of the lines that name none; empty for the only one.
        language: in which its dates are read.
    """

    told: tuple[Line, ...]
    journeys: tuple[Journey, ...]
    journey: str = ""
    language: str = "en"


@dataclass
class Brought:
    """What became of a file.

    Attributes:
        begun: the journeys that began, by the line that said so.
        known: how many are on theirs already, or were.
        past: the lines whose first day is over.
        refused: the lines that were not kept, and why.
    """

    begun: dict[int, Enrolment] = field(default_factory=dict)
    known: int = 0
    past: list[int] = field(default_factory=list)
    refused: dict[int, Errors] = field(default_factory=dict)


def bring(
    session: Session, workspace: Workspace, person: Person, cohort: Cohort, now: datetime
) -> Brought:
    """Enrol whom a file names; who is or was on the same journey is left as they are.

    Raises:
        Refusal: the person may not, or there is no such journey as that of the whole file.
    """
    roles.require(person, permissions.ENROL)
    bringing = _Bringing(session, workspace, person, cohort, now)
    if cohort.journey:
        bringing.journey(cohort.journey)
    for told in cohort.told:
        bringing.line(told)
    return bringing.brought


@dataclass
class _Bringing:
    session: Session
    workspace: Workspace
    person: Person
    cohort: Cohort
    now: datetime
    brought: Brought = field(default_factory=Brought)
    _lines: dict[int, int] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._everybody = Everybody(self.session, self.workspace)
        self._today = enrolling.today(self.session, self.workspace, self.now)
        every = shelf.every(self.session, self.workspace)
        self._kept = {each.journey.key: each.id for each in every}
        walked = select(EnrolmentRow.person_id, EnrolmentRow.journey_id).where(
            EnrolmentRow.workspace_id == self.workspace.id
        )
        self._walked = {tuple(row) for row in self.session.execute(walked)}

    def line(self, told: Line) -> None:
        """Enrol whom a line names, or note why not."""
        wrong: dict[str, Words] = {}
        arrives = _tried(wrong, "person", self._named, told.person)
        journey = _tried(wrong, "journey", self.journey, told.journey)
        if arrives and "person" not in wrong:
            wrong |= self._again(arrives, told.line)
        if arrives and journey and not wrong and self._has_walked(arrives, journey):
            self.brought.known += 1
            return
        wanted = self._wanted(told, arrives, wrong)
        if wanted and journey and not wrong:
            self._enrol(told, journey, wanted, wrong)
        if wrong:
            self.brought.refused[told.line] = Errors(wrong)

    def journey(self, typed: str) -> Journey:
        """The journey of this key or name; of an empty one, that of the file, or the only one.

        Raises:
            Refusal: there is none, or there are several.
        """
        wanted = clean(typed).strip() or clean(self.cohort.journey).strip()
        called = {each.key: self._called(each) for each in self.cohort.journeys}
        names = ", ".join(name for each in called.values() for name in each[:1])
        if not wanted and len(called) > 1:
            raise Refusal(say("Say on which journey: there are {names}.", names=names))
        found = [
            each
            for each in self.cohort.journeys
            if not wanted or sameness(wanted) in map(sameness, called[each.key])
        ]
        if len(found) == 1:
            return found[0]
        if found:
            keys = ", ".join(each.key for each in found)
            raise Refusal(
                say("Several journeys are called “{name}”: write {keys}.", name=wanted, keys=keys)
            )
        others = [name for each in called.values() for name in each[1:]]
        meant = near(wanted, called) or near(wanted, others)
        if meant:
            raise Refusal(
                say("No journey “{name}” is offered. Did you mean {near}?", name=wanted, near=meant)
            )
        raise Refusal(
            say("No journey “{name}” is offered: there are {names}.", name=wanted, names=names)
        )

    def _has_walked(self, arrives: Person, journey: Journey) -> bool:
        return (arrives.id, self._kept.get(journey.key)) in self._walked

    def _called(self, journey: Journey) -> list[str]:
        """What a journey is called, its key first."""
        return [journey.key, *(name for name in (journey.name.en, journey.name.fr) if name)]

    def _named(self, typed: str) -> Person | None:
        """Whom a name means; None for no name."""
        if not clean(typed).strip():
            return None
        return self._everybody.here(clean(typed))

    def _again(self, arrives: Person, line: int) -> Mapping[str, Words]:
        first = self._lines.setdefault(arrives.id, line)
        if first == line:
            return {}
        words = say("{name} is on line {line} already: keep one.", name=arrives.name, line=first)
        return {"person": words}

    def _wanted(self, told: Line, arrives: Person | None, wrong: dict[str, Words]) -> Wanted | None:
        """What a line says of who arrives; None where that is not enough, which is noted."""
        starts = _tried(wrong, "starts", self._day, told.starts)
        around = {
            name: _tried(wrong, name, self._named, getattr(told, name))
            for name in ("manager", "buddy")
        }
        slack_ids = {name: who.slack_id if who else "" for name, who in around.items()}
        who = arrives.slack_id if arrives else ""
        typed = Typed(who, starts.isoformat() if starts else "", **slack_ids)
        found = enrolling.check(typed, self._today)
        if isinstance(found, Wanted):
            return found
        for name, words in found.fields.items():
            wrong.setdefault(name, words)
        return None

    def _day(self, typed: str) -> date | None:
        return days.day(typed, self.cohort.language) if clean(typed).strip() else None

    def _enrol(self, told: Line, journey: Journey, wanted: Wanted, wrong: dict[str, Words]) -> None:
        given = (self.session, self.workspace, self.person)
        if journey.key not in self._kept:
            self._kept[journey.key] = shelf.keep(*given, journey, self.now).id
        made = enrolling.enrol(*given, self._kept[journey.key], wanted, self.now)
        if isinstance(made, Errors):
            wrong |= made.fields
            return
        self.brought.begun[told.line] = made
        if wanted.starts < self._today:
            self.brought.past.append(told.line)


def _tried(
    wrong: dict[str, Words], name: str, find: Callable[[str], Found], typed: str
) -> Found | None:
    """What is found; None where it is refused, which is noted under a name."""
    try:
        return find(typed)
    except Refusal as refused:
        wrong[name] = refused.words
        return None
