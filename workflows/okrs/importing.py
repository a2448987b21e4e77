"""Keeps what a file says a company aims at: parents first, and nothing twice."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import near, sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.store import audit
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import cycles, key_result, objective, objectives, permissions, shaping
from workflows.okrs.import_names import Names
from workflows.okrs.import_refusals import (
    aligned_otherwise,
    differing,
    held_up,
    is_over,
    no_parent,
    not_kept,
)
from workflows.okrs.incoming import Plan, Refused, Told, loop, order, read, titled
from workflows.okrs.key_result import KeyResult
from workflows.okrs.key_result_form import Fields
from workflows.okrs.objective import Objective
from workflows.okrs.tables import CycleRow

Typed = TypeVar("Typed")
Found = TypeVar("Found")

# An objective's cycle and team, by their ids, and its title.
_Key = tuple[int, int, str]
# What the checks call a field, and what a file does.
_FIELDS = {"name": "cycle", "title": "objective", "parent": "aligned_to"}


@dataclass
class Brought:
    """What became of a file.

    Attributes:
        cycle: the name of the one that was made, empty for none.
        objectives, key_results: how many were kept.
        known_objectives, known_key_results: how many were there already.
    """

    cycle: str = ""
    objectives: int = 0
    key_results: int = 0
    known_objectives: int = 0
    known_key_results: int = 0
    refused: list[Refused] = field(default_factory=list)


def bring(
    session: Session, workspace: Workspace, person: Person, plan: Plan, now: datetime
) -> Brought:
    """Keep what a file says that is not there yet; the audit trail tells it.

    Returns:
        What became of it, with the lines that could not be kept, in their order.

    Raises:
        Refusal: the person says of nothing what it aims at, or may not make its cycle.
    """
    roles.require(person, permissions.SHAPE)
    bringing = _Bringing(session, workspace, person, plan, now)
    if plan.cycle is None or bringing.has_cycle(plan.cycle):
        bringing.keep_all()
    done = bringing.brought
    kept = done.objectives + done.key_results
    if kept:
        known = done.known_objectives + done.known_key_results
        counted = {"kept": kept, "known": known, "refused": len(done.refused)}
        change = Change("okrs.imported", plan.name, None, counted)
        audit.record(session, workspace, person, change, now)
    return done


@dataclass
class _Line:
    told: Told
    key: _Key | None
    title: str
    fields: Fields | None
    wrong: dict[str, Words]


@dataclass
class _Wanted:
    """An objective of the file.

    Attributes:
        aligned: the line that says to what it is aligned, which is `parent`.
        blamed: the line that says why it was not kept.
    """

    title: str
    lines: list[_Line] = field(default_factory=list)
    aligned: _Line | None = None
    parent: _Key | None = None
    blamed: _Line | None = None

    @property
    def first(self) -> _Line | None:
        """The first line on which nothing is wrong."""
        return next((line for line in self.lines if not line.wrong), None)

    def blame(self, wrong: dict[str, Words]) -> None:
        """Say on one of its lines why it is not kept."""
        self.blamed = self.aligned or self.first or self.lines[0]
        self.blamed.wrong |= wrong


@dataclass
class _Bringing:
    session: Session
    workspace: Workspace
    person: Person
    plan: Plan
    now: datetime
    brought: Brought = field(default_factory=Brought)
    _wanted: dict[_Key, _Wanted] = field(default_factory=dict)
    _there: dict[_Key, Objective] = field(default_factory=dict)
    _results: dict[tuple[int, str], KeyResult] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._names = Names(self.session, self.workspace, self.now)

    def has_cycle(self, told: Told) -> bool:
        """Whether the cycle of the whole file is there now; makes it where its days are given."""
        wrong: dict[str, Words] = {}
        days, found = self.plan.days, self._names.known(told.sent.cycle)
        if days is None or found is not None:
            _tried(wrong, "cycle", self._names.cycle, told.sent.cycle)
            if found and days and (found.starts, found.ends) != (days.starts, days.ends):
                wrong["starts"] = say(
                    "*{cycle}* is there with other days: change it in Slack.", cycle=found.name
                )
        elif days.ends < cycles.today(self.session, self.workspace, self.now):
            wrong["ends"] = is_over(days.name)
        else:
            span = cycles.check(days)
            given = (self.session, self.workspace, self.person)
            made = span if isinstance(span, Errors) else cycles.make(*given, span, self.now)
            if isinstance(made, Errors):
                wrong = _as_written(made)
            else:
                self.brought.cycle = made.name
        if wrong:
            self.brought.refused.append(Refused(told, Errors(wrong)))
        return not wrong

    def keep_all(self) -> None:
        """Keep every line that can be."""
        lines = [self._line(told) for told in self.plan.told]
        for cycle in {line.key[0] for line in lines if line.key}:
            self._look(cycle)
        for line in lines:
            if line.key and line.told.sent.aligned_to.strip():
                self._align(line, line.key)
        self._objectives()
        for line in lines:
            self._finish(line)
        refused = [Refused(line.told, Errors(line.wrong)) for line in lines if line.wrong]
        self.brought.refused += sorted(refused, key=lambda each: each.told.line)

    def _line(self, told: Told) -> _Line:
        wrong: dict[str, Words] = {}
        sent = told.sent
        cycle = _tried(wrong, "cycle", self._names.cycle, sent.cycle)
        team = _tried(wrong, "team", self._names.team, sent.team)
        owner = _tried(wrong, "owner", self._names.owner, sent.owner)
        title, fields = titled(sent), read(sent, owner or "", self.plan.language)
        for each in (title, fields):
            if isinstance(each, Errors):
                wrong |= each.fields
        line = _Line(told, None, "", None if isinstance(fields, Errors) else fields, wrong)
        if cycle is not None and team is not None and not isinstance(title, Errors):
            line.title, line.key = title, (cycle.id, team, sameness(title))
            self._wanted.setdefault(line.key, _Wanted(title)).lines.append(line)
        return line

    def _look(self, cycle: int) -> None:
        """Find what a cycle has already."""
        for each in reversed(objective.in_cycle(self.session, self.workspace, cycle)):
            self._there[cycle, each.team or 0, sameness(each.title)] = each
        found = key_result.key_results(self.session, self.workspace, CycleRow.id == cycle)
        self._results |= {(each.objective, sameness(each.title)): each for each in found}

    def _align(self, line: _Line, key: _Key) -> None:
        """Find what a line's objective is to be aligned to, here or in the file."""
        want, typed = self._wanted[key], line.told.sent.aligned_to
        every = {*self._there, *self._wanted}
        same = {one for one in every if (one[0], one[2]) == (key[0], sameness(typed))}
        others = same - {key} or same
        company = (key[0], 0, sameness(typed))
        parent = company if company in others else next(iter(others), None)
        if want.aligned is None:
            want.aligned, want.parent = line, parent
        if parent is None:
            titles = {self._titled(one) for one in every if one[0] == key[0]} - {want.title}
            line.wrong["aligned_to"] = no_parent(typed.strip(), near(typed, titles))
        elif len(others) > 1 and parent != company:
            line.wrong["aligned_to"] = say(
                "Several teams have an objective “{name}”: align this one in Slack.",
                name=typed.strip(),
            )

    def _objectives(self) -> None:
        """Make the objectives that are not there, parents first."""
        new = {key: want for key, want in self._wanted.items() if key not in self._there}
        parents = {key: want.parent if want.parent in new else None for key, want in new.items()}
        placed = order(parents)
        for key in self._wanted.keys() - new.keys():
            self.brought.known_objectives += self._wanted[key].first is not None
        for key in placed:
            self._objective(key, new[key])
        for key in new.keys() - set(placed):
            parent = self._titled(new[key].parent or key)
            why = held_up(parent) if loop(parents, key) else not_kept(parent)
            new[key].blame({"aligned_to": why})

    def _objective(self, key: _Key, want: _Wanted) -> None:
        first, aligned = want.first, want.aligned
        if first is None or (aligned and "aligned_to" in aligned.wrong):
            return
        above = self._there.get(want.parent) if want.parent else None
        if want.parent and above is None:
            want.blame({"aligned_to": not_kept(self._titled(want.parent))})
            return
        typed = objectives.Typed(want.title, key[1], above.id if above else 0)
        given = (self.session, self.workspace, self.person)
        wrong: dict[str, Words] = {}
        made = _tried(wrong, "", lambda one: objectives.make(*given, key[0], one, self.now), typed)
        if isinstance(made, Objective):
            self._there[key] = made
            self.brought.objectives += 1
            return
        want.blame(wrong | (_as_written(made) if made else {}))

    def _finish(self, line: _Line) -> None:
        """Keep a line's key result where nothing is wrong, and see that all else is as it says."""
        if line.wrong or line.key is None:
            return
        want, above = self._wanted[line.key], self._there.get(line.key)
        if above is None:
            says = want.blamed or want.aligned or line
            line.wrong[""] = say(
                "Its objective was not kept: line {line} says why.", line=str(says.told.line)
            )
            return
        aligned = sameness(line.told.sent.aligned_to)
        if aligned and aligned != sameness(above.parent_title or ""):
            line.wrong["aligned_to"] = aligned_otherwise(above)
        elif line.fields is not None:
            self._key_result(line, above, line.fields)

    def _key_result(self, line: _Line, above: Objective, fields: Fields) -> None:
        same = (above.id, sameness(fields.title))
        before = self._results.get(same)
        given = (self.session, self.workspace, self.person, above.id)
        found: KeyResult | Errors | None = before or _tried(
            line.wrong, "", lambda wanted: shaping.make(*given, wanted, self.now), fields
        )
        if isinstance(found, Errors):
            line.wrong |= found.fields
        elif found is not None:
            self._results[same] = found
            line.wrong |= differing(found, fields)
            self.brought.key_results += before is None
            self.brought.known_key_results += before is not None and not line.wrong

    def _titled(self, key: _Key) -> str:
        return self._wanted[key].title if key in self._wanted else self._there[key].title


def _tried(
    wrong: dict[str, Words], name: str, find: Callable[[Typed], Found], typed: Typed
) -> Found | None:
    """What is found; None where it is refused, which is noted under a name."""
    try:
        return find(typed)
    except Refusal as refused:
        wrong[name] = refused.words
        return None


def _as_written(wrong: Errors) -> dict[str, Words]:
    """What is wrong, by the names in a file."""
    return {_FIELDS.get(name, name): words for name, words in wrong.fields.items()}
