"""Counts what a week's insights are about, beside the weeks before; public insights alone."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from math import ceil, sqrt
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    and_,
    false,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.orm import Session

from bot.store import teams
from bot.store.workspaces import Workspace
from workflows.insights.sorting_tables import AreaRow, TagRouteRow, ThemeRow
from workflows.insights.tables import InsightRow
from workflows.insights.weeks import BEFORE, Week

# What rose is in so many insights at least, in half as many again as in a usual week of the four
# before, and in two more: of nothing or one, everything is a multiple. Of large figures it is more
# than three times what chance makes of them, which is about their root.
LEAST, TIMES, MORE, CHANCE = 3, 1.5, 2, 3
# So many are looked at, of those that grew most and of those that are said most.
FOREMOST = 20


class About(StrEnum):
    """What insights can be counted by."""

    TAG = "tag"
    THEME = "theme"
    AREA = "area"


@dataclass(frozen=True)
class Subject:
    """What insights are about.

    Attributes:
        count: how many the week has.
        before: how many a usual week of the four before had, as far as the workspace goes back.
    """

    about: About
    name: str
    count: int
    before: float

    @property
    def rose(self) -> bool:
        """Whether it is much more than usual."""
        chance = CHANCE * sqrt(self.before)
        much = max(LEAST, self.before * TIMES, self.before + max(MORE, chance))
        return self.count >= much


@dataclass(frozen=True)
class Counts:
    """What a week has.

    Attributes:
        insights, customers: how many, in all.
        subjects: what they are about, what rose most first, then what is said most.
        known: whether there are weeks before to measure it by.
    """

    insights: int
    customers: int
    subjects: tuple[Subject, ...]
    known: bool


@dataclass(frozen=True)
class Audience:
    """Whom a digest is for.

    Attributes:
        everyone: all public insights concern them.
        members: otherwise those that these people kept, by their ids.
        tags: and those that have one of these.
    """

    everyone: bool = True
    members: tuple[int, ...] = ()
    tags: tuple[str, ...] = ()

    @property
    def concerns(self) -> ColumnElement[bool]:
        """The public insights that concern them, of any workspace."""
        public = and_(InsightRow.undone_at.is_(None), ~InsightRow.private)
        if self.everyone:
            return public
        theirs = InsightRow.author_id.in_(self.members)
        tagged = InsightRow.tags.overlap(list(self.tags)) if self.tags else false()
        return and_(public, or_(theirs, tagged))


def audience(session: Session, workspace: Workspace, team_ids: tuple[int, ...]) -> Audience:
    """The people of some teams, with the tags that are routed to these; everyone without a team."""
    if not team_ids:
        return Audience()
    members = {one.id for team in team_ids for one in teams.members(session, workspace, team)}
    routed = session.scalars(
        select(TagRouteRow.tag)
        .where(TagRouteRow.workspace_id == workspace.id, TagRouteRow.team_id.in_(team_ids))
        .order_by(TagRouteRow.tag)
    )
    return Audience(False, tuple(sorted(members)), tuple(routed))


def counted(session: Session, workspace: Workspace, week: Week, readers: Audience) -> Counts:
    """A week's subjects and how many insights each has.

    Args:
        readers: whom it is for.
    """
    recent = (
        select(
            (InsightRow.kept_at >= week.begins).label("fresh"),
            InsightRow.tags,
            InsightRow.theme_id,
            InsightRow.area_id,
            InsightRow.customer_id,
        )
        .where(
            InsightRow.workspace_id == workspace.id,
            readers.concerns,
            InsightRow.kept_at >= week.history,
            InsightRow.kept_at < week.ends,
        )
        .cte("recent")
        .prefix_with("MATERIALIZED", dialect="postgresql")
    )
    weeks = _weeks_before(session, workspace, week)
    rows = session.execute(_foremost(_all(recent), max(1, weeks))).all()
    (total,) = (row for row in rows if row.about == "")
    subjects = [
        Subject(About(row.about), row.name, row.now, row.before / weeks if weeks > 0 else 0.0)
        for row in rows
        if row.about and row.now
    ]
    subjects.sort(key=lambda one: (-one.count, one.name))
    if weeks > 0:
        subjects.sort(key=lambda one: -(one.count - one.before) if one.rose else 0)
    return Counts(total.now, total.customers, tuple(subjects), weeks > 0)


def _weeks_before(session: Session, workspace: Workspace, week: Week) -> int:
    """How many of the weeks before the workspace has known."""
    first = session.scalar(
        select(func.min(InsightRow.kept_at)).where(InsightRow.workspace_id == workspace.id)
    )
    return min(BEFORE, ceil((week.begins - first) / timedelta(weeks=1))) if first else 0


def _foremost(every: Subquery, weeks: int) -> Select[Any]:
    """Of thousands of rows, those that grew most and those that are said most."""
    grown = every.c.now - every.c.before / float(weeks)
    places = [
        func.row_number().over(order_by=(order.desc(), every.c.name)).label(name)
        for name, order in (("grown_place", grown), ("place", every.c.now))
    ]
    placed = select(every, *places).subquery()
    foremost = or_(placed.c.grown_place <= FOREMOST, placed.c.place <= FOREMOST)
    return select(placed).where(or_(foremost, placed.c.about == ""))


def _all(recent: Any) -> Subquery:
    """One row for each tag, theme and area, and one for all of them."""
    row = recent.c
    tagged = select(row.fresh, func.unnest(row.tags).label("tag")).subquery().c
    fresh = func.count().filter(row.fresh).label("now")
    before = func.count().filter(~row.fresh).label("before")
    named = (fresh, before, literal(0).label("customers"))
    whole = select(
        literal("").label("about"),
        literal("").label("name"),
        fresh,
        before,
        func.count(row.customer_id.distinct()).filter(row.fresh).label("customers"),
    )
    by_tag = select(
        literal("tag"),
        tagged.tag,
        func.count().filter(tagged.fresh),
        func.count().filter(~tagged.fresh),
        literal(0),
    )
    by_theme = select(literal("theme"), ThemeRow.name, *named).join(
        ThemeRow, ThemeRow.id == row.theme_id
    )
    by_area = select(literal("area"), AreaRow.name, *named).join(AreaRow, AreaRow.id == row.area_id)
    parts = (
        by_tag.group_by(tagged.tag),
        by_theme.group_by(ThemeRow.name),
        by_area.group_by(AreaRow.name),
    )
    return union_all(whole, *parts).subquery()
