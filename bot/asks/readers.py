"""Those whose turn it is to hear of something, and all that is known of them for it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import calendar
from bot.asks import budget
from bot.asks.budget import Budget, Turn
from bot.asks.kinds import Ladder, kinds_of
from bot.asks.tables import AskRow, MessageRow, TurnRow
from bot.asks.turns import Part
from bot.calendar import Calendar
from bot.store import calendars
from bot.store.people import Person, PersonRow
from bot.store.person import ceiling_of, record
from bot.store.workspaces import Workspace

# Working days until who was asked to take something over is reminded, and until it goes back.
OFFER = (2, 2)


@dataclass(frozen=True)
class Reader:
    """Someone who may be told something now."""

    person: Person
    when: Calendar
    turns: tuple[Turn, ...]
    budget: Budget

    def is_away(self, now: datetime) -> bool:
        """Whether they are absent today."""
        return calendar.is_away(self.when, calendar.local_day(self.when, now))


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> tuple[int, Set[int]]:
    """How many turns have come, `limit` at the most, and the ids of the people whose they are."""
    whose = session.scalars(
        select(TurnRow.person_id)
        .join(AskRow, AskRow.id == TurnRow.ask_id)
        .where(
            TurnRow.workspace_id == workspace.id,
            TurnRow.next_at <= now,
            AskRow.state == "open",
            # What a feature that is gone has asked would stand here for ever.
            AskRow.kind.in_(kinds_of(session.info)),
        )
        # First what may make it somebody else's turn too, so that they hear of all at once.
        .order_by((TurnRow.step > 1).desc(), TurnRow.next_at, TurnRow.person_id)
        .limit(limit)
    ).all()
    return len(whose), set(whose)


def next_turn(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When somebody's turn comes next."""
    return session.scalar(
        select(func.min(TurnRow.next_at))
        .join(AskRow, AskRow.id == TurnRow.ask_id)
        .where(
            TurnRow.workspace_id == workspace.id,
            TurnRow.next_at > after,
            AskRow.state == "open",
            AskRow.kind.in_(kinds_of(session.info)),
        )
    )


def read(
    session: Session, workspace: Workspace, people: Collection[int], now: datetime
) -> dict[int, Reader]:
    """These people, by their ids, with all of their turns."""
    rows = session.scalars(
        select(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(people))
        .order_by(PersonRow.id),
        execution_options={"populate_existing": True},
    ).all()
    when = calendars.of(session, workspace, people)
    spent = _spent(session, workspace, when, now)
    turns = _turns(session, workspace, people)
    return {
        row.id: Reader(
            record(row, workspace),
            when[row.id],
            turns[row.id],
            _budget(workspace, row, *spent.get(row.id, (0, False))),
        )
        for row in rows
    }


def _budget(workspace: Workspace, row: PersonRow, spent: int, reminded: bool) -> Budget:
    ceiling = ceiling_of(row.weekly_ceiling, workspace)
    person = record(row, workspace)
    # Who is gone is told nothing, until they are back.
    return Budget(ceiling if person.active and person.is_human else 0, spent, reminded)


def _spent(
    session: Session, workspace: Workspace, when: Mapping[int, Calendar], now: datetime
) -> Mapping[int, tuple[int, bool]]:
    """How many messages each person got this week, and whether a reminder today."""
    today = {person: calendar.local_day(one, now) for person, one in when.items()}
    weeks = {person: budget.monday(day) for person, day in today.items()}
    last = func.max(MessageRow.day).filter(MessageRow.reminder)
    rows = session.execute(
        select(MessageRow.person_id, MessageRow.week, func.count().label("n"), last.label("last"))
        .where(
            MessageRow.workspace_id == workspace.id,
            MessageRow.person_id.in_(when),
            MessageRow.week.in_(set(weeks.values())),
        )
        .group_by(MessageRow.person_id, MessageRow.week)
    )
    return {
        # Who moved to the west may live the same day twice.
        row.person_id: (row.n, row.last is not None and row.last >= today[row.person_id])
        for row in rows
        if row.week == weeks[row.person_id]
    }


def _turns(
    session: Session, workspace: Workspace, people: Collection[int]
) -> Mapping[int, tuple[Turn, ...]]:
    """The turns of these people, but for asks that somebody is changing just now."""
    kinds = kinds_of(session.info)
    rows = session.execute(
        select(
            TurnRow,
            AskRow.kind,
            AskRow.opened_at,
            AskRow.due,
            AskRow.snoozed_until,
            AskRow.offered_to_id.is_not(None).label("offered"),
        )
        .join(AskRow, AskRow.id == TurnRow.ask_id)
        .where(
            TurnRow.workspace_id == workspace.id,
            TurnRow.person_id.in_(people),
            AskRow.state == "open",
            AskRow.kind.in_(kinds),
        )
        .order_by(AskRow.id)
        # Both: of a row that is not locked, the one of before it waited would be read.
        .with_for_update(of=(AskRow, TurnRow), key_share=True, skip_locked=True),
        execution_options={"populate_existing": True},
    )
    found: dict[int, list[Turn]] = defaultdict(list)
    for row in rows:
        found[row.TurnRow.person_id].append(_turn(row, kinds[row.kind].ladder))
    return {person: tuple(found[person]) for person in people}


def _turn(row: Any, ladder: Ladder) -> Turn:
    one, owed = row.TurnRow, row.TurnRow.part == Part.OWED
    return Turn(
        ask=one.ask_id,
        part=Part(one.part),
        step=one.step,
        since=one.since,
        after=one.after,
        next_at=one.next_at,
        opened_at=row.opened_at,
        due=row.due,
        until=row.snoozed_until if owed else None,
        elsewhere=owed and row.offered,
        escalates=owed and ladder.escalates and one.step > len(ladder.remind),
        waits=ladder.waits if owed else OFFER if one.part == Part.OFFERED else (),
    )
