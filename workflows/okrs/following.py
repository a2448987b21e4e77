"""What follows elsewhere from what happened to key results, KPIs and those who answer for them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import answering, cycles, handing, key_result
from workflows.okrs.tables import KeyResultRow


def owner_of(session: Session, workspace: Workspace, found: int) -> int | None:
    """The id of who answers for a key result, dropped ones too; None for nobody.

    Args:
        found: its id.
    """
    return session.scalar(
        select(KeyResultRow.owner_id).where(
            KeyResultRow.workspace_id == workspace.id, KeyResultRow.id == found
        )
    )


def left(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Somebody left: they are asked no more, and who leads their teams is asked who takes over."""
    answering.gone(session, workspace, person.id, now)
    handing.ask(session, workspace, person, now)


def returned(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Somebody is back: nobody is asked any more who takes over."""
    handing.back(session, workspace, person, now)


def dropped(session: Session, workspace: Workspace, found: int, now: datetime) -> None:
    """A key result was dropped: who has no other is asked no more.

    Args:
        found: its id.
    """
    owner = owner_of(session, workspace, found)
    if owner is None:
        return
    day = cycles.today(session, workspace, now)
    if not key_result.owned(session, workspace, [owner], day):
        answering.gone(session, workspace, owner, now)
