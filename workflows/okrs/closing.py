"""Closes a cycle: owners confirm the scores that the figures propose, and look back on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import calendar, facts, roles
from bot.asks import finding
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean, escape
from bot.store import audit, calendars, jobs, moments, people
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import cycles, key_result, permissions, scoring
from workflows.okrs.cycles import Cycle
from workflows.okrs.key_result import KeyResult, key_results
from workflows.okrs.round_tables import RetrospectiveRow, RoundRow
from workflows.okrs.scoring import LONGEST_ANSWER, Scored
from workflows.okrs.tables import CycleRow

# The ask for a person's scores; its subject is the id of their retrospective.
KIND = "okrs.close"
# The job that tells teams what came of a cycle.
CLOSED = "okrs.closed"
# Working days that owners have.
DAYS = 8
QUESTIONS = ("worked", "hindered", "next")
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Looking:
    """What a person is asked at the end of a cycle.

    Attributes:
        id: of their retrospective.
        answers: what they said, by the names in `QUESTIONS`.
    """

    id: int
    cycle: Cycle
    person: Person
    key_results: tuple[KeyResult, ...]
    answers: Mapping[str, str]
    answered_at: datetime | None


def ask_scores(
    session: Session, workspace: Workspace, person: Person, cycle: int, now: datetime
) -> Cycle:
    """Ask owners for their scores: the cycle is over, or Product Ops end it sooner.

    Args:
        cycle: its id.

    Raises:
        Refusal: there is none, it is being closed already, or the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    found = cycles.find(session, workspace, cycle)
    if found.closing_at:
        raise Refusal(say("*{cycle}* is being closed already.", cycle=escape(found.name)))
    if found.starts > cycles.today(session, workspace, now):
        raise Refusal(
            say("*{cycle}* has not begun: change its days instead.", cycle=escape(found.name))
        )
    _begin(session, workspace, found, now)
    audit.record(session, workspace, person, Change("cycle.closing", found.name), now)
    return cycles.find(session, workspace, cycle)


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Begin to close the cycles that are over, and end those whose scores are in; how many."""
    count = 0
    for found in cycles.every(session, workspace):
        if not found.closing_at and _begins(session, workspace, found) <= now:
            _begin(session, workspace, found, now)
            count += 1
        elif found.closing_at and not found.closed_at:
            count += _end(session, workspace, found, now)
    return min(count, limit - 1)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which a cycle begins to be closed, or is."""
    found = [
        _begins(session, workspace, each)
        for each in cycles.every(session, workspace)
        if not each.closing_at
    ]
    if _scored(session, workspace):
        found.append(after + moments.JUST_AFTER)
    ends = moments.first(
        session, workspace, CycleRow.closes_at, after, CycleRow.closed_at.is_(None)
    )
    return min((at for at in (*found, ends) if at and at > after), default=None)


def asked(session: Session, workspace: Workspace, person: Person, which: int) -> Looking:
    """What a person, or who took it over, is asked.

    Args:
        which: the retrospective's id.

    Raises:
        Refusal: it is somebody else's, or there is none.
    """
    roles.require(person, permissions.CHECK_IN)
    row = _row(session, workspace, which)
    if row is None:
        raise Refusal(say("This cycle is closed, or was never yours. `/okr` shows what is."))
    if row.person_id != person.id and not finding.is_owed(session, workspace, person, KIND, which):
        raise Refusal(say("These scores are for who answers for them to confirm."))
    cycle = cycles.find(session, workspace, row.cycle_id)
    if cycle.closed_at:
        raise Refusal(say("*{cycle}* is closed: its scores stand.", cycle=escape(cycle.name)))
    owner = people.by_ids(session, workspace, [row.person_id])[row.person_id]
    mine = key_result.owned_in(session, workspace, [row.person_id], row.cycle_id)
    answers = {name: getattr(row, name) for name in QUESTIONS}
    return Looking(row.id, cycle, owner, mine, answers, row.answered_at)


def confirm(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    said: tuple[Sequence[Scored], Mapping[str, str]],
    now: datetime,
) -> Looking:
    """Confirm a person's scores and keep what they say of the cycle; records `cycle.answered`.

    Args:
        which: the retrospective's id.
        said: scores of their key results, those left out are as proposed; and the answers, by the
            names in `QUESTIONS`, of which 1,000 characters are kept.

    Raises:
        Refusal: as `asked`.
    """
    found = asked(session, workspace, person, which)
    given = {each.key_result: each for each in said[0]}
    for each in found.key_results:
        one = given.get(each.id, Scored(each.id, scoring.proposed(each), each.score_note))
        scoring.keep(session, workspace, one, now)
    answers = {name: clean(said[1].get(name, ""))[:LONGEST_ANSWER] for name in QUESTIONS}
    session.execute(
        update(RetrospectiveRow)
        .where(RetrospectiveRow.workspace_id == workspace.id, RetrospectiveRow.id == which)
        .values(answered_at=now, **{name: one for name, one in answers.items() if one})
    )
    settle(session, workspace, KIND, which, None, now)
    facts.record(session, workspace, "cycle.answered", found.cycle.id, person, now)
    after = key_result.owned_in(session, workspace, [found.person.id], found.cycle.id)
    return replace(found, key_results=after, answers=answers, answered_at=now)


def _begins(session: Session, workspace: Workspace, cycle: Cycle) -> datetime:
    """When a cycle that is over is closed: on the first working morning after it."""
    where = calendars.common(session, workspace)
    day = calendar.next_day(where, cycle.ends + _DAY) or cycle.ends + _DAY
    return calendar.opening(where, day)


def _begin(session: Session, workspace: Workspace, cycle: Cycle, now: datetime) -> None:
    where = calendars.common(session, workspace)
    closes = calendar.add_days(where, now, DAYS) or now + DAYS * _DAY
    session.execute(
        update(CycleRow)
        .where(
            CycleRow.workspace_id == workspace.id,
            CycleRow.id == cycle.id,
            CycleRow.closing_at.is_(None),
        )
        .values(closing_at=now, closes_at=closes)
    )
    found = key_results(session, workspace, CycleRow.id == cycle.id)
    owners = {each.kept_by.id: each.kept_by for each in found if each.kept_by}
    # Nothing is asked of it any more: its rounds are over.
    session.execute(
        update(RoundRow)
        .where(
            RoundRow.workspace_id == workspace.id,
            RoundRow.cycle_id == cycle.id,
            RoundRow.told_at.is_(None),
        )
        .values(closes_at=now)
    )
    for owner in sorted(owners):
        made = session.scalar(
            insert(RetrospectiveRow)
            .values(workspace_id=workspace.id, cycle_id=cycle.id, person_id=owner, asked_at=now)
            .on_conflict_do_update(
                index_elements=["cycle_id", "person_id"],
                set_={"asked_at": now},
                where=RetrospectiveRow.answered_at.is_(None),
            )
            .returning(RetrospectiveRow.id)
        )
        if made is not None:
            wanted = Wanted(KIND, made, owners[owner], cycle.name, closes)
            open_ask(session, workspace, wanted, now)


def _end(session: Session, workspace: Workspace, cycle: Cycle, now: datetime) -> int:
    held = (
        select(CycleRow.id)
        .where(
            CycleRow.workspace_id == workspace.id,
            CycleRow.id == cycle.id,
            CycleRow.closed_at.is_(None),
            or_(CycleRow.closes_at <= now, ~_awaited()),
        )
        .with_for_update(skip_locked=True)
    )
    if session.scalar(held) is None:
        return 0
    session.execute(
        update(CycleRow)
        .where(CycleRow.workspace_id == workspace.id, CycleRow.id == cycle.id)
        .values(closed_at=now)
    )
    silent = session.scalars(
        select(RetrospectiveRow.id).where(
            RetrospectiveRow.workspace_id == workspace.id,
            RetrospectiveRow.cycle_id == cycle.id,
            RetrospectiveRow.answered_at.is_(None),
        )
    )
    for which in silent.all():
        withdraw(session, workspace, KIND, which, None, now)
    jobs.defer(session, workspace, CLOSED, cycle=str(cycle.id))
    facts.record(session, workspace, "cycle.closed", cycle.id, people.itself(workspace), now)
    return 1


def _scored(session: Session, workspace: Workspace) -> bool:
    """Whether all scores of a cycle are in that is being closed."""
    return bool(
        session.scalar(
            exists()
            .where(
                CycleRow.workspace_id == workspace.id,
                CycleRow.closing_at.is_not(None),
                CycleRow.closed_at.is_(None),
                ~_awaited(),
            )
            .select()
        )
    )


def _awaited() -> ColumnElement[bool]:
    return exists().where(
        RetrospectiveRow.workspace_id == CycleRow.workspace_id,
        RetrospectiveRow.cycle_id == CycleRow.id,
        RetrospectiveRow.answered_at.is_(None),
    )


def _row(session: Session, workspace: Workspace, which: int) -> Any:
    return session.scalar(
        select(RetrospectiveRow).where(
            RetrospectiveRow.workspace_id == workspace.id, RetrospectiveRow.id == which
        ),
        execution_options={"populate_existing": True},
    )
