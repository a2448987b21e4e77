"""Tells teams of new insights with their tags, several times a day at the most, all at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Select, exists, func, select, text, update
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store.channels import ChannelMemberRow
from bot.store.teams import TeamRow
from bot.store.workspaces import Workspace
from workflows.insights import undo, weeks
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.sorting_tables import TagRouteRow
from workflows.insights.tables import InsightRow

# Between two messages to a team, within a working day.
EVERY = timedelta(hours=3)
# What came sooner is no news: so long may a bot stand still, or a team have no channel.
NEWS = timedelta(days=14)
# So many are shown.
SHOWN = 10
# What may still be undone, or made private again, waits for the next time.
LEISURE = undo.GRACE
_READY = func.greatest(InsightRow.kept_at, InsightRow.widened_at)
# Two that tick at once: the second leaves it to the first.
_ALONE = text("SELECT pg_try_advisory_xact_lock(hashtext('routing'), CAST(:workspace AS int))")


@dataclass(frozen=True)
class Batch:
    """What a channel is told.

    Attributes:
        channel: Slack's id of the teams' channel.
        teams: their names.
        slot: the moment from which it is told.
        shown: the newest insights, `SHOWN` at the most.
        count: of all of them.
        tags: theirs that the teams hear of.
    """

    channel: str
    teams: tuple[str, ...]
    slot: datetime
    shown: tuple[Insight, ...]
    count: int
    tags: tuple[str, ...]


@dataclass(frozen=True)
class _Ear:
    """A channel, and since when its teams hear of which tags."""

    channel: str
    since: Mapping[str, datetime]
    teams: tuple[str, ...]

    def hears(self, row: Any) -> frozenset[str]:
        """The tags for which it hears of an insight."""
        if row.private and not (row.attended and row.channel == self.channel):
            return frozenset()
        return frozenset(
            tag for tag in row.tags if tag in self.since and row.kept_at >= self.since[tag]
        )


def due(session: Session, workspace: Workspace, now: datetime) -> tuple[Batch, ...]:
    """What channels are to be told now; it counts as told.

    Once in `EVERY` of working time: what comes in between waits for the next time.
    """
    where = weeks.latest(session, workspace, now).calendar
    slot = latest_slot(where, now)
    ears = _ears(session, workspace) if slot else ()
    if slot is None or not ears or not _claim(session, workspace, slot, now):
        return ()
    waiting = _waiting(workspace, ears, now - NEWS).where(slot - LEISURE > _READY)
    rows = session.execute(waiting.with_for_update(of=InsightRow)).all()
    told = [batch for ear in ears if (batch := _batch(session, workspace, ear, slot, rows))]
    ids = [row.id for row in rows if any(ear.hears(row) for ear in ears)]
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id.in_(ids))
        .values(routed_at=now)
    )
    return tuple(told)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which a channel is told something."""
    ears = _ears(session, workspace)
    rows = session.execute(_waiting(workspace, ears, after - NEWS)) if ears else ()
    heard = [row.ready for row in rows if any(ear.hears(row) for ear in ears)]
    if not heard:
        return None
    where = weeks.latest(session, workspace, after).calendar
    return next_slot(where, max(after, min(heard) + LEISURE))


def latest_slot(where: Calendar, now: datetime) -> datetime | None:
    """The moment of this working day from which teams are told; None outside of working time."""
    if not calendar.is_working(where, now):
        return None
    opening = calendar.opening(where, calendar.local_day(where, now))
    return opening + (now - opening) // EVERY * EVERY


def next_slot(where: Calendar, after: datetime) -> datetime | None:
    """The first such moment after another; None where nobody ever works."""
    slot = latest_slot(where, after)
    return calendar.next_moment(where, slot + EVERY if slot else after)


def _ears(session: Session, workspace: Workspace) -> tuple[_Ear, ...]:
    """The channels of teams that hear of tags; what has no channel hears nothing."""
    rows = session.execute(
        select(TeamRow.channel, TeamRow.name, TagRouteRow.tag, TagRouteRow.made_at)
        .join(TagRouteRow, TagRouteRow.team_id == TeamRow.id)
        .where(
            TagRouteRow.workspace_id == workspace.id,
            TeamRow.workspace_id == workspace.id,
            TeamRow.closed_at.is_(None),
            func.coalesce(TeamRow.channel, "") != "",
        )
        .order_by(TeamRow.channel, TeamRow.folded, TagRouteRow.tag)
    ).all()
    found: dict[str, _Ear] = {}
    for row in rows:
        ear = found.get(row.channel, _Ear(row.channel, {}, ()))
        names = tuple(dict.fromkeys((*ear.teams, row.name)))
        found[row.channel] = _Ear(row.channel, {**ear.since, row.tag: row.made_at}, names)
    return tuple(found.values())


def _claim(session: Session, workspace: Workspace, slot: datetime, now: datetime) -> bool:
    """Whether nobody was told since a moment; nobody else is until the transaction ends."""
    if not session.scalar(_ALONE, {"workspace": workspace.id}):
        return False
    told = exists().where(
        InsightRow.workspace_id == workspace.id,
        InsightRow.kept_at >= now - NEWS,
        InsightRow.routed_at >= slot,
    )
    return not session.scalar(select(told))


def _waiting(workspace: Workspace, ears: Sequence[_Ear], since: datetime) -> Select[Any]:
    """The insights with a tag that is heard of which nobody was told of, newest first."""
    attended = exists().where(
        ChannelMemberRow.workspace_id == InsightRow.workspace_id,
        ChannelMemberRow.channel == InsightRow.channel,
    )
    heard = {tag: at for ear in ears for tag, at in ear.since.items()}
    return (
        select(
            InsightRow.id,
            InsightRow.tags,
            InsightRow.private,
            InsightRow.channel,
            InsightRow.kept_at,
            attended.label("attended"),
            _READY.label("ready"),
        )
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.kept_at >= max(since, min(heard.values())),
            InsightRow.tags.overlap(list(heard)),
            InsightRow.routed_at.is_(None),
            InsightRow.undone_at.is_(None),
        )
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
    )


def _batch(
    session: Session, workspace: Workspace, ear: _Ear, slot: datetime, rows: Sequence[Any]
) -> Batch | None:
    """What a channel is told of these rows; None where none is for it."""
    heard = {row.id: theirs for row in rows if (theirs := ear.hears(row))}
    if not heard:
        return None
    newest = list(heard)[:SHOWN]
    found = session.execute(
        reading(workspace)
        .where(InsightRow.id.in_(newest))
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
    )
    shown = with_names(session, workspace, map(record, found))
    tags = tuple(sorted({tag for theirs in heard.values() for tag in theirs}))
    return Batch(ear.channel, ear.teams, slot, shown, len(heard), tags)
