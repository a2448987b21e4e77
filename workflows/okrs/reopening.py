"""Takes the closing of a cycle back: it was closed by mistake, or too soon."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import roles
from bot.asks.settling import withdraw
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import escape
from bot.store import audit
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import closing, cycles, permissions
from workflows.okrs.cycles import Cycle
from workflows.okrs.round_tables import RetrospectiveRow
from workflows.okrs.tables import CycleRow, KeyResultRow, ObjectiveRow


def may_reopen(session: Session, workspace: Workspace, cycle: Cycle, now: datetime) -> bool:
    """Whether a cycle was closed before its days were over, and its scores are not all in yet."""
    closes = cycle.closing_at is not None and cycle.closed_at is None
    return closes and cycle.ends >= cycles.today(session, workspace, now)


def reopen(
    session: Session, workspace: Workspace, person: Person, cycle: int, now: datetime
) -> Cycle:
    """Go on with a cycle: nobody is asked for scores any more, and check-ins go on.

    Scores that were confirmed are proposed anew at its end; what people said of it stays theirs.

    Args:
        cycle: its id.

    Raises:
        Refusal: there is none, it is not being closed, it is over, or the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    found = cycles.find(session, workspace, cycle)
    if not may_reopen(session, workspace, found, now):
        raise Refusal(
            say("*{cycle}* can't be opened again: its days are over.", cycle=escape(found.name))
        )
    asked = session.scalars(
        update(RetrospectiveRow)
        .where(RetrospectiveRow.workspace_id == workspace.id, RetrospectiveRow.cycle_id == cycle)
        .values(answered_at=None)
        .returning(RetrospectiveRow.id)
    ).all()
    for which in asked:
        withdraw(session, workspace, closing.KIND, which, None, now)
    aims = select(ObjectiveRow.id).where(ObjectiveRow.cycle_id == cycle)
    session.execute(
        update(KeyResultRow)
        .where(KeyResultRow.workspace_id == workspace.id, KeyResultRow.objective_id.in_(aims))
        .values(score=None, score_note="", scored_at=None)
    )
    session.execute(
        update(CycleRow)
        .where(CycleRow.workspace_id == workspace.id, CycleRow.id == cycle)
        .values(closing_at=None, closes_at=None)
    )
    audit.record(session, workspace, person, Change("cycle.reopened", found.name), now)
    return cycles.find(session, workspace, cycle)
