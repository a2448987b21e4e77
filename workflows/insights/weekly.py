"""Has each channel's digest made, once a week, on the first working morning."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.store import jobs, teams
from bot.store.workspaces import Workspace
from workflows.insights import settings, weeks
from workflows.insights.sorting_tables import InsightSettingsRow
from workflows.insights.weeks import Week

# The job that makes one.
DIGEST = "insights.digest"
LATE = timedelta(days=1)


@dataclass(frozen=True)
class Reader:
    """A channel that gets a digest; `teams` are those whose channel it is, none for everyone's."""

    channel: str
    teams: tuple[int, ...] = ()
    names: tuple[str, ...] = ()


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Ask for the digests of the last week, unless that was done; returns how many weeks were due.

    Each channel's is a job of its own. Later than `LATE`, none is asked for: nobody needs on a
    Thursday what was said in the week before, least of all where the bot came only then.
    """
    week = weeks.latest(session, workspace, now)
    if now < week.told or not _claim(session, workspace, week, now):
        return 0
    for reader in readers(session, workspace) if now < week.told + LATE else ():
        monday = week.monday.isoformat()
        jobs.defer(session, workspace, DIGEST, week=monday, channel=reader.channel)
    return 1


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which digests are due."""
    week = weeks.latest(session, workspace, after)
    done = session.scalar(
        select(InsightSettingsRow.digested_at).where(
            InsightSettingsRow.workspace_id == workspace.id
        )
    )
    while week.told <= after or (done and week.told <= done):
        week = week.following
    return week.told


def readers(session: Session, workspace: Workspace) -> tuple[Reader, ...]:
    """The channels that get a digest, each once: everyone's, then the teams'."""
    channel = settings.chosen(session, workspace).digest_channel
    found = {channel: Reader(channel)} if channel else {}
    return tuple({**_of_teams(session, workspace), **found}.values())


def reader(session: Session, workspace: Workspace, channel: str) -> Reader | None:
    """The reader in a channel, None where it gets no digest any more."""
    found: Iterator[Reader] = (one for one in readers(session, workspace) if one.channel == channel)
    return next(found, None)


def _of_teams(session: Session, workspace: Workspace) -> Mapping[str, Reader]:
    found: dict[str, Reader] = {}
    for team in teams.every(session, workspace):
        if team.channel:
            before = found.get(team.channel, Reader(team.channel))
            both = (*before.teams, team.id), (*before.names, team.name)
            found[team.channel] = Reader(team.channel, *both)
    return found


def _claim(session: Session, workspace: Workspace, week: Week, now: datetime) -> bool:
    """Write down that a week's digests are asked for; False where they were before."""
    made = InsightSettingsRow.digested_at
    return bool(
        session.scalars(
            insert(InsightSettingsRow)
            .values(workspace_id=workspace.id, digested_at=now)
            .on_conflict_do_update(
                index_elements=["workspace_id"],
                set_={"digested_at": now},
                where=or_(made.is_(None), made < week.told),
            )
            .returning(InsightSettingsRow.workspace_id)
        ).all()
    )
