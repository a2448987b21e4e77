"""The channels insights come from: who is in a private one, where the bot is in it too."""

from sqlalchemy import ColumnElement, ForeignKey, delete
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workspaces import Workspace

# The job that asks Slack who is in a channel.
READ = "channels.read"


class ChannelMemberRow(Base):
    """A person in a channel the bot is in; both by Slack's ids, for they may not be met yet."""

    __tablename__ = "channel_members"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)


def set_members(
    session: Session, workspace: Workspace, channel: str, people: tuple[str, ...]
) -> None:
    """Write who is in a channel, as Slack told; nobody where the bot is not in it."""
    session.execute(delete(ChannelMemberRow).where(*_in(workspace, channel)))
    if people:
        rows = [
            {"workspace_id": workspace.id, "channel": channel, "person": person}
            for person in dict.fromkeys(people)
        ]
        session.execute(insert(ChannelMemberRow).on_conflict_do_nothing(), rows)


def add_member(session: Session, workspace: Workspace, channel: str, person: str) -> None:
    """Someone joined a channel the bot is in."""
    session.execute(
        insert(ChannelMemberRow)
        .values(workspace_id=workspace.id, channel=channel, person=person)
        .on_conflict_do_nothing()
    )


def remove_member(session: Session, workspace: Workspace, channel: str, person: str) -> None:
    """Someone left a channel: what they could see through it, they no longer can."""
    session.execute(
        delete(ChannelMemberRow).where(*_in(workspace, channel), ChannelMemberRow.person == person)
    )


def _in(workspace: Workspace, channel: str) -> tuple[ColumnElement[bool], ...]:
    return (ChannelMemberRow.workspace_id == workspace.id, ChannelMemberRow.channel == channel)
