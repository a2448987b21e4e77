"""Tells of a country that is another one."""

from collections.abc import Mapping
from datetime import datetime

from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.setup import choosing


def reckon(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """Tell of some people that their calendar is another one."""
    choosing.reckon(session, workspace, int(args["after"]), now)
