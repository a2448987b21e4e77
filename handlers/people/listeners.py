"""What Slack tells of people."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store import people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.people.jobs import profile


def changed(
    session: Session, workspace: Workspace, event: Mapping[str, Any], now: datetime
) -> None:
    """Someone's profile changed: what is known of them, if the bot has met them, is renewed."""
    user = event["user"]
    people.complete(session, workspace, user["id"], profile(user), now)
