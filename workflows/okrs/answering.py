"""What a person told settles what they were asked, in every round that waits for it."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import exists, select, update
from sqlalchemy.orm import Session

from bot.asks.settling import settle, withdraw
from bot.store.workspaces import Workspace
from workflows.okrs.round_tables import RoundPersonRow

# The ask for a person's check-in; its subject is the id of whose key results they are.
KIND = "okrs.check_in"


class State(StrEnum):
    """What came of asking a person in a round.

    Attributes:
        WAITING: it is not their hour yet.
        ASKED: they were asked, and have not answered.
        ANSWERED: they have.
        FRESH: they had told of everything so shortly before that they were not asked.
        AWAY: they were away until it was over.
        MISSED: it was over before they answered.
        GONE: they have left, or nothing is theirs any more.
    """

    WAITING = "waiting"
    ASKED = "asked"
    ANSWERED = "answered"
    FRESH = "fresh"
    AWAY = "away"
    MISSED = "missed"
    GONE = "gone"


OPEN = (State.WAITING, State.ASKED)


def answered(session: Session, workspace: Workspace, owner: int, now: datetime) -> None:
    """Somebody told of all that is a person's: what they were asked is done.

    Args:
        owner: their id.
    """
    _mark(session, workspace, owner, State.ANSWERED)
    settle(session, workspace, KIND, owner, None, now)


def gone(session: Session, workspace: Workspace, owner: int, now: datetime) -> None:
    """Nothing is a person's any more, or they have left: they are asked no more."""
    _mark(session, workspace, owner, State.GONE)
    withdraw(session, workspace, KIND, owner, None, now)


def is_asked(session: Session, workspace: Workspace, owner: int) -> bool:
    """Whether a round waits for a person's answer."""
    return bool(
        session.scalar(
            exists()
            .where(
                RoundPersonRow.workspace_id == workspace.id,
                RoundPersonRow.person_id == owner,
                RoundPersonRow.state == State.ASKED,
            )
            .select()
        )
    )


def _mark(session: Session, workspace: Workspace, owner: int, state: State) -> None:
    theirs = (
        RoundPersonRow.workspace_id == workspace.id,
        RoundPersonRow.person_id == owner,
        RoundPersonRow.state.in_(OPEN),
    )
    # In the order in which rounds end, so that the two never wait for each other.
    held = select(RoundPersonRow.round_id).where(*theirs).order_by(RoundPersonRow.round_id)
    session.execute(held.with_for_update())
    session.execute(update(RoundPersonRow).where(*theirs).values(state=state))
