"""Lists dependencies a page at a time: those of the reader's teams, or what filters leave."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, case, func, literal
from sqlalchemy.orm import Session

from bot import roles
from bot.store import teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import (
    asking,
    dependency,
    filter_names,
    looking,
    narrowing,
    permissions,
    standing,
)
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
    where, number = list(left.where), max(1, number)
    if not asked.values(filter_names.STATE):
        where.append(DependencyRow.state.in_(OPEN))
    mine = [one.id for one in teams.of(session, workspace, person)]
    own = left.own and bool(mine)
    if own:
        where.append(looking.between(mine))
    rows = read(session, workspace, where, left.today, ((number - 1) * PER_PAGE, PER_PAGE + 1))
    found = dependency.records(session, workspace, rows[:PER_PAGE])
    shown = standing.of(session, workspace, found, now)
    total = rows[0].total if rows else 0
    return Page(asked, number, shown, len(rows) > PER_PAGE, total, own, not mine)


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
    where = [looking.between(mine), _attention(today) < _CALM]
    rows = read(session, workspace, where, today, (0, limit))
    found = dependency.records(session, workspace, rows)
    return standing.of(session, workspace, found, now), rows[0].total if rows else 0


def read(
    session: Session,
    workspace: Workspace,
    where: Sequence[ColumnElement[bool]],
    today: date,
    span: tuple[int, int],
) -> Sequence[Any]:
    """Rows of which `records` makes dependencies, what needs attention first, then by date.

    Args:
        span: so many are left out, and so many are read.
    """
    query = (
        dependency.reading(workspace)
        .where(*where)
        .add_columns(func.count().over().label("total"))
        .order_by(_attention(today), EXPECTED, DependencyRow.id)
        .offset(span[0])
        .limit(span[1])
    )
    return session.execute(query, execution_options={"populate_existing": True}).all()


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
