"""What was answered, for an hour: Slack asking twice gets one effect and the same answer."""

import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, delete, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.moments import JUST_AFTER, first
from bot.store.workspaces import Workspace

KEPT = timedelta(hours=1)

# On the path of every command, so the driver gets it as it is.
_KEEP = (
    "INSERT INTO answers (workspace_id, key, reply, at)"
    " VALUES (%s, %s, %s::jsonb, %s) ON CONFLICT DO NOTHING"
)


class AnswerRow(Base):
    """An answer, by the key of the request it answered."""

    __tablename__ = "answers"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    reply: Mapped[dict[str, Any]]
    at: Mapped[datetime] = mapped_column(index=True)


def keep(
    session: Session, workspace: Workspace, key: str, reply: dict[str, Any], now: datetime
) -> bool:
    """Keep an answer, once.

    Returns:
        False when this key was answered already: the caller must roll back and say that answer.
    """
    row = (workspace.id, key, json.dumps(reply), now)
    return session.connection().exec_driver_sql(_KEEP, row).rowcount == 1


def find(session: Session, workspace: Workspace, key: str) -> dict[str, Any] | None:
    """The answer kept for a key, or None."""
    return session.scalar(
        select(AnswerRow.reply).where(AnswerRow.workspace_id == workspace.id, AnswerRow.key == key)
    )


def next_forgotten(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    return first(session, workspace, AnswerRow.at, after, later=KEPT + JUST_AFTER)


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase up to `limit` answers older than an hour; returns how many."""
    old = (
        select(AnswerRow.key)
        .where(AnswerRow.workspace_id == workspace.id, AnswerRow.at < now - KEPT)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    erased = session.execute(
        delete(AnswerRow)
        .where(AnswerRow.workspace_id == workspace.id, AnswerRow.key.in_(select(old.c.key)))
        .returning(AnswerRow.key)
    )
    return len(erased.all())
