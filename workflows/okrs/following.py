"""What follows elsewhere from what happened to key results, KPIs and those who answer for them."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.asks.settling import withdraw
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import answering, cycles, handing, key_result, kpi
from workflows.okrs.answering import OPEN
from workflows.okrs.round_tables import RoundPersonRow
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


def tidy(session: Session, workspace: Workspace, now: datetime) -> None:
    """Something was dropped, closed or handed over: who has nothing left is asked no more."""
    day = cycles.today(session, workspace, now)
    asked = session.scalars(
        select(RoundPersonRow.person_id)
        .where(RoundPersonRow.workspace_id == workspace.id, RoundPersonRow.state.in_(OPEN))
        .distinct()
    ).all()
    passed_on = handing.standing(session, workspace)
    owners = sorted({*asked, *passed_on})
    if not owners:
        return
    aims = key_result.owned(session, workspace, owners, day)
    answering_for = {each.owner.id for each in aims if each.owner}
    bringing = {each.owner.id for each in kpi.owned(session, workspace, owners) if each.owner}
    for owner in asked:
        if owner not in answering_for | bringing:
            answering.gone(session, workspace, owner, now)
    for owner in sorted(passed_on - answering_for):
        withdraw(session, workspace, handing.KIND, owner, None, now)
