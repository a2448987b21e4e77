"""Lists dependencies a page at a time: those of the reader's teams, or what filters leave."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, Select, case, func, literal, select, true
from sqlalchemy.orm import Session

from bot import roles
from bot.store import teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import (
    asking,
    dependency,
    filter_names,
    narrowing,
    permissions,
    seeing,
    standing,
)
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.filters import Asked
from workflows.dependencies.narrowing import EXPECTED, Puzzled
from workflows.dependencies.rules import OPEN, PROMISED, Risk, State
from workflows.dependencies.standing import Standing
from workflows.dependencies.tables import DependencyRow

PER_PAGE = 10
# Characters of what is asked for: a button carries it from page to page.
LONGEST = 300


@dataclass(frozen=True)
class Page:
    """Up to ten dependencies.

    Attributes:
        number: which page, from 1.
        more: whether another one follows.
        total: how many there are on all pages.
        own: whether these are of the reader's own teams, which they didn't ask for by a filter.
        teamless: the reader is in no team, so that there are none of theirs.
    """

    asked: Asked
    number: int
    standings: tuple[Standing, ...]
    more: bool
    total: int
    own: bool = False
    teamless: bool = False


def any_ever(session: Session, workspace: Workspace) -> bool:
    """Whether anything was ever asked for."""
    first = select(DependencyRow.id).where(DependencyRow.workspace_id == workspace.id).limit(1)
    return session.scalar(first) is not None


def page(
    session: Session,
    workspace: Workspace,
    person: Person,
    asked: Asked,
    now: datetime,
    number: int = 1,
) -> Page | Puzzled:
    """A page of what a person asked for: first what needs attention, then by date.

    Without a filter that says of which teams, it is of their own, if they are in one; without one
    that says how far they are, those that are open.

    Args:
        number: which page, from 1.

    Raises:
        Refusal: they may see none.
    """
    left = narrowing.narrow(session, workspace, person, asked, now)
    if isinstance(left, Puzzled):
        return left
    mine = [one.id for one in teams.of(session, workspace, person)]
    own, number = bool(mine) and not asked.says_whose, max(1, number)
    if not asked.values(filter_names.STATE):
        left = left.where(DependencyRow.state.in_(OPEN))
    if own:
        left = left.where(seeing.between(mine))
    today = asking.today(session, workspace, now)
    found, total = read(session, workspace, left, today, ((number - 1) * PER_PAGE, PER_PAGE))
    shown = standing.of(session, workspace, found, now)
    return Page(asked, number, shown, number * PER_PAGE < total, total, own, not mine)


def attention(
    session: Session, workspace: Workspace, person: Person, now: datetime, limit: int
) -> tuple[tuple[Standing, ...], int]:
    """What needs the attention of a person's own teams, and how many there are of them.

    Late, at risk, blocked or waiting for an answer of one of the two teams.

    Args:
        limit: at most so many are read.
    """
    mine = [one.id for one in teams.of(session, workspace, person)]
    if not mine or not roles.may(person, permissions.READ):
        return (), 0
    today = asking.today(session, workspace, now)
    those = select(DependencyRow.id).where(seeing.between(mine), _attention(today) < _CALM)
    found, total = read(session, workspace, those, today, (0, limit))
    return standing.of(session, workspace, found, now), total


def read(
    session: Session,
    workspace: Workspace,
    left: Select[int],
    today: date,
    span: tuple[int, int],
) -> tuple[tuple[Dependency, ...], int]:
    """Dependencies, what needs attention first, then by date; and how many there are in all.

    Args:
        left: what they must be.
        span: so many are left out, and so many are read; past the last one, none is counted.
    """
    which = left.whereclause
    order = _attention(today), EXPECTED, DependencyRow.id
    # Counted before their words and teams are read: of thousands, ten are shown.
    few = (
        select(DependencyRow.id, func.count().over().label("total"))
        .where(DependencyRow.workspace_id == workspace.id, true() if which is None else which)
        .order_by(*order)
        .offset(span[0])
        .limit(span[1])
        .subquery()
    )
    query = dependency.reading().join(few, few.c.id == DependencyRow.id)
    rows = session.execute(
        query.add_columns(few.c.total).order_by(*order),
        execution_options={"populate_existing": True},
    ).all()
    return dependency.records(session, workspace, rows), rows[0].total if rows else 0


# What needs none comes last.
_CALM = 5


def _attention(today: date) -> ColumnElement[int]:
    """How soon somebody should look at a dependency, the soonest first."""
    waits = DependencyRow.state.in_(standing.WAITING)
    untaken = DependencyRow.state.in_(PROMISED) & DependencyRow.taken_at.is_(None)
    return case(
        (waits & (DependencyRow.risk == Risk.BLOCKED), literal(0)),
        (narrowing.late(today), literal(1)),
        (waits & (DependencyRow.risk == Risk.AT_RISK), literal(2)),
        (untaken | (DependencyRow.state == State.ASKED), literal(3)),
        (DependencyRow.state == State.DELIVERED, literal(4)),
        else_=literal(_CALM),
    )
