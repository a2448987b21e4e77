"""The weight of evidence: how much speaks for a theme, each measure apart from the others.

One sum would let one loud customer look like a market: so notes, customers, reporters, teams, value
and recency are never added up.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, func, or_, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.orm import Session

from bot import roles
from bot.store.people import Person
from bot.store.team import TeamMemberRow, TeamRow
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.tables import CustomerRow, InsightRow
from workflows.insights.visibility import visible_to

RECENT = timedelta(days=30)
# From so many notes on, more than half of which name one customer, that is said.
_SEVERAL = 3


@dataclass(frozen=True)
class Evidence:
    """How much speaks for something, of what a person may see.

    Attributes:
        notes: how many insights.
        customers: how many customers they name.
        reporters: how many people told them; what feeds and imports told counts by its owner.
        teams: how many teams those are in.
        value: what the customers are worth a year, those whose value is known; None for none.
        recent: how many of the notes are from the last thirty days.
        newest: when the last one was kept, None without notes.
        loudest: the customer named most often, and `loudest_notes` how often.
    """

    notes: int = 0
    customers: int = 0
    reporters: int = 0
    teams: int = 0
    value: int | None = None
    recent: int = 0
    newest: datetime | None = None
    loudest: str = ""
    loudest_notes: int = 0

    @property
    def one_sided(self) -> bool:
        """Whether most of it comes from one customer."""
        return self.notes >= _SEVERAL and self.loudest_notes * 2 > self.notes


NOTHING = Evidence()


def of_themes(
    session: Session,
    workspace: Workspace,
    person: Person,
    themes: Collection[int],
    now: datetime,
) -> Mapping[int, Evidence]:
    """The weight of evidence of some themes, by their ids; a theme without insights is left out.

    Raises:
        Refusal: the person may not see themes.
    """
    roles.require(person, permissions.THEME)
    chosen = InsightRow.theme_id.in_(themes)
    return _weighed(session, workspace, person, chosen, InsightRow.theme_id, now)


def of_insight(
    session: Session, workspace: Workspace, person: Person, root: int, now: datetime
) -> Evidence:
    """The weight of evidence of an insight and of those that say the same.

    Args:
        root: the id of the insight that stands for all of them.

    Raises:
        Refusal: the person may not see insights.
    """
    roles.require(person, permissions.READ)
    chosen = or_(InsightRow.id == root, InsightRow.same_as_id == root)
    one = func.coalesce(InsightRow.same_as_id, InsightRow.id)
    return _weighed(session, workspace, person, chosen, one, now).get(root, NOTHING)


def _weighed(
    session: Session,
    workspace: Workspace,
    person: Person,
    chosen: ColumnElement[bool],
    by: Any,
    now: datetime,
) -> dict[int, Evidence]:
    seen = (
        select(by.label("one"), InsightRow.customer_id, InsightRow.author_id, InsightRow.kept_at)
        .where(
            InsightRow.workspace_id == workspace.id,
            chosen,
            InsightRow.undone_at.is_(None),
            visible_to(person),
        )
        .cte("seen")
    )
    found = {
        row.one: {**row._mapping, "teams": 0, "value": None}
        for row in session.execute(
            select(
                seen.c.one,
                func.count().label("notes"),
                func.count(seen.c.author_id.distinct()).label("reporters"),
                func.count().filter(seen.c.kept_at > now - RECENT).label("recent"),
                func.max(seen.c.kept_at).label("newest"),
            ).group_by(seen.c.one)
        )
    }
    for row in session.execute(_teams(seen)):
        found[row.one]["teams"] = row.teams
    for row in session.execute(_customers(seen)):
        found[row.one] |= row._mapping
    return {
        one: Evidence(**{name: value for name, value in each.items() if name != "one"})
        for one, each in found.items()
    }


def _teams(seen: Any) -> Select[Any]:
    """In how many teams those who told it are."""
    authors = select(seen.c.one, seen.c.author_id).distinct().subquery()
    return (
        select(authors.c.one, func.count(TeamRow.id.distinct()).label("teams"))
        .join(TeamMemberRow, TeamMemberRow.person_id == authors.c.author_id)
        .join(TeamRow, TeamRow.id == TeamMemberRow.team_id)
        .where(TeamRow.closed_at.is_(None))
        .group_by(authors.c.one)
    )


def _customers(seen: Any) -> Select[Any]:
    """How many customers it names, what they are worth, and which one it names most often."""
    each = (
        select(seen.c.one, seen.c.customer_id, func.count().label("notes"))
        .where(seen.c.customer_id.is_not(None))
        .group_by(seen.c.one, seen.c.customer_id)
        .subquery()
    )
    often = each.c.notes.desc()
    return (
        select(
            each.c.one,
            func.count().label("customers"),
            func.sum(CustomerRow.value).cast(CustomerRow.value.type).label("value"),
            func.max(each.c.notes).label("loudest_notes"),
            func.array_agg(aggregate_order_by(CustomerRow.name, often, CustomerRow.name))[1].label(
                "loudest"
            ),
        )
        .join(CustomerRow, CustomerRow.id == each.c.customer_id)
        .group_by(each.c.one)
    )
