"""Tells someone else what is still open after the last reminder: once, and one person."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.asks import ask, turns
from bot.asks.budget import Turn
from bot.asks.kinds import kinds_of
from bot.asks.tables import AskRow
from bot.asks.turns import Part
from bot.store.people import Person
from bot.store.workspaces import Workspace


def escalate(
    session: Session, workspace: Workspace, person: Person, told: Iterable[Turn], now: datetime
) -> None:
    """Have someone else told of what this person is told for the last time.

    Args:
        told: what the person is told now.
    """
    last = [turn.ask for turn in told if turn.escalates]
    if not last:
        return
    for found in ask.read(session, workspace, last).values():
        to = kinds_of(session.info)[found.kind].ladder.to
        whom = to(session, workspace, found) if to else None
        if found.escalated_at or whom is None or not whom.active or whom.id == person.id:
            continue
        session.execute(
            update(AskRow)
            .where(AskRow.workspace_id == workspace.id, AskRow.id == found.id)
            .values(escalated_to_id=whom.id, escalated_at=now)
        )
        turns.start(session, workspace, found.id, whom, now, Part.ESCALATED)
