"""The Slack workspaces the bot serves."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Identity, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base


class WorkspaceRow(Base):
    """A workspace, as `auth.test` told at start.

    `people_asked` is when Slack was last asked who its people are, `people_due` when next.
    """

    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    slack_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    url: Mapped[str]
    bot_user: Mapped[str]
    language: Mapped[str]
    people_asked: Mapped[datetime | None]
    people_due: Mapped[datetime | None]


@dataclass(frozen=True)
class Workspace:
    """A workspace: `id` is ours, `slack_id` is Slack's `T…`, `url` ends with a slash."""

    id: int
    slack_id: str
    name: str
    url: str
    bot_user: str
    language: str


def join(session: Session, found: Workspace) -> Workspace:
    """Write what `auth.test` told of a workspace; its row is made or brought up to date.

    Args:
        found: the workspace, its `id` ignored.
    """
    values = {
        "name": found.name,
        "url": found.url,
        "bot_user": found.bot_user,
        "language": found.language,
    }
    row = session.execute(
        insert(WorkspaceRow)
        .values(slack_id=found.slack_id, **values)
        .on_conflict_do_update(index_elements=["slack_id"], set_=values)
        .returning(WorkspaceRow.id)
    ).scalar_one()
    return replace(found, id=row)


def find(session: Session, slack_id: str) -> Workspace | None:
    """The workspace with Slack's id `T…`, if the bot serves it."""
    row = session.scalar(select(WorkspaceRow).where(WorkspaceRow.slack_id == slack_id))
    return _record(row) if row else None


def every(session: Session) -> tuple[Workspace, ...]:
    """All workspaces the bot serves, oldest first."""
    return tuple(_record(row) for row in session.scalars(select(WorkspaceRow).order_by("id")))


def _record(row: WorkspaceRow) -> Workspace:
    return Workspace(row.id, row.slack_id, row.name, row.url, row.bot_user, row.language)
