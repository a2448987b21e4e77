"""Whose turn it is to hear of an ask: begun, put off, ended; the tick finds those that are due."""

from datetime import datetime
from enum import StrEnum

from sqlalchemy import delete, literal, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.asks.tables import AskRow, TurnRow
from bot.store.people import Person
from bot.store.workspaces import Workspace


class Part(StrEnum):
    """What an ask is to who hears of it."""

    OWED = "owed"
    OFFERED = "offered"
    ESCALATED = "escalated"


def start(
    session: Session,
    workspace: Workspace,
    ask: int,
    person: Person,
    now: datetime,
    part: Part = Part.OWED,
) -> None:
    """It is this person's turn, from now on, as if they had never heard of it."""
    values = {"step": 0, "since": now, "after": 0, "next_at": now}
    # Only an ask of this workspace's has turns in it.
    known = select(AskRow.id, AskRow.workspace_id, literal(person.id), literal(part.value)).where(
        AskRow.workspace_id == workspace.id, AskRow.id == ask
    )
    session.execute(
        insert(TurnRow)
        .from_select(
            ["ask_id", "workspace_id", "person_id", "part", *values],
            known.add_columns(*map(literal, values.values())),
        )
        .on_conflict_do_update(index_elements=["ask_id", "person_id", "part"], set_=values)
    )


def end(session: Session, workspace: Workspace, ask: int, part: Part | None = None) -> None:
    """Nobody is to hear of an ask any more, in one of its parts or in any."""
    which = [TurnRow.workspace_id == workspace.id, TurnRow.ask_id == ask]
    if part is not None:
        which.append(TurnRow.part == part.value)
    session.execute(delete(TurnRow).where(*which))


def pause(session: Session, workspace: Workspace, ask: int) -> None:
    """Its owner hears nothing of an ask while someone else thinks about taking it over."""
    _put(session, workspace, ask, None, None)


def again(session: Session, workspace: Workspace, ask: int, at: datetime, now: datetime) -> None:
    """Its owner hears of an ask once more at an instant, where they work then.

    The tick looks at it before, lest they go away meanwhile and someone stands in for them.
    """
    _put(session, workspace, ask, (at, now), 0)


def heard(
    session: Session, workspace: Workspace, ask: int, now: datetime, after: int | None
) -> None:
    """Its owner knows of an ask: they hear of it again after so many working days, if at all."""
    session.execute(
        update(TurnRow)
        .where(
            TurnRow.workspace_id == workspace.id,
            TurnRow.ask_id == ask,
            TurnRow.part == Part.OWED.value,
        )
        # The tick works out when that is.
        .values(step=1, since=now, after=after, next_at=None if after is None else now)
    )


def look_again(session: Session, workspace: Workspace, person: int, now: datetime) -> None:
    """A person's calendar or ceiling changed: when they hear of something is worked out anew.

    Args:
        person: their id.
    """
    # In the order in which the tick locks asks, so that neither waits for the other in a circle.
    session.execute(
        select(AskRow.id)
        .join(TurnRow, TurnRow.ask_id == AskRow.id)
        .where(AskRow.workspace_id == workspace.id, TurnRow.person_id == person)
        .order_by(AskRow.id)
        .with_for_update(of=AskRow, key_share=True)
    )
    session.execute(
        update(TurnRow)
        .where(TurnRow.workspace_id == workspace.id, TurnRow.person_id == person)
        .values(next_at=now)
    )


def _put(
    session: Session,
    workspace: Workspace,
    ask: int,
    at: tuple[datetime, datetime] | None,
    after: int | None,
) -> None:
    values: dict[str, object] = {"next_at": None, "after": after}
    if at is not None:
        values |= {"since": at[0], "next_at": min(at)}
    session.execute(
        update(TurnRow)
        .where(
            TurnRow.workspace_id == workspace.id,
            TurnRow.ask_id == ask,
            TurnRow.part == Part.OWED.value,
        )
        .values(**values)
    )
