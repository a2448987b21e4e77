"""The set-up of the demo, answered by its Product Ops when the bot came."""

from datetime import datetime

from bot.cast import CAST, Cast
from bot.store import people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.setup import answers, choosing, naming
from workflows.setup.choosing import Place
from workflows.setup.naming import Naming

_DAYS = 64


def seed(session: Session, workspace: Workspace, now: datetime) -> None:
    """Answer the four questions, unless one was answered."""
    cast: Cast = session.info[CAST]
    priya = next(iter(people.product_ops(session, workspace)), None)
    if priya is None or answers.read(session, workspace, priya).answered:
        return
    at = cast.moment(now, "priya", _DAYS, "10:20")
    naming.name(session, workspace, priya, Naming(), at)
    if "general" in cast.channels:
        choosing.announce(session, workspace, priya, cast.channels["general"], at)
    choosing.locate(session, workspace, priya, Place("FR"), at)
    choosing.speak(session, workspace, priya, "en", at)
