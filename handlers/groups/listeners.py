"""What Slack tells of user groups."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store import groups, jobs
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.groups import news, reading


def told(session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime) -> None:
    """A user group was made, changed, deleted or brought back."""
    whole = reading.group(event["subteam"])
    if whole.people is None:
        jobs.defer(session, workspace, groups.READ)
    news.record(session, workspace, groups.learn(session, workspace, [whole], now), now)


def moved(session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime) -> None:
    """People came into a user group or left it."""
    group = groups.move(session, workspace, reading.moves(event), now)
    news.record(session, workspace, (group,) if group else (), now)
