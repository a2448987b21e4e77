"""The digest of a week: what rose, what is new, what was said, what was shipped for whom."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, and_, exists, func, select, true
from sqlalchemy.orm import Session

from bot import roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions, rising, weeks
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.rising import About, Subject
from workflows.insights.sorting_tables import ThemeMoveRow, ThemeRow
from workflows.insights.tables import CustomerRow, InsightRow
from workflows.insights.weeks import Week

# So many of each are told; quotes are chosen among the newest of the week.
SUBJECTS, THEMES, QUOTES, CUSTOMERS = 6, 5, 3, 5
_NEWEST = 200
# A quote says something, and is read in a breath.
_SHORT, _LONG = 25, 280
_WEIGHT = {"high": 2, "medium": 1}


@dataclass(frozen=True)
class Shipped:
    """A theme that was shipped, and the customers who had asked for it, the first of them named."""

    theme: str
    customers: tuple[str, ...]
    others: int


@dataclass(frozen=True)
class Digest:
    """What a week brought, for the people of a channel.

    Attributes:
        week: which.
        insights, customers: how many were kept, from how many customers.
        subjects: what they are about, at most six: what rose first, then what is said most.
        known: whether there are weeks before to measure it by.
        themes: the names of those that were made.
        quotes: some of the insights.
        shipped: what was.
    """

    week: Week
    insights: int
    customers: int
    subjects: tuple[Subject, ...]
    known: bool
    themes: tuple[str, ...]
    quotes: tuple[Insight, ...]
    shipped: tuple[Shipped, ...]

    @property
    def empty(self) -> bool:
        """Whether there is nothing to tell."""
        return not (self.insights or self.themes or self.shipped)

    @property
    def risen(self) -> tuple[Subject, ...]:
        """What rose against the weeks before."""
        return tuple(one for one in self.subjects if one.rose) if self.known else ()


def current(session: Session, workspace: Workspace, person: Person, now: datetime) -> Digest:
    """Everyone's digest of the last week that is over.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.DIGEST)
    return digest(session, workspace, weeks.latest(session, workspace, now), ())


def digest(session: Session, workspace: Workspace, week: Week, team_ids: tuple[int, ...]) -> Digest:
    """The digest of a week, of public insights alone.

    Args:
        team_ids: the teams it is for, whose members kept the insights or whose tags they have;
            none for everyone.
    """
    readers = rising.audience(session, workspace, team_ids)
    counts = rising.counted(session, workspace, week, readers)
    public = and_(InsightRow.workspace_id == workspace.id, readers.concerns)
    return Digest(
        week,
        counts.insights,
        counts.customers,
        counts.subjects[:SUBJECTS],
        counts.known,
        _new_themes(session, workspace, week, public if team_ids else true()),
        _quotes(session, workspace, week, public, counts.subjects) if counts.insights else (),
        _shipped(session, workspace, week, public, bool(team_ids)),
    )


def _new_themes(
    session: Session, workspace: Workspace, week: Week, public: ColumnElement[bool]
) -> tuple[str, ...]:
    query = (
        select(ThemeRow.name)
        .where(
            ThemeRow.workspace_id == workspace.id,
            ThemeRow.made_at >= week.begins,
            ThemeRow.made_at < week.ends,
            exists().where(InsightRow.theme_id == ThemeRow.id, public),
        )
        .order_by(ThemeRow.made_at, ThemeRow.id)
        .limit(THEMES)
    )
    return tuple(session.scalars(query))


def _quotes(
    session: Session,
    workspace: Workspace,
    week: Week,
    public: ColumnElement[bool],
    subjects: Sequence[Subject],
) -> tuple[Insight, ...]:
    rows = session.execute(
        reading(workspace)
        .where(
            public,
            InsightRow.kept_at >= week.begins,
            InsightRow.kept_at < week.ends,
            InsightRow.same_as_id.is_(None),
            func.char_length(InsightRow.words).between(_SHORT, _LONG),
        )
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
        .limit(_NEWEST)
    )
    risen = {(one.about, one.name) for one in subjects if one.rose}
    found = sorted(map(record, rows), key=lambda one: -_worth(one, risen))
    return with_names(session, workspace, _distinct(found))


def _worth(one: Insight, risen: set[tuple[About, str]]) -> int:
    """How much a quote tells: of what rose, of a customer, of what hurts."""
    about = {(About.TAG, tag) for tag in one.tags}
    about |= {(About.THEME, one.theme), (About.AREA, one.area)}
    return 2 * bool(about & risen) + bool(one.customer) + _WEIGHT.get(one.severity, 0)


def _distinct(found: Iterable[Insight]) -> tuple[Insight, ...]:
    """The first ones, each of another customer and, where they have one, another theme."""
    chosen: list[Insight] = []
    said: set[str] = set()
    for one in found:
        marks = {mark for mark in (f"c{one.customer}", f"t{one.theme}") if len(mark) > 1}
        if not marks & said:
            chosen.append(one)
            said |= marks
        if len(chosen) == QUOTES:
            break
    return tuple(chosen)


def _shipped(
    session: Session,
    workspace: Workspace,
    week: Week,
    public: ColumnElement[bool],
    concerned: bool,
) -> tuple[Shipped, ...]:
    """What was shipped; with `concerned`, only where insights of these teams asked for it."""
    asked = exists().where(InsightRow.theme_id == ThemeRow.id, public)
    moved = (
        select(ThemeRow.id, ThemeRow.name)
        .join(ThemeMoveRow, ThemeMoveRow.theme_id == ThemeRow.id)
        .where(
            ThemeRow.workspace_id == workspace.id,
            ThemeRow.state == "shipped",
            ThemeMoveRow.workspace_id == workspace.id,
            ThemeMoveRow.state == "shipped",
            ThemeMoveRow.at >= week.begins,
            ThemeMoveRow.at < week.ends,
            asked if concerned else true(),
        )
        .group_by(ThemeRow.id, ThemeRow.name)
        .order_by(func.max(ThemeMoveRow.at), ThemeRow.id)
        .limit(THEMES)
    )
    found = []
    for row in session.execute(moved).all():
        names = _askers(session, workspace, row.id, public)
        found.append(Shipped(row.name, names[:CUSTOMERS], max(0, len(names) - CUSTOMERS)))
    return tuple(found)


def _askers(
    session: Session, workspace: Workspace, theme: int, public: ColumnElement[bool]
) -> tuple[str, ...]:
    """The customers whose insights a theme has, by name."""
    asked = exists().where(
        public, InsightRow.theme_id == theme, InsightRow.customer_id == CustomerRow.id
    )
    query = select(CustomerRow.name).where(CustomerRow.workspace_id == workspace.id, asked)
    return tuple(session.scalars(query.order_by(CustomerRow.name)))
