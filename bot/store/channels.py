"""The private channels insights come from: who is there, as Slack told and its events say since."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, ForeignKey, delete, exists, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import jobs
from bot.store.base import Base
from bot.store.workspaces import Workspace

# The job that asks Slack who is in a channel.
READ = "channels.read"
# Events tell who comes and goes, but not while the bot is away: so all are read again in time,
# less often where the bot is not in the channel.
AGAIN = timedelta(hours=1)
GONE = timedelta(days=1)
# Channels read by one tick, and seconds between two of them: Slack allows 100 reads a minute.
AT_ONCE = 20
SPACE = 3


class ChannelRow(Base):
    """A private channel that was ever asked about.

    `changes` counts what happened to its members: a read that was asked for before the last of
    these tells of the past. `due` is when it is read again.
    """

    __tablename__ = "channels"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    changes: Mapped[int] = mapped_column(server_default="0")
    due: Mapped[datetime] = mapped_column(index=True)


class ChannelMemberRow(Base):
    """A person in a channel the bot is in; both by Slack's ids, for they may not be met yet."""

    __tablename__ = "channel_members"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(primary_key=True)
    person: Mapped[str] = mapped_column(primary_key=True)


def ask(
    session: Session, workspace: Workspace, channel: str, now: datetime, wait: float = 0
) -> None:
    """Have Slack asked who is in a private channel, `wait` seconds from now."""
    # Nobody's insight waits for another's: the row is written once and then only read.
    session.execute(
        insert(ChannelRow)
        .values(workspace_id=workspace.id, channel=channel, due=now + AGAIN)
        .on_conflict_do_nothing()
    )
    changes = session.scalar(select(ChannelRow.changes).where(*_row(workspace, channel)))
    jobs.defer(session, workspace, READ, wait, channel=channel, changes=str(changes))


def current(session: Session, workspace: Workspace, channel: str, changes: str) -> bool:
    """Whether nothing happened to a channel's members since a read was asked for.

    Args:
        changes: what `ask` gave the read. Until the transaction ends, nothing more happens.
    """
    row = select(ChannelRow.changes).where(*_row(workspace, channel)).with_for_update()
    return str(session.scalar(row)) == changes


def reread(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Have up to `AT_ONCE` channels read again whose time has come; returns how many."""
    due = (
        select(ChannelRow.channel)
        .where(ChannelRow.workspace_id == workspace.id, ChannelRow.due <= now)
        .order_by(ChannelRow.due)
        .limit(min(limit, AT_ONCE))
        .with_for_update(skip_locked=True)
        .cte("due")
    )
    claimed = session.scalars(
        update(ChannelRow)
        .where(ChannelRow.workspace_id == workspace.id, ChannelRow.channel.in_(select(due)))
        .values(due=now + AGAIN)
        .returning(ChannelRow.channel)
    ).all()
    for place, channel in enumerate(claimed):
        ask(session, workspace, channel, now, wait=place * SPACE)
    return len(claimed)


def make_due(session: Session, workspace: Workspace, now: datetime) -> None:
    """The bot was away: the next ticks have every known channel read again."""
    later = (
        select(ChannelRow.channel)
        .where(ChannelRow.workspace_id == workspace.id, ChannelRow.due > now)
        # Two processes that start together don't wait for each other.
        .with_for_update(skip_locked=True)
        .cte("later")
    )
    session.execute(
        update(ChannelRow)
        .where(ChannelRow.workspace_id == workspace.id, ChannelRow.channel.in_(select(later)))
        .values(due=now)
    )


def put_off(session: Session, workspace: Workspace, channel: str, due: datetime) -> None:
    """Read a channel again no sooner than at `due`."""
    session.execute(update(ChannelRow).where(*_row(workspace, channel)).values(due=due))


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


def add_member(session: Session, workspace: Workspace, channel: str, person: str) -> bool:
    """Someone joined a channel the bot is in; False where the bot knew nothing of it."""
    known = _changed(session, workspace, channel)
    if known:
        session.execute(
            insert(ChannelMemberRow)
            .values(workspace_id=workspace.id, channel=channel, person=person)
            .on_conflict_do_nothing()
        )
    return known


def remove_member(session: Session, workspace: Workspace, channel: str, person: str) -> None:
    """Someone left a channel: what they could see through it, they no longer can."""
    _changed(session, workspace, channel)
    session.execute(
        delete(ChannelMemberRow).where(*_in(workspace, channel), ChannelMemberRow.person == person)
    )


def forget_members(session: Session, workspace: Workspace, channel: str) -> None:
    """The bot left a channel: it no longer knows who is there."""
    _changed(session, workspace, channel)
    set_members(session, workspace, channel, ())


def has_bot(session: Session, workspace: Workspace, channel: str) -> bool:
    """Whether the bot is in a private channel, as far as it knows: then it knows who is there."""
    there = select(exists().where(*_in(workspace, channel)))
    return bool(channel) and bool(session.scalar(there))


def _changed(session: Session, workspace: Workspace, channel: str) -> bool:
    """Something happened to a channel's members; False where it was never asked about."""
    counted = session.execute(
        update(ChannelRow)
        .where(*_row(workspace, channel))
        .values(changes=ChannelRow.changes + 1)
        .returning(ChannelRow.channel)
    )
    return counted.one_or_none() is not None


def _row(workspace: Workspace, channel: str) -> tuple[ColumnElement[bool], ...]:
    return (ChannelRow.workspace_id == workspace.id, ChannelRow.channel == channel)


def _in(workspace: Workspace, channel: str) -> tuple[ColumnElement[bool], ...]:
    return (ChannelMemberRow.workspace_id == workspace.id, ChannelMemberRow.channel == channel)
