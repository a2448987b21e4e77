"""Looks at a dependency about which somebody is to say something, and says why they can't."""

from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import Words, say
from bot.mrkdwn import escape
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, speaking
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side, State, may


def movable(
    session: Session, workspace: Workspace, person: Person, which: int, wanted: tuple[Move, Side]
) -> Dependency:
    """A dependency that a person may move so now.

    Args:
        which: its id.
        wanted: the move, and the side for which they speak.

    Raises:
        Refusal: there is none, it is somebody else's to say, or it can't be done by now.
    """
    move, side = wanted
    found = dependency.find(session, workspace, which)
    speaking.require(session, workspace, person, found, side)
    if not may(move, side, found.state, found.proposed_by):
        raise Refusal(too_late(session, workspace, person, found))
    return found


def needed(session: Session, workspace: Workspace, person: Person, which: int) -> Dependency:
    """Something that a person's team still needs.

    Args:
        which: its id.

    Raises:
        Refusal: there is none, it is somebody else's to say, or nobody waits for it any more.
    """
    found = dependency.find(session, workspace, which)
    speaking.require(session, workspace, person, found, Side.REQUESTER)
    if not found.is_open:
        raise Refusal(too_late(session, workspace, person, found))
    return found


def too_late(session: Session, workspace: Workspace, person: Person, found: Dependency) -> Words:
    """What stands, where a move can't be made any more."""
    moves = dependency.history(session, workspace, found.id)
    mover = moves[-1].person if moves else None
    if mover is not None and mover.id == person.id:
        return say("You have moved it on already. *Open* shows how it stands.")
    who = (escape(mover.name) or f"<@{mover.slack_id}>") if mover else "…"
    sentences = {
        State.ASKED: say("{who} was first: there is no agreement yet. Look at it again.", who=who),
        State.AGREED: say("{who} was first: it is agreed. Look at it again.", who=who),
        State.UNDER_WAY: say("{who} was first: it is under way. Look at it again.", who=who),
        State.DELIVERED: say("{who} was first: it is delivered. Look at it again.", who=who),
        State.CONFIRMED: say("{who} was first: it is delivered and confirmed.", who=who),
        State.DECLINED: say("{who} was first: it was declined.", who=who),
        State.WITHDRAWN: say("{who} was first: it is not needed any more.", who=who),
    }
    return sentences[found.state]
