"""Slack's user groups: who is in them, as Slack told and its events say since."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Identity, UniqueConstraint, and_, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.folding import sameness
from bot.store import jobs, workspaces
from bot.store.base import Base
from bot.store.workspaces import Workspace

# The job that asks Slack for all user groups.
READ = "groups.read"
# Events tell of changes, but not while the bot is away: so all are read again in time, and soon
# after a start, however often it starts.
AGAIN = timedelta(days=1)
SOONEST = timedelta(minutes=10)
# The most choices that a menu of Slack's shows.
MOST = 100


class GroupRow(Base):
    """A user group; `people` are Slack's ids, for they may not be met yet.

    `updated` is Slack's own time of its last change, in seconds, `told_at` when Slack was asked or
    told. `gone_at` is when it was found to be deleted, which Slack can take back.
    """

    __tablename__ = "user_groups"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    slack_id: Mapped[str]
    handle: Mapped[str]
    name: Mapped[str]
    people: Mapped[list[str]]
    updated: Mapped[int]
    told_at: Mapped[datetime]
    gone_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Group:
    """A user group: `id` is ours, `slack_id` Slack's `S…`, `people` are Slack's ids."""

    id: int
    slack_id: str
    handle: str
    name: str
    people: tuple[str, ...]
    gone: bool = False


@dataclass(frozen=True)
class Told:
    """What Slack says of a user group; `people` is None where it did not say who is in it."""

    slack_id: str
    handle: str
    name: str
    people: tuple[str, ...] | None
    updated: int
    gone: bool = False


@dataclass(frozen=True)
class Moves:
    """Who came into a user group and who left it.

    Attributes:
        since: Slack's time of the change before this one, in seconds.
        updated: Slack's time of this one.
    """

    slack_id: str
    added: tuple[str, ...]
    removed: tuple[str, ...]
    since: int
    updated: int


def find(session: Session, workspace: Workspace, slack_id: str) -> Group | None:
    """The user group with Slack's id `S…`, if the bot knows it, deleted ones too."""
    row = session.scalar(select(GroupRow).where(*_one(workspace, slack_id)), **_FRESH)
    return _record(row) if row else None


def by_id(session: Session, workspace: Workspace, group: int) -> Group | None:
    """The user group with this id of ours."""
    row = session.scalar(
        select(GroupRow).where(GroupRow.workspace_id == workspace.id, GroupRow.id == group),
        **_FRESH,
    )
    return _record(row) if row else None


def search(session: Session, workspace: Workspace, typed: str = "") -> tuple[Group, ...]:
    """The user groups that stand whose handle or name holds what was typed, by handle."""
    rows = session.scalars(
        select(GroupRow)
        .where(GroupRow.workspace_id == workspace.id, GroupRow.gone_at.is_(None))
        .order_by(GroupRow.handle, GroupRow.id),
        **_FRESH,
    )
    wanted = sameness(typed.lstrip("@"))
    found = [row for row in rows if wanted in sameness(f"{row.handle} · {row.name}")]
    return tuple(_record(row) for row in found[:MOST])


def learn(
    session: Session, workspace: Workspace, told: Iterable[Told], now: datetime
) -> tuple[Group, ...]:
    """Write what Slack says of user groups, unless it said something newer before.

    Args:
        now: when Slack was asked, or told by itself.

    Returns:
        Those of which something is new: who is in them, what they are called, whether they stand.
    """
    # In one order, so that two who learn the same groups wait for each other once.
    every = sorted(told, key=lambda each: each.slack_id)
    before = _known(session, workspace, [each.slack_id for each in every])
    values = [_values(workspace, each, before.get(each.slack_id), now) for each in every]
    if not values:
        return ()
    written = insert(GroupRow).values(values)
    new = written.excluded
    rows = session.scalars(
        written.on_conflict_do_update(
            index_elements=["workspace_id", "slack_id"],
            set_={
                name: getattr(new, name)
                for name in ("handle", "name", "people", "updated", "told_at", "gone_at")
            },
            where=or_(
                new.updated > GroupRow.updated,
                and_(new.updated == GroupRow.updated, new.told_at >= GroupRow.told_at),
            ),
        ).returning(GroupRow),
        **_FRESH,
    )
    return tuple(each for each in map(_record, rows) if each != before.get(each.slack_id))


def move(session: Session, workspace: Workspace, moves: Moves, now: datetime) -> Group | None:
    """People came into a user group or left it; all are asked for where something was missed.

    Returns:
        The group, where someone in it is new or gone.
    """
    row = session.scalar(
        select(GroupRow).where(*_one(workspace, moves.slack_id)).with_for_update(), **_FRESH
    )
    if row is None or moves.since > row.updated:
        jobs.defer(session, workspace, READ)
        return None
    if moves.updated < row.updated:
        return None
    stay = [each for each in row.people if each not in moves.removed]
    people = list(dict.fromkeys([*stay, *moves.added]))
    news = set(people) != set(row.people)
    row.people, row.updated, row.told_at = people, moves.updated, now
    session.flush()
    return _record(row) if news else None


def unlisted(
    session: Session, workspace: Workspace, slack_ids: Collection[str], now: datetime
) -> tuple[Group, ...]:
    """Groups that are missing where Slack named all of them are gone; who was in them stays.

    Args:
        slack_ids: of all it named.
        now: when it was asked; what it said since holds.
    """
    rows = session.scalars(
        update(GroupRow)
        .where(
            GroupRow.workspace_id == workspace.id,
            GroupRow.slack_id.not_in(slack_ids),
            GroupRow.gone_at.is_(None),
            GroupRow.told_at < now,
        )
        .values(gone_at=now, told_at=now)
        .returning(GroupRow),
        **_FRESH,
    )
    return tuple(map(_record, rows))


def reread(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Have all user groups read again if it is time; returns 1 if so, else 0."""
    if not workspaces.claim(session, workspace, "groups", now, AGAIN):
        return 0
    jobs.defer(session, workspace, READ)
    return 1


def make_due(session: Session, workspace: Workspace, now: datetime) -> None:
    """The bot was away: all are read again, no sooner than `SOONEST` after the last time."""
    workspaces.hasten(session, workspace, "groups", now, SOONEST)


_FRESH: dict[str, Any] = {"execution_options": {"populate_existing": True}}


def _known(session: Session, workspace: Workspace, slack_ids: list[str]) -> dict[str, Group]:
    rows = session.scalars(
        select(GroupRow)
        .where(GroupRow.workspace_id == workspace.id, GroupRow.slack_id.in_(slack_ids))
        .order_by(GroupRow.slack_id)
        .with_for_update(),
        **_FRESH,
    )
    return {row.slack_id: _record(row) for row in rows}


def _values(workspace: Workspace, told: Told, before: Group | None, now: datetime) -> Any:
    known = before.people if before else ()
    return {
        "workspace_id": workspace.id,
        "slack_id": told.slack_id,
        "handle": told.handle,
        "name": told.name,
        "people": list(known if told.people is None else told.people),
        "updated": told.updated,
        "told_at": now,
        "gone_at": now if told.gone else None,
    }


def _record(row: GroupRow) -> Group:
    return Group(
        id=row.id,
        slack_id=row.slack_id,
        handle=row.handle,
        name=row.name,
        people=tuple(row.people),
        gone=row.gone_at is not None,
    )


def _one(workspace: Workspace, slack_id: str) -> tuple[Any, ...]:
    return (GroupRow.workspace_id == workspace.id, GroupRow.slack_id == slack_id)
