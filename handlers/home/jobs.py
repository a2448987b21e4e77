"""Draws a person's App Home and has it published."""

from collections.abc import Mapping
from datetime import datetime

from bot import home, i18n
from bot.delivery import outbox
from bot.posts import Home
from bot.store import homes, workspaces
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.setup import first


def draw(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """Draw it; where there is no Product Ops yet, an admin who has opened theirs becomes it."""
    taken = homes.take(session, workspace, int(args["person"]))
    current = workspaces.find(session, workspace.slack_id)
    if taken is None or current is None:
        return
    person = first.claim(session, current, taken.person, now)
    t = i18n.load()(person.language)
    awaited = taken.awaited or "awaited" in args
    view = home.page(session, current, person, now, t)
    outbox.put(session, current, [Home(person.slack_id, view, awaited)], now)
