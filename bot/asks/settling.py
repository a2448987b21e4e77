"""Settles asks: the thing happened, or it is no longer needed."""

from datetime import datetime

from sqlalchemy import ColumnElement, or_, update
from sqlalchemy.orm import Session

from bot import facts
from bot.asks import turns
from bot.asks.tables import AskRow
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace


def settle(
    session: Session,
    workspace: Workspace,
    kind: str,
    subject: int,
    person: Person | None,
    now: datetime,
) -> int:
    """The thing happened, wherever it did; records `ask.settled` for each ask.

    Args:
        kind: of the asks.
        subject: what they are about.
        person: who was asked, or owes it by now; None for everyone who was asked.

    Returns:
        How many asks were open.
    """
    return _close(session, workspace, _which(workspace, kind, subject, person), "done", now)


def withdraw(
    session: Session,
    workspace: Workspace,
    kind: str,
    subject: int,
    person: Person | None,
    now: datetime,
) -> int:
    """It is no longer needed; records `ask.withdrawn` for each ask; arguments as for `settle`."""
    return _close(session, workspace, _which(workspace, kind, subject, person), "withdrawn", now)


def drop(session: Session, workspace: Workspace, ask: int, now: datetime) -> None:
    """One ask is no longer needed; records `ask.withdrawn`."""
    which = [AskRow.workspace_id == workspace.id, AskRow.id == ask, AskRow.state == "open"]
    _close(session, workspace, which, "withdrawn", now)


def _which(
    workspace: Workspace, kind: str, subject: int, person: Person | None
) -> list[ColumnElement[bool]]:
    which: list[ColumnElement[bool]] = [
        AskRow.workspace_id == workspace.id,
        AskRow.kind == kind,
        AskRow.subject == subject,
        AskRow.state == "open",
    ]
    if person is not None:
        which.append(or_(AskRow.person_id == person.id, AskRow.opened_for_id == person.id))
    return which


def _close(
    session: Session,
    workspace: Workspace,
    which: list[ColumnElement[bool]],
    state: str,
    now: datetime,
) -> int:
    closed = session.execute(
        update(AskRow)
        .where(*which)
        .values(state=state, settled_at=now, offered_to_id=None, offered_by_id=None)
        .returning(AskRow.id, AskRow.person_id)
    ).all()
    for row in closed:
        turns.end(session, workspace, row.id)
    owners = people.by_ids(session, workspace, [row.person_id for row in closed])
    fact = "ask.settled" if state == "done" else "ask.withdrawn"
    for row in closed:
        facts.record(session, workspace, fact, row.id, owners[row.person_id], now)
    return len(closed)
