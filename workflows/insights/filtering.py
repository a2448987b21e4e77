"""Turns the filters of a search into conditions, their names into what its reader may know."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, exists, or_, select, true
from sqlalchemy.orm import Session

from bot.folding import folded, letters, sameness
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from workflows.insights import filter_names as names
from workflows.insights.filters import Asked, Filter, Why, Wrong
from workflows.insights.insight import CLOSED, NEW, TRIAGED
from workflows.insights.nearness import OFFERED, nearest
from workflows.insights.sorting_tables import AreaRow, ThemeRow
from workflows.insights.tables import CustomerRow, InsightRow
from workflows.insights.tags import tag
from workflows.insights.visibility import visible_to

# Of names that begin as typed; of all names the nearest are looked for among; of those that are
# looked at for whether the reader may see them; of the newest insights whose tags are known names.
_BEGINNING, _NAMES, _LOOKED_AT, _TAGGED = 50, 20_000, 4 * OFFERED, 2_000
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^>]*)?>")
_PARTS = re.compile(r"[\s._-]+")


def matching(
    session: Session, workspace: Workspace, person: Person, asked: Asked
) -> Select[Any] | tuple[Wrong, ...]:
    """The insights that a search's filters leave, or the filters that are wrong.

    Of several with one key any may hold, of tags all. A customer or a theme that only insights name
    which the person may not see is known to nobody.
    """
    search = _Search(session, workspace, person)
    conditions, wrongs = [], list(asked.wrongs)
    either: dict[str, list[ColumnElement[bool]]] = {}
    for each in asked.filters:
        condition = search.condition(each)
        if condition is None:
            wrongs.append(Wrong(each, Why.NAME, search.near(each)))
        elif each.key == names.TAG:
            conditions.append(condition)
        else:
            either.setdefault(each.key, []).append(condition)
    if wrongs:
        return tuple(wrongs)
    conditions += [or_(*some) for some in either.values()]
    if asked.since:
        conditions.append(InsightRow.kept_at >= asked.since)
    return select(InsightRow.id).where(*search.theirs(), *conditions)


def unknown_tags(
    session: Session, workspace: Workspace, person: Person, asked: Asked
) -> tuple[Wrong, ...]:
    """The filters whose tags no insight has that this person may see."""
    search = _Search(session, workspace, person)
    return tuple(
        Wrong(each, Why.NAME, search.near(each))
        for each in asked.filters
        if each.key == names.TAG and not search.any_tagged(tag(each.value.lstrip("#")))
    )


@dataclass(frozen=True)
class _Named:
    """A table of names and the column of insights that points to it."""

    row: Any
    column: Any


_TABLES: Mapping[str, _Named] = {
    names.CUSTOMER: _Named(CustomerRow, InsightRow.customer_id),
    names.AREA: _Named(AreaRow, InsightRow.area_id),
    names.THEME: _Named(ThemeRow, InsightRow.theme_id),
}


@dataclass(frozen=True)
class _Search:
    session: Session
    workspace: Workspace
    person: Person

    def condition(self, one: Filter) -> ColumnElement[bool] | None:
        """What a filter asks of an insight; None where nothing has its name."""
        if one.key in _TABLES:
            found = self._ids(_TABLES[one.key], one.value)
            return _TABLES[one.key].column.in_(found) if found else None
        if one.key == names.FROM:
            people = self._people(one.value)
            return InsightRow.author_id.in_(people) if people else None
        if one.key == names.TAG:
            wanted = tag(one.value.lstrip("#"))
            return InsightRow.tags.contains([wanted]) if wanted else None
        if one.key == names.STATE:
            return self._in_state(one.value)
        column: ColumnElement[str] = _COLUMNS[one.key]
        return column == one.value

    def near(self, one: Filter) -> tuple[str, ...]:
        """What may have been meant by a name that nothing has, as it is typed."""
        if one.key in _TABLES:
            found = self._nearest(_TABLES[one.key], one.value)
        elif one.key == names.FROM:
            found = nearest(one.value.lstrip("@"), (name for _, name in self._everyone()))
        else:
            found = nearest(one.value, self._known_tags())
        return tuple(map(one.written, found))

    def any_tagged(self, wanted: str) -> bool:
        """Whether the person may see an insight with a tag."""
        tagged = exists().where(*self.theirs(), InsightRow.tags.contains([wanted]))
        return bool(wanted) and bool(self.session.scalar(select(tagged)))

    def _in_state(self, value: str) -> ColumnElement[bool]:
        alone, closed = InsightRow.theme_id.is_(None), InsightRow.closed_at
        if value == CLOSED:
            return and_(alone, closed.is_not(None))
        if value in (NEW, TRIAGED):
            seen = InsightRow.triaged_at
            triaged = seen.is_(None) if value == NEW else seen.is_not(None)
            return and_(alone, closed.is_(None), triaged)
        themes = select(ThemeRow.id).where(
            ThemeRow.workspace_id == self.workspace.id, ThemeRow.state == value
        )
        return InsightRow.theme_id.in_(themes.correlate(None))

    def _ids(self, named: _Named, typed: str) -> Sequence[int]:
        """Those that are called so; where none is, those that begin so."""
        row, wanted = named.row, sameness(typed)
        if not wanted:
            return ()
        begins = row.folded.startswith(wanted, autoescape=True)
        found = self.session.execute(
            select(row.id, row.folded == wanted)
            .where(row.workspace_id == self.workspace.id, begins, self._shown(named))
            .order_by(row.folded != wanted, row.folded)
            .limit(_BEGINNING)
        ).all()
        return [id for id, same in found if same] or [id for id, _ in found]

    def _nearest(self, named: _Named, typed: str) -> tuple[str, ...]:
        row = named.row
        ours = select(row.name).where(row.workspace_id == self.workspace.id)
        near = nearest(typed, self.session.scalars(ours.limit(_NAMES)), _LOOKED_AT)
        shown = set(
            self.session.scalars(ours.where(row.name.in_(near), self._shown(named))) if near else ()
        )
        return tuple(name for name in near if name in shown)[:OFFERED]

    def _shown(self, named: _Named) -> ColumnElement[bool]:
        """Whether the person may know that there is such a customer, area or theme."""
        seen = exists().where(*self.theirs(), named.column == named.row.id)
        if named.row is CustomerRow:
            return or_(CustomerRow.segment != "", CustomerRow.value.is_not(None), seen)
        return seen if named.row is ThemeRow and not self.person.own else true()

    def theirs(self) -> tuple[ColumnElement[bool], ...]:
        """What an insight must be for the person to see it."""
        return (
            InsightRow.workspace_id == self.workspace.id,
            InsightRow.undone_at.is_(None),
            visible_to(self.person),
        )

    def _people(self, typed: str) -> Sequence[int]:
        """The people who are meant: by mention, `me`, or all parts of a name."""
        mention = _MENTION.fullmatch(typed)
        if mention:
            return self.session.scalars(
                select(PersonRow.id).where(
                    PersonRow.workspace_id == self.workspace.id, PersonRow.slack_id == mention[1]
                )
            ).all()
        if letters(typed) in names.ME:
            return (self.person.id,)
        wanted = set(_words(typed.lstrip("@")))
        everyone = self._everyone() if wanted else ()
        same = [id for id, name in everyone if set(_words(name)) == wanted]
        return same or [id for id, name in everyone if wanted <= set(_words(name))]

    def _everyone(self) -> Sequence[tuple[int, str]]:
        query = select(PersonRow.id, PersonRow.name).where(
            PersonRow.workspace_id == self.workspace.id, PersonRow.name != ""
        )
        return [(row.id, row.name) for row in self.session.execute(query)]

    def _known_tags(self) -> set[str]:
        newest = (
            select(InsightRow.tags)
            .where(*self.theirs())
            .order_by(InsightRow.kept_at.desc())
            .limit(_TAGGED)
        )
        return {one for tags in self.session.scalars(newest) for one in tags}


def _words(name: str) -> Iterable[str]:
    return filter(None, _PARTS.split(folded(name)))


_COLUMNS: Mapping[str, Any] = {
    names.KIND: InsightRow.kind,
    names.SOURCE: InsightRow.source,
    names.SEVERITY: InsightRow.severity,
}
