"""Product areas: which part of the product an insight is about."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.folding import sameness
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.sorting_tables import AreaRow

# Of names in a menu: Slack's end.
OFFERED = 100


def named(session: Session, workspace: Workspace, name: str) -> int | None:
    """The id of the product area with this name; None where there is none, or it is closed."""
    folded = sameness(name)
    if not folded:
        return None
    return session.scalar(
        select(AreaRow.id).where(
            AreaRow.workspace_id == workspace.id,
            AreaRow.folded == folded,
            AreaRow.closed_at.is_(None),
        )
    )


def of(workspace: Workspace, owner: int) -> Select[int]:
    """Selects the ids of the product areas that somebody answers for.

    Args:
        owner: their id.
    """
    return select(AreaRow.id).where(
        AreaRow.workspace_id == workspace.id,
        AreaRow.owner_id == owner,
        AreaRow.closed_at.is_(None),
    )


def standing(session: Session, workspace: Workspace) -> Mapping[str, int]:
    """The ids of the product areas that are not closed, by their folded names."""
    rows = session.execute(
        select(AreaRow.folded, AreaRow.id).where(
            AreaRow.workspace_id == workspace.id, AreaRow.closed_at.is_(None)
        )
    )
    return {row.folded: row.id for row in rows}


def names(session: Session, workspace: Workspace) -> tuple[str, ...]:
    """The names of the product areas that are not closed."""
    rows = session.scalars(
        select(AreaRow.name)
        .where(AreaRow.workspace_id == workspace.id, AreaRow.closed_at.is_(None))
        .order_by(AreaRow.name)
    )
    return tuple(rows)


def make_missing(
    session: Session, workspace: Workspace, named: Collection[str], now: datetime
) -> tuple[str, ...]:
    """Make the product areas that are not there yet, without an owner; returns their names."""
    known = standing(session, workspace)
    missing = {sameness(name): name for name in named if sameness(name) not in {"", *known}}
    made = [
        {"workspace_id": workspace.id, "name": name, "folded": folded, "made_at": now}
        for folded, name in sorted(missing.items())
    ]
    if made:
        session.execute(insert(AreaRow).on_conflict_do_nothing(), made)
    return tuple(missing[folded] for folded in sorted(missing))


def offered(
    session: Session, workspace: Workspace, person: Person, typed: str, limit: int = OFFERED
) -> Sequence[str]:
    """The names of product areas that complete what was typed, those that begin so first.

    Args:
        typed: so far; empty for all.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    folded = sameness(typed)
    return session.scalars(
        select(AreaRow.name)
        .where(
            AreaRow.workspace_id == workspace.id,
            AreaRow.closed_at.is_(None),
            AreaRow.folded.contains(folded, autoescape=True),
        )
        .order_by(~AreaRow.folded.startswith(folded, autoescape=True), AreaRow.name)
        .limit(limit)
    ).all()
