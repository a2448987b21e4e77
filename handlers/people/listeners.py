"""What Slack tells of people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.people.reading import is_person, profile, status
from workflows.absence.status import follow


def changed(
    session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime
) -> None:
    """Someone joined the workspace, or their profile changed."""
    user = event["user"]
    if is_person(user):
        learnt = {user["id"]: profile(user)}
        for untold in people.learn(session, workspace, learnt, now):
            jobs.defer(session, workspace, people.COMPLETE, person=untold)
        follow(session, workspace, {user["id"]: status(user)}, now)
