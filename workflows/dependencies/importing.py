"""Keeps what a file says teams need from each other: each line once, with what became of it."""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from functools import cached_property

from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.store import audit, teams
from bot.store.audit import Change
from bot.store.naming import named
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import asking, filing, filter_names, permissions, speaking
from workflows.dependencies.filing import Filed
from workflows.dependencies.incoming import Incoming, Sent, read
from workflows.dependencies.rules import OPEN

# Of a day that was told, without its hour.
_NOON = time(12)


@dataclass(frozen=True)
class Told:
    """A line of a file, by where it begins."""

    line: int
    sent: Sent


@dataclass(frozen=True)
class File:
    """A file.

    Attributes:
        name: what it is called.
        language: in which its dates are read.
        key_results: the ids of those there are, by their titles as `sameness` has them.
        tell: whether both teams hear of what is open.
    """

    name: str
    told: tuple[Told, ...]
    language: str = "en"
    key_results: Mapping[str, int] = field(default_factory=dict)
    tell: bool = False


@dataclass
class Brought:
    """What became of a file.

    Attributes:
        first, last: the numbers of those that were kept.
        refused: the lines that were not, and why.
    """

    kept: int = 0
    known: int = 0
    first: int = 0
    last: int = 0
    refused: list[tuple[Told, Errors]] = field(default_factory=list)


def bring(
    session: Session, workspace: Workspace, person: Person, file: File, now: datetime
) -> Brought:
    """Keep what a file tells that is not there yet; the audit trail tells it.

    Where both teams are to hear of it, `dependency.moved` is recorded of each that is open.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ASK)
    reading = _Reading(session, workspace, person, file, now)
    found = reading.all()
    done = reading.done
    ids = filing.file(session, workspace, person, [each for _, each in found], now)
    if found:
        done.kept, (done.first, done.last) = len(found), filing.span(session, workspace, ids)
        counted = {"kept": done.kept, "known": done.known, "refused": len(done.refused)}
        change = Change("dependencies.imported", file.name, None, counted)
        audit.record(session, workspace, person, change, now)
    for which, (_, each) in zip(ids, found, strict=True):
        if file.tell and each.told.state in OPEN:
            facts.record(session, workspace, "dependency.moved", which, person, now)
    return done


@dataclass
class _Reading:
    session: Session
    workspace: Workspace
    person: Person
    file: File
    now: datetime
    done: Brought = field(default_factory=Brought)
    _people: dict[str, Person | Words] = field(default_factory=dict)

    def all(self) -> Sequence[tuple[Told, Filed]]:
        """The lines that are to be kept; all others are noted."""
        today = asking.today(self.session, self.workspace, self.now)
        found: dict[str, tuple[Told, Filed]] = {}
        for told in self.file.told:
            line = self._line(told, today)
            if isinstance(line, Errors):
                self.done.refused.append((told, line))
                continue
            if line.source not in found:
                found[line.source] = (told, line)
            elif found[line.source][1].told == line.told:
                self.done.known += 1
            else:
                other = str(found[line.source][0].line)
                said = say("Line {line} has the same source: give each its own.", line=other)
                self.done.refused.append((told, Errors({"source": said})))
        known = filing.known(self.session, self.workspace, found)
        self.done.known += len(known)
        return [each for source, each in found.items() if source not in known]

    def _line(self, told: Told, today: date) -> Filed | Errors:
        wrong: dict[str, Words] = {}
        sent, read_ = told.sent, read(told.sent, self.file.language, today)
        requester, provider = (self._team(wrong, name, sent) for name in ("requester", "provider"))
        owner = self._owner(wrong, sent)
        key_result = self._key_result(wrong, sent)
        if isinstance(read_, Errors):
            return Errors({**wrong, **read_.fields})
        if requester and provider:
            wrong |= self._between(requester, provider, read_)
        if wrong or requester is None or provider is None:
            return Errors(wrong)
        ids = (requester.id, provider.id)
        at = self._at(read_.asked_on) or self.now
        agreed = self._at(read_.agreed_on) or at
        delivered = self._at(read_.delivered_on)
        source = _source(sent, ids, read_)
        return Filed(read_, *ids, owner, key_result, source, (at, agreed, delivered))

    def _team(self, wrong: dict[str, Words], name: str, sent: Sent) -> Team | None:
        typed = clean(getattr(sent, name)).strip()
        found = self._teams.get(sameness(typed))
        if not typed:
            wrong[name] = say("Say which team.")
        elif found is None:
            near = filter_names.nearest(typed, [team.name for team in self._teams.values()])
            meant = ", ".join(near)
            wrong[name] = (
                say("There is no team “{name}”. Did you mean {near}?", name=typed, near=meant)
                if meant
                else say("There is no team “{name}”. `/team` lists them.", name=typed)
            )
        return found

    def _between(self, requester: Team, provider: Team, read_: Incoming) -> dict[str, Words]:
        """What is wrong with two teams that are there."""
        if requester.id == provider.id:
            return {"provider": say("A team does not depend on itself: choose another one.")}
        if not {requester.id, provider.id} & self._mine:
            return {
                "requester": say(
                    "You speak for none of the two teams: Product Ops bring it in, or who is in"
                    " one of them."
                )
            }
        if read_.state in OPEN and not provider.channel and provider.lead is None:
            return {"provider": asking.unreachable(provider)}
        return {}

    def _owner(self, wrong: dict[str, Words], sent: Sent) -> int | None:
        typed = clean(sent.owner).strip()
        if not typed:
            return None
        if typed not in self._people:
            try:
                self._people[typed] = named(self.session, self.workspace, typed)
            except Refusal as refused:
                self._people[typed] = refused.words
        found = self._people[typed]
        if not isinstance(found, Person):
            wrong["owner"] = found
        elif not found.own or not found.here:
            wrong["owner"] = say("That is a guest, an app, or somebody who left.")
        else:
            return found.id
        return None

    def _key_result(self, wrong: dict[str, Words], sent: Sent) -> int | None:
        typed = clean(sent.key_result).strip()
        found = self.file.key_results.get(sameness(typed)) if typed else None
        if typed and found is None:
            wrong["key_result"] = say(
                "There is no key result “{title}”: leave it empty, or write it as `/okr` does.",
                title=typed,
            )
        return found

    @cached_property
    def _teams(self) -> Mapping[str, Team]:
        return {sameness(one.name): one for one in teams.every(self.session, self.workspace)}

    @cached_property
    def _mine(self) -> frozenset[int]:
        spoken = speaking.teams_of(self.session, self.workspace, self.person)
        return frozenset(one.id for one in spoken)

    def _at(self, day: date | None) -> datetime | None:
        """Some instant of a day, none that is still to come."""
        return min(datetime.combine(day, _NOON, UTC), self.now) if day else None


def _source(sent: Sent, teams: tuple[int, int], read_: Incoming) -> str:
    """What a line is known by: what it says itself, else what it asks of whom by when."""
    said = sameness(sent.source)
    if said:
        return f"source:{said}"
    parts = (*map(str, teams), sameness(read_.needs), read_.needed_by.isoformat())
    return "line:" + hashlib.sha256("\n".join(parts).encode()).hexdigest()[:32]
