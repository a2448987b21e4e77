"""Says again, in its new words, what was posted and is written otherwise by now."""

import secrets
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.delivery import outbox
from bot.delivery.tables import DeliveryRow
from bot.message import Message
from bot.posts import Edit
from bot.store.workspaces import Workspace


def reword(
    session: Session, workspace: Workspace, deliveries: Collection[int], now: datetime
) -> None:
    """Edit the posts whose words, or those of an edit of theirs, were changed in the outbox.

    Args:
        deliveries: the ids of what was changed; what has not gone yet goes as it is by now.
    """
    posts = select(func.coalesce(DeliveryRow.parent_id, DeliveryRow.id)).where(
        DeliveryRow.workspace_id == workspace.id,
        DeliveryRow.id.in_(deliveries),
        DeliveryRow.kind == "edit",
    )
    sent = session.scalars(
        select(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.kind == "post",
            DeliveryRow.state == "sent",
            or_(DeliveryRow.id.in_(deliveries), DeliveryRow.id.in_(posts)),
        )
        .order_by(DeliveryRow.id),
        execution_options={"populate_existing": True},
    ).all()
    outbox.put(
        session, workspace, filter(None, (_edit(session, workspace, one) for one in sent)), now
    )


def forget(session: Session, workspace: Workspace, keys: Collection[str]) -> None:
    """Erase the words of posts that have gone, and of their edits; they can be edited all the same.

    Args:
        keys: what the posts are called.
    """
    posts = select(DeliveryRow.id).where(
        DeliveryRow.workspace_id == workspace.id, DeliveryRow.key.in_(keys)
    )
    session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.state.not_in(("waiting", "sending")),
            func.coalesce(DeliveryRow.parent_id, DeliveryRow.id).in_(posts),
        )
        .values(body={}, erased=True)
    )


def _edit(session: Session, workspace: Workspace, post: DeliveryRow) -> Edit | None:
    """The edit that says a post as it is written by now; None where its words are not kept."""
    latest = session.scalar(
        select(DeliveryRow)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.parent_id == post.id,
            DeliveryRow.kind == "edit",
            DeliveryRow.state.in_(("waiting", "sending", "sent")),
        )
        .order_by(DeliveryRow.id.desc())
        .limit(1),
        execution_options={"populate_existing": True},
    )
    body = (latest or post).body
    if "text" not in body:
        return None
    said = Message(body["text"], tuple(body.get("blocks", ())))
    return Edit(post.key, said, f"{post.key}:{secrets.token_hex(8)}")
