"""Tells people what they owe: claims those whose turn it is, and writes what each is told."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from bot import calendar
from bot.asks import budget, escalation, handover
from bot.asks.budget import Budget, Plan, Turn
from bot.asks.kinds import Ladder, kinds_of
from bot.asks.tables import AskRow, LineRow, MessageRow, TurnRow
from bot.asks.turns import Part
from bot.calendar import Calendar
from bot.store import calendars
from bot.store.people import Kind, Person, PersonRow
from bot.store.person import record
from bot.store.workspaces import Workspace

# Asks that a message shows; App Home shows the others.
SHOWN = 6
# Working days until who was asked to take something over is reminded, and until it goes back.
OFFER = (2, 2)

_PUT_OFF = text("""
    UPDATE ask_turns SET next_at = :next_at
    WHERE workspace_id = :workspace AND ask_id = :ask AND person_id = :person AND part = :part
""")
_ADVANCE = text("""
    UPDATE ask_turns SET step = step + 1, since = :since, after = :after, next_at = :next_at
    WHERE workspace_id = :workspace AND ask_id = :ask AND person_id = :person AND part = :part
""")


@dataclass(frozen=True)
class _Reader:
    """Someone whose turn may have come, and all that is known of them for it."""

    person: Person
    when: Calendar
    turns: tuple[Turn, ...]
    budget: Budget


def due(
    session: Session, workspace: Workspace, now: datetime, limit: int
) -> tuple[int, Sequence[int]]:
    """Write what people are told now; the caller posts it.

    Two processes at once never tell the same person: each takes those that nobody else has.

    Args:
        limit: of turns.

    Returns:
        How many turns were due, `limit` at the most, and the ids of the messages.
    """
    found, claimed = _claim(session, workspace, now, limit)
    readers = [] if not claimed else _readers(session, workspace, claimed, now)
    plans = {one.person.id: budget.plan(one.turns, one.when, one.budget, now) for one in readers}
    for reader in readers:
        plan = plans[reader.person.id]
        escalation.escalate(session, workspace, reader.person, plan.told, now)
        if calendar.is_away(reader.when, calendar.local_day(reader.when, now)):
            handover.stand_in(session, workspace, reader.person, plan.put_off, now)
    _move(session, workspace, readers, plans, now)
    told = [reader for reader in readers if plans[reader.person.id].lines]
    return found, _messages(session, workspace, told, plans, now)


def _claim(
    session: Session, workspace: Workspace, now: datetime, limit: int
) -> tuple[int, Sequence[PersonRow]]:
    """How many turns are due, and the people among them whom no other process has just now."""
    whose = session.scalars(
        select(TurnRow.person_id)
        .where(TurnRow.workspace_id == workspace.id, TurnRow.next_at <= now)
        .order_by(TurnRow.next_at)
        .limit(limit)
    ).all()
    if not whose:
        return 0, ()
    claimed = session.scalars(
        select(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.id.in_(set(whose)))
        .order_by(PersonRow.id)
        .with_for_update(key_share=True, skip_locked=True),
        execution_options={"populate_existing": True},
    ).all()
    return len(whose), claimed


def _readers(
    session: Session, workspace: Workspace, claimed: Sequence[PersonRow], now: datetime
) -> list[_Reader]:
    ids = [row.id for row in claimed]
    when = calendars.of(session, workspace, ids)
    spent = _spent(session, workspace, when, now)
    turns = _turns(session, workspace, ids)
    readers = []
    for row in claimed:
        ceiling = workspace.weekly_ceiling
        if row.weekly_ceiling is not None:
            ceiling = min(ceiling, row.weekly_ceiling)
        count, reminded = spent.get(row.id, (0, False))
        # Who is gone is told nothing, until they are back.
        there = row.active and row.kind in (Kind.MEMBER, Kind.GUEST)
        left = Budget(ceiling if there else 0, count, reminded)
        mine = handover.lapse(session, workspace, turns[row.id], when[row.id], now)
        readers.append(_Reader(record(row, workspace), when[row.id], mine, left))
    return readers


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
    session: Session, workspace: Workspace, people: Sequence[int]
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
        .with_for_update(of=AskRow, key_share=True, skip_locked=True),
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


def _move(
    session: Session,
    workspace: Workspace,
    readers: Sequence[_Reader],
    plans: Mapping[int, Plan],
    now: datetime,
) -> None:
    """Write when each turn comes next."""
    put_off: list[dict[str, Any]] = []
    advance: list[dict[str, Any]] = []
    for reader in readers:
        plan = plans[reader.person.id]
        names: dict[str, Any] = {"workspace": workspace.id, "person": reader.person.id}
        for turn, at in plan.put_off.items():
            put_off.append(names | {"ask": turn.ask, "part": turn.part.value, "next_at": at})
        for turn in plan.told:
            after = turn.waits[turn.step] if turn.step < len(turn.waits) else None
            at = None if after is None else calendar.add_days(reader.when, now, after)
            moved = {"ask": turn.ask, "part": turn.part.value, "since": now, "after": after}
            advance.append(names | moved | {"next_at": at})
    for statement, rows in ((_PUT_OFF, put_off), (_ADVANCE, advance)):
        if rows:
            session.connection().execute(statement, rows)


def _messages(
    session: Session,
    workspace: Workspace,
    told: Sequence[_Reader],
    plans: Mapping[int, Plan],
    now: datetime,
) -> Sequence[int]:
    if not told:
        return ()
    rows = []
    for reader in told:
        day, plan = calendar.local_day(reader.when, now), plans[reader.person.id]
        rows.append(
            {
                "workspace_id": workspace.id,
                "person_id": reader.person.id,
                "day": day,
                "week": budget.monday(day),
                "reminder": plan.reminder,
                "more": max(0, len(plan.lines) - SHOWN),
                "at": now,
            }
        )
    ids = session.scalars(
        insert(MessageRow).returning(MessageRow.id, sort_by_parameter_order=True), rows
    ).all()
    lines = [
        {
            "message_id": message,
            "place": place,
            "workspace_id": workspace.id,
            "ask_id": turn.ask,
            "part": turn.part.value,
        }
        for message, reader in zip(ids, told, strict=True)
        for place, turn in enumerate(plans[reader.person.id].lines[:SHOWN])
    ]
    session.execute(insert(LineRow), lines)
    return ids
