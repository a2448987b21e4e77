"""Who was erased, by a digest of their Slack id: Slack goes on listing who has left.

The digest tells nobody's id, and leads to no row: it only answers whether a given id was erased.
"""

import hashlib
from collections.abc import Collection
from datetime import datetime

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workspaces import Workspace


class ErasureRow(Base):
    """Somebody who was erased."""

    __tablename__ = "erasures"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    digest: Mapped[str] = mapped_column(primary_key=True)
    at: Mapped[datetime]


def note(session: Session, workspace: Workspace, slack_id: str, now: datetime) -> None:
    """Someone was erased."""
    session.execute(
        insert(ErasureRow)
        .values(workspace_id=workspace.id, digest=_digest(workspace, slack_id), at=now)
        .on_conflict_do_nothing()
    )


def among(session: Session, workspace: Workspace, slack_ids: Collection[str]) -> set[str]:
    """Those of some people who were erased."""
    by_digest = {_digest(workspace, each): each for each in slack_ids}
    if not by_digest:
        return set()
    found = session.scalars(
        select(ErasureRow.digest).where(
            ErasureRow.workspace_id == workspace.id, ErasureRow.digest.in_(by_digest)
        )
    )
    return {by_digest[each] for each in found}


def _digest(workspace: Workspace, slack_id: str) -> str:
    return hashlib.sha256(f"{workspace.slack_id}:{slack_id}".encode()).hexdigest()
