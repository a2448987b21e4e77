"""Puts off posts that did not go in time, while Slack or a worker was away."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.delivery.tables import DeliveryRow
from bot.store.workspaces import Workspace


@dataclass(frozen=True)
class Waiting:
    """A post that is due and has not gone; `to` is Slack's id of its channel or person."""

    key: str
    to: str


def waiting(
    session: Session, workspace: Workspace, prefix: str, now: datetime
) -> Sequence[Waiting]:
    """Posts that are due and have not gone, whose keys begin so, oldest first.

    Args:
        now: product time.
    """
    rows = session.execute(
        select(DeliveryRow.key, DeliveryRow.target)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.state == "waiting",
            DeliveryRow.kind == "post",
            DeliveryRow.due <= now,
            DeliveryRow.key.startswith(prefix, autoescape=True),
        )
        .order_by(DeliveryRow.due, DeliveryRow.id)
    )
    return [Waiting(row.key, row.target) for row in rows]


def put_off(session: Session, workspace: Workspace, key: str, due: datetime) -> None:
    """Let a post go no sooner than this instant of product time, unless it is under way."""
    session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.key == key,
            DeliveryRow.state == "waiting",
        )
        .values(due=due)
    )
