"""What Slack tells of App Home."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from bot.store import homes
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace


def opened(
    session: Session, workspace: Workspace, person: Person, event: Mapping[str, Any], now: datetime
) -> None:
    """Someone opened it; its *Messages* tab tells the same event."""
    if event.get("tab") == "home":
        homes.opened(session, workspace, person, now)
