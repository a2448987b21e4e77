"""Looks at how the bot does: deliveries, ticks, whom it can't reach, what it refused."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from bot import roles
from bot.delivery import desk, reasons
from bot.delivery.desk import Standing
from bot.delivery.tables import DestinationRow
from bot.store import refusals, ticks
from bot.store.people import Person, PersonRow
from bot.store.refusals import Refused
from bot.store.teams import TeamRow
from bot.store.workspaces import Workspace
from workflows.health import permissions

# How long refusals are looked back at, and how many of them and of unreachable places are told.
WEEK = timedelta(days=7)
MOST = 10
# A tick is late when it has not run for so many of its intervals, and for so long at the least: it
# is written down once a minute at the most.
INTERVALS, LEAST = 5, timedelta(minutes=5)


@dataclass(frozen=True)
class Late:
    """A tick that stands still.

    Attributes:
        every: how often it should run.
        since: when it last ran; None if it never did.
    """

    name: str
    every: timedelta
    since: datetime | None


@dataclass(frozen=True)
class Unreachable:
    """Channels and people that the bot can't reach, for one reason.

    Attributes:
        reason: Slack's code.
        targets: their ids, some of them.
        count: how many there are.
    """

    reason: str
    targets: tuple[str, ...]
    count: int


@dataclass(frozen=True)
class Health:
    """How the bot does in a workspace.

    Attributes:
        late: the ticks that stand still.
        stopped: whether that is all of them.
    """

    standing: Standing
    late: tuple[Late, ...]
    stopped: bool
    unreachable: tuple[Unreachable, ...]
    refused: Sequence[Refused]


def look(
    session: Session,
    workspace: Workspace,
    person: Person,
    every: Mapping[str, timedelta],
    now: datetime,
) -> Health:
    """How the bot does in this workspace.

    Args:
        every: how often each tick runs.

    Raises:
        Refusal: the person may not see it.
    """
    roles.require(person, permissions.SEE)
    late = _late(ticks.last(session, workspace), every, now)
    return Health(
        standing=desk.standing(session, workspace, now),
        late=late,
        stopped=bool(every) and len(late) == len(every),
        unreachable=_unreachable(session, workspace),
        refused=refusals.since(session, workspace, now - WEEK, MOST),
    )


def _late(
    ran: Mapping[str, datetime], every: Mapping[str, timedelta], now: datetime
) -> tuple[Late, ...]:
    found = []
    for name, interval in every.items():
        since = ran.get(name)
        if since is None or now - since > max(LEAST, INTERVALS * interval):
            found.append(Late(name, interval, since))
    return tuple(found)


def _unreachable(session: Session, workspace: Workspace) -> tuple[Unreachable, ...]:
    """Those that somebody counts on: channels of teams and of announcements, people still there."""
    channels = select(TeamRow.channel).where(
        TeamRow.workspace_id == workspace.id,
        TeamRow.closed_at.is_(None),
        TeamRow.channel.is_not(None),
    )
    there = select(PersonRow.slack_id).where(
        PersonRow.workspace_id == workspace.id, PersonRow.active
    )
    rows = session.execute(
        select(DestinationRow.target, DestinationRow.problem)
        .where(
            DestinationRow.workspace_id == workspace.id,
            DestinationRow.problem.is_not(None),
            DestinationRow.problem != reasons.LEFT,
            or_(
                DestinationRow.target == workspace.announcements,
                DestinationRow.target.in_(channels),
                DestinationRow.target.in_(there),
            ),
        )
        .order_by(DestinationRow.target)
    )
    found: dict[str, list[str]] = {}
    for row in rows:
        found.setdefault(row.problem, []).append(row.target)
    return tuple(
        Unreachable(reason, tuple(targets[:MOST]), len(targets))
        for reason, targets in sorted(found.items())
    )
