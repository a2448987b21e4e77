"""Says what is to become of an insight, and of those that say the same."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import areas, permissions
from workflows.insights.details import find
from workflows.insights.fate import root_of, write_fate
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.tables import InsightRow
from workflows.insights.theme import find_theme
from workflows.insights.visibility import visible_to


@dataclass(frozen=True)
class Queue:
    """Which insights are to be looked at.

    Attributes:
        skipped: the ids of those to leave for later.
        owner: the id of whose product areas they are about, the oldest first; 0 for all, the
            newest first.
    """

    skipped: tuple[int, ...] = ()
    owner: int = 0


_ALL = Queue()


@dataclass(frozen=True)
class Next:
    """The insight to look at next.

    Attributes:
        insight: the first that nobody looked at; None when none is left.
        left: how many nobody looked at, this one among them, up to `COUNTED`.
    """

    insight: Insight | None
    left: int


# Counting further would read rows for a number that nobody reads.
COUNTED = 1_000


def next_one(session: Session, workspace: Workspace, person: Person, queue: Queue = _ALL) -> Next:
    """The first insight nobody looked at, of those this person may see.

    Those that say the same as another one follow it and are not asked about.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.TRIAGE)
    found = first(session, workspace, person, 1, queue)
    return Next(found[0] if found else None, left(session, workspace, person, queue))


def first(
    session: Session, workspace: Workspace, person: Person, limit: int, queue: Queue = _ALL
) -> tuple[Insight, ...]:
    """The first insights nobody looked at, of those this person may see.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.TRIAGE)
    order = (InsightRow.kept_at, InsightRow.id)
    rows = session.execute(
        reading(workspace)
        .where(*_queued(workspace, person, queue), InsightRow.id.not_in(queue.skipped))
        .order_by(*(order if queue.owner else (column.desc() for column in order)))
        .limit(limit)
    )
    return with_names(session, workspace, map(record, rows))


def left(session: Session, workspace: Workspace, person: Person, queue: Queue = _ALL) -> int:
    """How many insights nobody looked at, of those this person may see, up to `COUNTED`.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.TRIAGE)
    some = (
        select(InsightRow.id)
        .where(InsightRow.workspace_id == workspace.id, *_queued(workspace, person, queue))
        .limit(COUNTED)
        .subquery()
    )
    return session.scalar(select(func.count()).select_from(some)) or 0


def put_in_theme(
    session: Session, workspace: Workspace, person: Person, insight: int, theme: int, now: datetime
) -> Insight:
    """Put an insight into a theme, and those that say the same; records `insight.themed`.

    Args:
        insight: its id.
        theme: the theme's id.

    Returns:
        The insight; nothing changes when it is there already.

    Raises:
        Refusal: there is no such theme, the insight is not there or not for this person to see, or
            they may not.
    """
    roles.require(person, permissions.THEME)
    find_theme(session, workspace, person, theme)
    found = held(session, workspace, person, insight)
    if found.theme_id == theme:
        return found
    _say(session, workspace, person, found, now, theme_id=theme, closed_at=None)
    facts.record(session, workspace, "insight.themed", root_of(found), person, now)
    return find(session, workspace, person, insight)


def take_out(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Take an insight out of its theme, and those that say the same; records `insight.themed`.

    Returns:
        The insight; nothing changes when it is in none.

    Raises:
        Refusal: the insight is not there or not for this person to see, or they may not.
    """
    roles.require(person, permissions.THEME)
    found = held(session, workspace, person, insight)
    if found.theme_id is None:
        return found
    _say(session, workspace, person, found, now, theme_id=None)
    facts.record(session, workspace, "insight.themed", root_of(found), person, now)
    return find(session, workspace, person, insight)


def put_in_area(
    session: Session, workspace: Workspace, person: Person, insight: int, area: str, now: datetime
) -> Insight:
    """Say which product area an insight is about; records the fact `insight.changed`.

    What is to become of it is still to be said: the area's owner is asked in a week.

    Args:
        insight: its id.
        area: the area's name.

    Returns:
        The insight; nothing changes when it is about this area already.

    Raises:
        Refusal: there is no such area, the insight is not there or not for this person to see, or
            they may not.
    """
    roles.require(person, permissions.TRIAGE)
    named = areas.named(session, workspace, area)
    if named is None:
        raise Refusal(
            say("There is no product area “{area}” any more: choose another one.", area=area)
        )
    found = held(session, workspace, person, insight)
    if found.area == area:
        return found
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(area_id=named, changed_at=now)
    )
    facts.record(session, workspace, "insight.changed", insight, person, now)
    return find(session, workspace, person, insight)


def close(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Thank its author and leave it at that; records the fact `insight.closed`.

    Those that say the same are closed with it. One in a theme leaves it.

    Returns:
        The insight; nothing changes when it is closed already.

    Raises:
        Refusal: the insight is not there or not for this person to see, or they may not.
    """
    roles.require(person, permissions.TRIAGE)
    found = held(session, workspace, person, insight)
    if found.closed_at:
        return found
    _say(session, workspace, person, found, now, closed_at=now, theme_id=None)
    facts.record(session, workspace, "insight.closed", root_of(found), person, now)
    return find(session, workspace, person, insight)


def reopen(
    session: Session, workspace: Workspace, person: Person, insight: int, now: datetime
) -> Insight:
    """Let an insight be looked at anew, and those that say the same; records `insight.reopened`.

    Returns:
        The insight, in no theme; nothing changes when nobody looked at it yet.

    Raises:
        Refusal: the insight is not there or not for this person to see, or they may not.
    """
    roles.require(person, permissions.TRIAGE)
    found = held(session, workspace, person, insight)
    if found.triaged_at is None:
        return found
    write_fate(
        session,
        workspace,
        root_of(found),
        theme_id=None,
        closed_at=None,
        triaged_at=None,
        triaged_by_id=None,
    )
    facts.record(session, workspace, "insight.reopened", root_of(found), person, now)
    return find(session, workspace, person, insight)


def _queued(workspace: Workspace, person: Person, queue: Queue) -> tuple[ColumnElement[bool], ...]:
    areas_of = (areas.of(workspace, queue.owner),) if queue.owner else ()
    return (*untriaged(person), *(InsightRow.area_id.in_(each) for each in areas_of))


def untriaged(person: Person) -> tuple[ColumnElement[bool], ...]:
    """Nobody said what is to become of an insight, and this person may see it."""
    return (
        InsightRow.triaged_at.is_(None),
        InsightRow.undone_at.is_(None),
        InsightRow.same_as_id.is_(None),
        visible_to(person),
    )


def held(session: Session, workspace: Workspace, person: Person, insight: int) -> Insight:
    """An insight that nobody else changes until the transaction ends.

    Args:
        insight: its id.

    Raises:
        Refusal: it is not there or not for this person to see.
    """
    row = select(InsightRow.id).where(
        InsightRow.workspace_id == workspace.id, InsightRow.id == insight
    )
    session.execute(row.with_for_update())
    return find(session, workspace, person, insight)


def _say(
    session: Session,
    workspace: Workspace,
    person: Person,
    insight: Insight,
    now: datetime,
    **columns: Any,
) -> None:
    """Write what is to become of an insight and of those that say the same."""
    write_fate(
        session,
        workspace,
        root_of(insight),
        triaged_at=func.coalesce(InsightRow.triaged_at, now),
        triaged_by_id=func.coalesce(InsightRow.triaged_by_id, person.id),
        **columns,
    )
