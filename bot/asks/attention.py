"""Tells people what they owe: those whose turn it is, and what each of them is told."""

from collections.abc import Mapping, Sequence, Set
from datetime import datetime
from typing import Any

from sqlalchemy import insert, text
from sqlalchemy.orm import Session

from bot import calendar
from bot.asks import budget, escalation, handover, readers
from bot.asks.budget import Plan
from bot.asks.readers import Reader
from bot.asks.tables import LineRow, MessageRow
from bot.store.workspaces import Workspace

# Asks that a message shows; App Home shows the others.
SHOWN = 6
# The first key of the advisory locks of those who tell; the second is the workspace's id.
LOCK = 1_634_954_603

_ALONE = text("SELECT pg_try_advisory_xact_lock(:lock, CAST(:workspace AS int))")
_PUT_OFF = text("""
    UPDATE ask_turns SET next_at = :next_at
    WHERE workspace_id = :workspace AND ask_id = :ask AND person_id = :person AND part = :part
""")
_ADVANCE = text("""
    UPDATE ask_turns SET step = step + 1, since = :since, after = :after, next_at = :next_at
    WHERE workspace_id = :workspace AND ask_id = :ask AND person_id = :person AND part = :part
""")

_Readers = Mapping[int, Reader]
_Plans = Mapping[int, Plan]


def due(
    session: Session, workspace: Workspace, now: datetime, limit: int
) -> tuple[int, Sequence[int]]:
    """Write what people are told now; the caller posts it.

    One process at a time does so in a workspace, and whoever meets it there leaves it alone: what
    someone is told depends on what others are told, as an escalation does.

    Args:
        limit: of turns.

    Returns:
        How many turns were due, `limit` at the most, and the ids of the messages.
    """
    if not session.scalar(_ALONE, {"lock": LOCK, "workspace": workspace.id}):
        return 0, ()
    found, whose = readers.due(session, workspace, now, limit)
    known = _passed_on(session, workspace, whose, now)
    known, plans = _planned(session, workspace, known, now)
    _move(session, workspace, known, plans, now)
    return found, _messages(session, workspace, known, plans, now)


def _passed_on(session: Session, workspace: Workspace, whose: Set[int], now: datetime) -> _Readers:
    """These people, and those who hear of something because these did not answer or are away."""
    known: dict[int, Reader] = {}
    while whose:
        known |= (met := readers.read(session, workspace, whose, now))
        whose = set()
        for reader in met.values():
            whose |= handover.lapse(session, workspace, reader, now)
            if reader.is_away(now):
                whose |= handover.stand_in(session, workspace, reader, now)
    return known


def _planned(
    session: Session, workspace: Workspace, known: _Readers, now: datetime
) -> tuple[_Readers, _Plans]:
    """What each of these people is told, and those whom it escalates to."""
    known, plans = dict(known), dict[int, Plan]()
    new: _Readers = known
    while new:
        made = {
            person: budget.plan(one.turns, one.when, one.budget, now) for person, one in new.items()
        }
        plans |= made
        told = [turn for plan in made.values() for turn in plan.told]
        whom = escalation.escalate(session, workspace, told, now)
        new = readers.read(session, workspace, whom, now) if whom else {}
        known |= new
    return known, plans


def _move(
    session: Session, workspace: Workspace, known: _Readers, plans: _Plans, now: datetime
) -> None:
    """Write when each turn is looked at next."""
    put_off: list[dict[str, Any]] = []
    advance: list[dict[str, Any]] = []
    for person, plan in plans.items():
        when = known[person].when
        for turn, at in plan.put_off.items():
            names = {"ask": turn.ask, "part": turn.part.value}
            put_off.append(names | {"person": person, "next_at": at})
        for turn in plan.told:
            names = {"ask": turn.ask, "part": turn.part.value}
            after = turn.waits[turn.step] if turn.step < len(turn.waits) else None
            at = None if after is None else calendar.add_days(when, now, after)
            at = budget.look_at(turn, at, when, now)
            moved = {"since": now, "after": after, "next_at": at}
            advance.append(names | {"person": person} | moved)
    here = {"workspace": workspace.id}
    for statement, rows in ((_PUT_OFF, put_off), (_ADVANCE, advance)):
        if rows:
            session.connection().execute(statement, [row | here for row in rows])


def _messages(
    session: Session, workspace: Workspace, known: _Readers, plans: _Plans, now: datetime
) -> Sequence[int]:
    told = {person: plan for person, plan in sorted(plans.items()) if plan.lines}
    if not told:
        return ()
    rows = []
    for person, plan in told.items():
        day = calendar.local_day(known[person].when, now)
        rows.append(
            {
                "workspace_id": workspace.id,
                "person_id": person,
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
        for message, plan in zip(ids, told.values(), strict=True)
        for place, turn in enumerate(plan.lines[:SHOWN])
    ]
    session.execute(insert(LineRow), lines)
    return ids
