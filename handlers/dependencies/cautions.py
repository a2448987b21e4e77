"""What whoever asks or promises something had better know; nobody else reads it."""

from datetime import datetime

from bot.i18n import Translator
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.dependencies import alert_messages
from workflows.dependencies import dependency, load, loops, tying
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side


def on_asking(session: Session, workspace: Workspace, found: Dependency, t: Translator) -> str:
    """That teams wait for each other in a circle by what was just asked; empty where none do."""
    teams = loops.closed_by(session, workspace, found.requester.id, found.provider.id, found.id)
    return alert_messages.circle(t, teams) if teams else ""


def on_tying(
    session: Session, workspace: Workspace, found: Dependency, now: datetime, t: Translator
) -> str:
    """That promises are to be there before what they wait for allows; empty where none are."""
    clashes = tying.clashes(session, workspace, found, now)
    return "\n".join(alert_messages.clash(t, found, each) for each in clashes)


def on_promise(
    session: Session, workspace: Workspace, found: Dependency, side: Side, t: Translator
) -> str:
    """That a team promises more than it ever delivered, by what it just agreed to; else empty.

    Args:
        side: for which whoever moved it spoke.
    """
    if side is not Side.PROVIDER or found.promised is None:
        return ""
    if dependency.history(session, workspace, found.id)[-1].move not in (Move.ACCEPT, Move.SLIP):
        return ""
    much = load.of(session, workspace, found.provider, found.promised, without=found.id)
    return alert_messages.load(t, found.provider, much) if much else ""
