"""The journeys of a workspace: those that were brought in, or begun with."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import carrying, permissions
from workflows.onboarding.journey import Journey
from workflows.onboarding.tables import JourneyRow


@dataclass(frozen=True)
class Kept:
    """A journey of a workspace.

    Attributes:
        owner: who hears what is unclear in it.
        offered: whether it can be chosen for who arrives.
    """

    id: int
    journey: Journey
    owner: Person | None
    offered: bool = True


def every(session: Session, workspace: Workspace) -> tuple[Kept, ...]:
    """All of them, by key."""
    return _read(session, workspace)


def hold(session: Session, workspace: Workspace, which: int, *, to_change: bool) -> Kept:
    """The same as `find`; nobody else changes it until the transaction ends.

    Args:
        to_change: whether it is going to be: then nobody is enrolled on it meanwhile either.

    Raises:
        Refusal: there is none.
    """
    session.execute(
        select(JourneyRow.id)
        .where(JourneyRow.workspace_id == workspace.id, JourneyRow.id == which)
        .with_for_update(read=not to_change)
    )
    return find(session, workspace, which)


def find(session: Session, workspace: Workspace, which: int) -> Kept:
    """A journey by its id.

    Raises:
        Refusal: there is none.
    """
    found = _read(session, workspace, JourneyRow.id == which)
    if not found:
        raise Refusal(say("This journey is not there any more: choose another one."))
    return found[0]


def keep(
    session: Session, workspace: Workspace, person: Person, journey: Journey, now: datetime
) -> Kept:
    """Keep a journey, in place of the one with its key; who is on it stays on what they began with.

    Args:
        journey: without a finding that is no note: see `checking`.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ENROL)
    values = {"content": carrying.dump(journey), "owner_id": person.id, "kept_at": now}
    which = session.execute(
        insert(JourneyRow)
        .values(workspace_id=workspace.id, key=journey.key, **values)
        .on_conflict_do_update(index_elements=["workspace_id", "key"], set_=values)
        .returning(JourneyRow.id)
    ).scalar_one()
    return find(session, workspace, which)


def write(session: Session, workspace: Workspace, kept: Kept, now: datetime) -> Kept:
    """Put a journey in place of what it was; who is on it stays on what they began with.

    Args:
        kept: as it is to be; its id stays, and its key.
    """
    session.execute(
        update(JourneyRow)
        .where(JourneyRow.workspace_id == workspace.id, JourneyRow.id == kept.id)
        .values(
            content=carrying.dump(kept.journey),
            owner_id=kept.owner.id if kept.owner else None,
            offered=kept.offered,
            kept_at=now,
        )
    )
    return find(session, workspace, kept.id)


def _read(session: Session, workspace: Workspace, *which: ColumnElement[bool]) -> tuple[Kept, ...]:
    rows = session.scalars(
        select(JourneyRow)
        .where(JourneyRow.workspace_id == workspace.id, *which)
        .order_by(JourneyRow.key),
        execution_options={"populate_existing": True},
    ).all()
    known = people.by_ids(session, workspace, [row.owner_id for row in rows if row.owner_id])
    return tuple(
        Kept(
            *(row.id, carrying.journey(row.content), known.get(row.owner_id or 0), row.offered),
        )
        for row in rows
    )
