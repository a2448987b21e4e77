"""Tells someone else what is still open after the last reminder: once, and one person."""

from collections.abc import Iterable, Set
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts
from bot.asks import ask, turns
from bot.asks.budget import Turn
from bot.asks.kinds import kinds_of
from bot.asks.tables import AskRow
from bot.asks.turns import Part
from bot.store.workspaces import Workspace


def escalate(
    session: Session, workspace: Workspace, told: Iterable[Turn], now: datetime
) -> Set[int]:
    """Have someone else told of what its owner is told for the last time.

    Records `ask.escalated` for each ask.

    Args:
        told: what people are told now.

    Returns:
        The ids of the people who are to hear of something by it.
    """
    last = [turn.ask for turn in told if turn.escalates]
    hear: set[int] = set()
    if not last:
        return hear
    for _, found in sorted(ask.read(session, workspace, last).items()):
        to = kinds_of(session.info)[found.kind].ladder.to
        if found.escalated_at or to is None:
            continue
        whom = to(session, workspace, found)
        if whom is None or not whom.active or whom.id == found.person.id:
            continue
        session.execute(
            update(AskRow)
            .where(AskRow.workspace_id == workspace.id, AskRow.id == found.id)
            .values(escalated_to_id=whom.id, escalated_at=now)
        )
        turns.start(session, workspace, found.id, whom, now, Part.ESCALATED)
        facts.record(session, workspace, "ask.escalated", found.id, found.person, now)
        hear.add(whom.id)
    return hear
