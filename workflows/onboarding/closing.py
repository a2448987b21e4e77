"""Ends a journey: all of it is done, somebody stopped it, or they left."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts
from bot.asks.settling import withdraw
from bot.store.workspaces import Workspace
from workflows.onboarding import asked
from workflows.onboarding.enrolment import STANDING, Enrolment, State
from workflows.onboarding.tables import EnrolmentRow, StepRow


def end(session: Session, workspace: Workspace, found: Enrolment, why: str, now: datetime) -> None:
    """Nothing of a journey is asked any more; records `journey.ended`.

    Args:
        why: `done`, `stopped` or `left`.
    """
    changed = session.scalar(
        update(EnrolmentRow)
        .where(
            EnrolmentRow.workspace_id == workspace.id,
            EnrolmentRow.id == found.id,
            EnrolmentRow.ended_at.is_(None),
        )
        .values(ended_at=now, ended_why=why, next_at=None)
        .returning(EnrolmentRow.id)
    )
    if changed is None:
        return
    for each in found.steps:
        if each.state in (State.OPEN, State.CLAIMED):
            for kind in {each.asked_as, asked.CONFIRM}:
                withdraw(session, workspace, kind, each.id, None, now)
    session.execute(
        update(StepRow)
        .where(
            StepRow.workspace_id == workspace.id,
            StepRow.enrolment_id == found.id,
            StepRow.state.in_(STANDING),
        )
        .values(state=State.LEFT)
    )
    facts.record(session, workspace, "journey.ended", found.id, found.person, now)
