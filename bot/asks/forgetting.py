"""Forgets what nobody can look up any more: old messages, and asks settled long ago."""

from datetime import datetime, timedelta

from sqlalchemy import delete, exists, select
from sqlalchemy.orm import Session

from bot.asks.tables import AskRow, LineRow, MessageRow, TurnRow
from bot.store.moments import JUST_AFTER, first
from bot.store.workspaces import Workspace

# A message counts for its week, and is kept up to date for 60 days.
MESSAGES = timedelta(days=92)
# How long an ask is kept once it is settled.
ASKS = timedelta(days=366)


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase up to `limit` old messages and as many asks that were settled over a year ago.

    Returns:
        How many of the kind of which there were more.
    """
    messages = _messages(session, workspace, now, limit)
    return max(messages, _asks(session, workspace, now, limit))


def next_forgotten(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    messages = first(session, workspace, MessageRow.at, after, later=MESSAGES + JUST_AFTER)
    asks = first(session, workspace, AskRow.settled_at, after, later=ASKS + JUST_AFTER)
    return min(filter(None, (messages, asks)), default=None)


def _messages(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    old = session.scalars(
        select(MessageRow.id)
        .where(MessageRow.workspace_id == workspace.id, MessageRow.at < now - MESSAGES)
        .limit(limit)
        .with_for_update(skip_locked=True)
    ).all()
    for row, message in ((LineRow, LineRow.message_id), (MessageRow, MessageRow.id)):
        session.execute(delete(row).where(row.workspace_id == workspace.id, message.in_(old)))
    return len(old)


def _asks(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    old = (
        select(AskRow.id)
        .where(
            AskRow.workspace_id == workspace.id,
            AskRow.state != "open",
            AskRow.settled_at < now - ASKS,
            ~exists().where(LineRow.ask_id == AskRow.id),
            ~exists().where(TurnRow.ask_id == AskRow.id),
        )
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    erased = session.execute(
        delete(AskRow)
        .where(AskRow.workspace_id == workspace.id, AskRow.id.in_(select(old.c.id)))
        .returning(AskRow.id)
    )
    return len(erased.all())
