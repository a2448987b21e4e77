"""When each tick last did its work in a workspace, so that one that stands still is noticed."""

from collections.abc import Mapping
from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workspaces import Workspace

# What runs every second is written down no more often than this, by each process.
SELDOM = timedelta(minutes=1)


class TickRow(Base):
    """A tick that ran, and did not fail."""

    __tablename__ = "ticks"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    name: Mapped[str] = mapped_column(primary_key=True)
    ran_at: Mapped[datetime]


def ran(session: Session, workspace: Workspace, name: str, now: datetime) -> None:
    """Write down that a tick ran."""
    session.execute(
        insert(TickRow)
        .values(workspace_id=workspace.id, name=name, ran_at=now)
        .on_conflict_do_update(index_elements=["workspace_id", "name"], set_={"ran_at": now})
    )


def last(session: Session, workspace: Workspace) -> Mapping[str, datetime]:
    """When each tick last ran, give or take `SELDOM`."""
    rows = session.execute(
        select(TickRow.name, TickRow.ran_at).where(TickRow.workspace_id == workspace.id)
    )
    return {row.name: row.ran_at for row in rows}
