"""What a dependency must be to be shown: the filters of a list, as conditions on its row."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from sqlalchemy import ColumnElement, Select, and_, false, func, or_, select
from sqlalchemy.orm import Session

from bot.folding import folded, letters, sameness
from bot.store import teams
from bot.store.people import Person, PersonRow
from bot.store.team import TeamRow
from bot.store.workspaces import Workspace
from workflows.dependencies import asking, seeing
from workflows.dependencies import filter_names as names
from workflows.dependencies.filters import Asked, Filter, Why, Wrong
from workflows.dependencies.rules import OPEN, OVER
from workflows.dependencies.standing import WAITING
from workflows.dependencies.tables import DependencyRow

# The date that stands, as `Dependency.expected` has it.
EXPECTED: ColumnElement[date] = func.coalesce(
    DependencyRow.promised, DependencyRow.proposed, DependencyRow.needed_by
)
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")


@dataclass(frozen=True)
class Puzzled:
    """Nothing was looked for: some of the filters are wrong."""

    asked: Asked
    wrongs: tuple[Wrong, ...]


def narrow(
    session: Session, workspace: Workspace, person: Person, asked: Asked, now: datetime
) -> Select[int] | Puzzled:
    """The numbers of what a person's filters leave of the dependencies they may see.

    Raises:
        Refusal: they may see none.
    """
    return _Narrowing(session, workspace, person, asked, now).narrowed()


def late(today: date) -> ColumnElement[bool]:
    """Whether a dependency is late on a day."""
    return and_(DependencyRow.state.in_(WAITING), today > EXPECTED)


@dataclass
class _Narrowing:
    session: Session
    workspace: Workspace
    person: Person
    asked: Asked
    now: datetime
    wrongs: list[Wrong] = field(default_factory=list)

    def narrowed(self) -> Select[int] | Puzzled:
        """All conditions, or what is wrong."""
        given = (self.session, self.workspace, self.person)
        where = [seeing.within(seeing.limits(*given))]
        self.wrongs += self.asked.wrongs
        for key in (names.TEAM, names.FROM, names.FOR, names.OWNER, ""):
            where += [self._named(each) for each in self.asked.filters if each.key == key]
        states = [self._in_state(value) for value in self.asked.values(names.STATE)]
        where += [or_(*states)] if states else []
        where += [self._scope(value) for value in self.asked.values(names.SCOPE)]
        where += [self.asked.by >= EXPECTED] if self.asked.by else []
        if self.wrongs:
            return Puzzled(self.asked, tuple(self.wrongs))
        mine = DependencyRow.workspace_id == self.workspace.id
        return select(DependencyRow.number).where(mine, *where)

    @cached_property
    def today(self) -> date:
        """The date where the workspace is."""
        return asking.today(self.session, self.workspace, self.now)

    @cached_property
    def _mine(self) -> Sequence[int]:
        return [one.id for one in teams.of(self.session, self.workspace, self.person)]

    @cached_property
    def _teams(self) -> Sequence[tuple[int, str, str]]:
        rows = self.session.execute(
            select(TeamRow.id, TeamRow.name, TeamRow.folded)
            .where(TeamRow.workspace_id == self.workspace.id)
            .order_by(TeamRow.closed_at.is_not(None), TeamRow.folded)
        )
        return [(row.id, row.name, row.folded) for row in rows]

    def _named(self, one: Filter) -> ColumnElement[bool]:
        if one.key == names.OWNER:
            return self._owned(one)
        ids = self._ids(one.value)
        if not ids:
            self.wrongs.append(self._unknown(one))
            return false()
        if one.key == names.FROM:
            return DependencyRow.provider_id.in_(ids)
        if one.key == names.FOR:
            return DependencyRow.requester_id.in_(ids)
        return seeing.between(ids)

    def _unknown(self, one: Filter) -> Wrong:
        called = [name for _, name, _ in self._teams]
        if one.key:
            return Wrong(one, Why.NAME, tuple(map(one.written, names.nearest(one.value, called))))
        return Wrong(one, Why.WORDS, names.nearest_phrase(one.value, called))

    def _ids(self, typed: str) -> Sequence[int]:
        """The teams that are called so; where none is, those that begin so."""
        wanted = sameness(typed)
        same = [which for which, _, name in self._teams if name == wanted]
        # A word that stands alone is no team's beginning by chance: it has three letters.
        begins = len(wanted) > 2
        return same or [w for w, _, name in self._teams if begins and name.startswith(wanted)]

    def _owned(self, one: Filter) -> ColumnElement[bool]:
        mention = _MENTION.fullmatch(one.value)
        if letters(one.value) in names.ME:
            return DependencyRow.owner_id == self.person.id
        rows = self.session.execute(
            select(PersonRow.id, PersonRow.name, PersonRow.slack_id).where(
                PersonRow.workspace_id == self.workspace.id
            )
        ).all()
        wanted = set(_words(one.value.lstrip("@")))
        if mention:
            ids = [row.id for row in rows if row.slack_id == mention[1]]
        else:
            ids = [row.id for row in rows if wanted and wanted <= set(_words(row.name))]
        if not ids:
            near = names.nearest(one.value.lstrip("@"), [row.name for row in rows if row.name])
            self.wrongs.append(Wrong(one, Why.NAME, tuple(map(one.written, near))))
        return DependencyRow.owner_id.in_(ids)

    def _in_state(self, value: str) -> ColumnElement[bool]:
        if value == names.OPEN:
            return DependencyRow.state.in_(OPEN)
        if value == names.OVER:
            return DependencyRow.state.in_(OVER)
        if value == names.LATE:
            return late(self.today)
        if value in ("at_risk", "blocked"):
            return and_(DependencyRow.risk == value, DependencyRow.state.in_(WAITING))
        return DependencyRow.state == value

    def _scope(self, value: str) -> ColumnElement[bool]:
        if value == names.OURS:
            return DependencyRow.requester_id.in_(self._mine)
        if value == names.ON_US:
            return DependencyRow.provider_id.in_(self._mine)
        if value == names.MINE:
            mine = (DependencyRow.owner_id, DependencyRow.asked_by_id)
            return or_(*(each == self.person.id for each in mine))
        return DependencyRow.id.is_not(None)


def _words(name: str) -> Iterable[str]:
    return filter(None, re.split(r"\W+", folded(name)))
