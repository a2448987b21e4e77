"""Asks owners for their check-in when it is their hour: one ask for all of a person's."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import calendar
from bot.asks.opening import Wanted, open_ask
from bot.calendar import Calendar
from bot.mrkdwn import excerpt
from bot.store import calendars, moments, people
from bot.store.workspaces import Workspace
from workflows.okrs import cadences, handing, key_result, kpi
from workflows.okrs.answering import KIND, State
from workflows.okrs.round_tables import RoundPersonRow, RoundRow

# So many people a transaction: whoever answers meanwhile does not wait for long.
PAGE = 100
_MORE = " + "
# Of the first key result's title.
_TITLE = 100


@dataclass(frozen=True)
class Mine:
    """What a person is asked about: how many key results, and what the first one is called."""

    count: int
    first: str

    @property
    def title(self) -> str:
        """What the ask is called: the same in every language."""
        first = excerpt(self.first, _TITLE)
        # One whose own title ends so says that there is none more.
        says_more = self.count > 1 or titled(first).first != first
        return f"{first}{_MORE}{self.count - 1}" if says_more else first


def titled(title: str) -> Mine:
    """What the title of an ask stands for."""
    first, _, more = title.rpartition(_MORE)
    return Mine(1 + int(more), first) if first and more.isdecimal() else Mine(1, title)


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Ask those whose hour has come; returns how many were due.

    Who has told of everything shortly before is left in peace, and who is away by now is asked
    when they are back, if that is in time.
    """
    rows = session.execute(_claimed(workspace, now, min(limit, PAGE))).all()
    if not rows:
        return 0
    ids = {row.person_id for row in rows}
    known = people.by_ids(session, workspace, ids)
    when = calendars.of(session, workspace, ids, now)
    theirs = _theirs(session, workspace, rows)
    chosen = cadences.every(session, workspace)
    asked: dict[int, datetime] = {}
    for row in rows:
        days = chosen.get(row.team_id, cadences.Wanted()).fresh_days
        some = theirs.get((row.team_id, row.person_id), [])
        who = known.get(row.person_id)
        asks = some if who and who.here else []
        state, at = _becomes(row, when[row.person_id], asks, now - timedelta(days=days), now)
        _write(session, workspace, row, state, at)
        if state is State.ASKED:
            asked[row.person_id] = max(row.closes_at, asked.get(row.person_id, row.closes_at))
    passed_on = handing.standing(session, workspace)
    for person, until in sorted(asked.items()):
        every = [each for (_, whose), some in theirs.items() if whose == person for each in some]
        mine = Mine(len(every), every[0].title)
        if person in passed_on:
            handing.back(session, workspace, known[person], now)
        open_ask(session, workspace, Wanted(KIND, person, known[person], mine.title, until), now)
    return limit if len(rows) == PAGE else len(rows)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which somebody is asked."""
    return moments.first(
        session, workspace, RoundPersonRow.ask_at, after, RoundPersonRow.state == State.WAITING
    )


def _claimed(workspace: Workspace, now: datetime, limit: int) -> Any:
    return (
        select(
            *(RoundPersonRow.round_id, RoundPersonRow.person_id, RoundRow.team_id),
            *(RoundRow.day, RoundRow.closes_at),
        )
        .join(RoundRow, RoundRow.id == RoundPersonRow.round_id)
        .where(
            RoundPersonRow.workspace_id == workspace.id,
            RoundPersonRow.state == State.WAITING,
            RoundPersonRow.ask_at <= now,
        )
        .order_by(RoundPersonRow.ask_at, RoundPersonRow.person_id)
        .limit(limit)
        .with_for_update(of=RoundPersonRow, skip_locked=True)
    )


@dataclass(frozen=True)
class _Item:
    """What is asked of a person: a key result, or a KPI, and when it was told of last."""

    title: str
    told_at: datetime | None


_Items = Mapping[tuple[int | None, int], list[_Item]]


def _theirs(session: Session, workspace: Workspace, rows: Sequence[Any]) -> _Items:
    """What each of these people is asked about in each team, by both ids."""
    by_day: dict[date, set[int]] = defaultdict(set)
    for row in rows:
        by_day[row.day].add(row.person_id)
    found: dict[tuple[int | None, int], dict[str, _Item]] = defaultdict(dict)
    for day, persons in by_day.items():
        for one in key_result.owned(session, workspace, persons, day):
            if one.owner:
                item = _Item(one.title, one.checked_at)
                found[one.team, one.owner.id][f"key_result:{one.id}"] = item
    for each in kpi.owned(session, workspace, {row.person_id for row in rows}):
        if each.owner:
            item = _Item(each.title, each.read_at)
            found[each.team, each.owner.id][f"kpi:{each.id}"] = item
    return {which: list(some.values()) for which, some in found.items()}


def _becomes(
    row: Any, when: Calendar, items: Sequence[_Item], since: datetime, now: datetime
) -> tuple[State, datetime | None]:
    """What comes of a row, and when to look at it again.

    Args:
        items: what a person who is there is asked about.
        since: who told of all of it after that is left in peace.
    """
    if not items:
        return State.GONE, None
    if all(each.told_at and each.told_at > since for each in items):
        return State.FRESH, None
    works = calendar.next_moment(when, now)
    if works is None or works >= row.closes_at:
        return State.AWAY, None
    return (State.ASKED, None) if works <= now else (State.WAITING, works)


def _write(
    session: Session, workspace: Workspace, row: Any, state: State, at: datetime | None
) -> None:
    values: dict[str, Any] = {"state": state} if at is None else {"state": state, "ask_at": at}
    session.execute(
        update(RoundPersonRow)
        .where(
            RoundPersonRow.workspace_id == workspace.id,
            RoundPersonRow.round_id == row.round_id,
            RoundPersonRow.person_id == row.person_id,
        )
        .values(**values)
    )
