"""What Slack tells of people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot import facts
from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.people import news
from handlers.people.reading import profile, status
from workflows.absence.status import follow


def changed(
    session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime
) -> None:
    """Someone joined the workspace, or their profile changed."""
    user = event["user"]
    told = {user["id"]: profile(user, workspace.slack_id)}
    learnt = people.learn(session, workspace, told, now)
    for untold in learnt.untold:
        jobs.defer(session, workspace, people.COMPLETE, person=untold)
    news.record(session, workspace, learnt, now)
    follow(session, workspace, {user["id"]: status(user)}, now)


def joined(session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime) -> None:
    """Someone joined the workspace, whom others may want to welcome."""
    changed(session, workspace, event, now)
    person = people.find(session, workspace, event["user"]["id"])
    if person is not None and person.here:
        facts.record(session, workspace, "person.joined", person.id, person, now)
