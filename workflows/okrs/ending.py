"""Ends rounds: when everyone has answered, or the time is over, the team's figures are kept."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists, func, insert, or_, select, update
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.orm import Session

from bot import calendar, facts, roles
from bot.asks.settling import withdraw
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store import calendars, jobs, moments, people, teams
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.okrs import cycles, objective, permissions, standing
from workflows.okrs.answering import KIND, OPEN, State, is_asked
from workflows.okrs.cycles import Cycle
from workflows.okrs.round_tables import RoundPersonRow, RoundRow
from workflows.okrs.standing import Figures
from workflows.okrs.tables import KeyResultRow, ObjectiveRow, of_team

# The job that tells a team what came of its round.
SUMMARY = "okrs.summary"
# So long a team has its figures before others see them.
AHEAD = timedelta(hours=48)
LONGEST_COMMENT = 500
# So many teams a transaction: whoever answers meanwhile does not wait for long.
PAGE = 100
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True)
class Round:
    """A round that is over.

    Attributes:
        team: whose; None for the company's objectives.
        told_at, seen_at: when its figures were those, and when the team reads them.
        comment: what the team says with its figures; empty for nothing.
    """

    id: int
    team: int | None
    cycle: int
    day: date
    told_at: datetime
    seen_at: datetime
    figures: Figures
    comment: str = ""
    comment_by: int | None = None


def close_due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """End the rounds that are over; a job then tells each team. Returns how many there were.

    Who had not answered is asked no more in this round.
    """
    rows = session.scalars(
        select(RoundRow)
        .where(
            RoundRow.workspace_id == workspace.id,
            RoundRow.told_at.is_(None),
            or_(RoundRow.closes_at <= now, ~_awaited()),
        )
        # In one order for all who lock whom a round asks.
        .order_by(RoundRow.id)
        .limit(min(limit, PAGE))
        .with_for_update(skip_locked=True),
        execution_options={"populate_existing": True},
    ).all()
    known: dict[int, Cycle] = {}
    for row in rows:
        if row.cycle_id not in known:
            known[row.cycle_id] = cycles.find(session, workspace, row.cycle_id)
        _end(session, workspace, row, known[row.cycle_id], now)
    return limit if len(rows) == PAGE else len(rows)


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which a round ends; sooner, where all have answered."""
    done = session.scalar(
        select(RoundRow.id)
        .where(RoundRow.workspace_id == workspace.id, RoundRow.told_at.is_(None), ~_awaited())
        .limit(1)
    )
    if done is not None:
        return after + moments.JUST_AFTER
    return moments.first(session, workspace, RoundRow.closes_at, after, RoundRow.told_at.is_(None))


def keep_past(
    session: Session, workspace: Workspace, team: int | None, cycle: Cycle, at: datetime
) -> int:
    """Keep a team's figures of a moment as a round that ended then, where all had answered.

    Args:
        team: its id; None for the company.

    Returns:
        The round's id.

    Raises:
        Refusal: there is no such cycle.
    """
    cycle = cycles.find(session, workspace, cycle.id)
    day = cycles.today(session, workspace, at)
    row = RoundRow(
        workspace_id=workspace.id,
        team_id=team,
        cycle_id=cycle.id,
        day=day,
        opens_at=at,
        closes_at=at,
        told_at=at,
        seen_at=at,
    )
    since = _last_told(session, workspace, row) or _LONG_AGO
    found = standing.figures_of(session, workspace, team, cycle, day, since)
    owners = sorted({line.owner for line in found.lines if line.owner})
    row.figures = replace(found, states={State.ANSWERED: tuple(owners)}).dumps()
    session.add(row)
    session.flush()
    told = {"round_id": row.id, "workspace_id": workspace.id, "ask_at": at}
    rows = [{**told, "person_id": owner, "state": State.ANSWERED} for owner in owners]
    if rows:
        session.execute(insert(RoundPersonRow), rows)
    return row.id


def find(session: Session, workspace: Workspace, which: int) -> Round | None:
    """A round that is over, by its id."""
    found = _read(session, workspace, RoundRow.id == which)
    return found[0] if found else None


def released(
    session: Session, workspace: Workspace, cycle: int, now: datetime
) -> Mapping[int | None, Round]:
    """The last round of each team whose figures others may see by now, by team.

    Args:
        cycle: the id of the cycle.
    """
    rows = _read(
        session,
        workspace,
        RoundRow.id.in_(
            select(RoundRow.id)
            .ext(distinct_on(RoundRow.team_id))
            .where(
                RoundRow.workspace_id == workspace.id,
                RoundRow.cycle_id == cycle,
                RoundRow.seen_at <= now - AHEAD,
            )
            .order_by(RoundRow.team_id, RoundRow.day.desc(), RoundRow.id.desc())
        ),
    )
    return {each.team: each for each in rows}


def comment(
    session: Session, workspace: Workspace, person: Person, which: int, text: str, now: datetime
) -> Round:
    """What a team says with its figures, for whoever reads them; records `round.commented`.

    Args:
        which: the round's id.
        text: as typed, of which 500 characters are kept; empty to take it back.

    Raises:
        Refusal: the person is not in the team, or there is no such round.
    """
    roles.require(person, permissions.READ)
    found = find(session, workspace, which)
    if found is None:
        raise Refusal(say("These figures are not there any more."))
    if not in_team(session, workspace, person, found.team):
        raise Refusal(say("Only the team itself comments on its figures: ask its lead."))
    session.execute(
        update(RoundRow)
        .where(RoundRow.workspace_id == workspace.id, RoundRow.id == which)
        .values(comment=clean(text)[:LONGEST_COMMENT], comment_by_id=person.id)
    )
    facts.record(session, workspace, "round.commented", which, person, now)
    after = find(session, workspace, which)
    assert after, "it was there"
    return after


def in_team(session: Session, workspace: Workspace, person: Person, team: int | None) -> bool:
    """Whether somebody is in a team, leads it, or answers for its objectives.

    Args:
        team: its id; None for the company, which Product Ops speak for.
    """
    if team is None:
        return objective.may_shape(session, workspace, person, None)
    return any(each.id == team for each in teams.of(session, workspace, person))


def told_when(session: Session, workspace: Workspace, team: Team | None, now: datetime) -> datetime:
    """When a team is told: in the working time of who leads it, or of most people."""
    lead = team.lead if team else None
    where = (
        calendars.of_one(session, workspace, lead) if lead else calendars.common(session, workspace)
    )
    return calendar.next_moment(replace(where, absences=()), now) or now


def _end(
    session: Session, workspace: Workspace, row: RoundRow, cycle: Cycle, now: datetime
) -> None:
    # Who tells of one of them now is waited for, and told of.
    theirs = of_team(ObjectiveRow.team_id, row.team_id)
    aims = select(ObjectiveRow.id).where(ObjectiveRow.cycle_id == row.cycle_id, theirs)
    held = select(KeyResultRow.id).where(
        KeyResultRow.workspace_id == workspace.id, KeyResultRow.objective_id.in_(aims)
    )
    session.execute(held.order_by(KeyResultRow.id).with_for_update())
    missed = session.scalars(
        update(RoundPersonRow)
        .where(
            RoundPersonRow.workspace_id == workspace.id,
            RoundPersonRow.round_id == row.id,
            RoundPersonRow.state.in_(OPEN),
        )
        .values(state=State.MISSED)
        .returning(RoundPersonRow.person_id)
    ).all()
    for person in missed:
        if not is_asked(session, workspace, person):
            withdraw(session, workspace, KIND, person, None, now)
    day = min(cycles.today(session, workspace, now), cycle.ends)
    since = _last_told(session, workspace, row) or _LONG_AGO
    found = standing.figures_of(session, workspace, row.team_id, cycle, day, since)
    kept = {"figures": replace(found, states=standing.states(session, workspace, row.id)).dumps()}
    session.execute(
        update(RoundRow)
        .where(RoundRow.workspace_id == workspace.id, RoundRow.id == row.id)
        .values(told_at=now, seen_at=_seen(session, workspace, row.team_id, now), **kept)
    )
    jobs.defer(session, workspace, SUMMARY, round=str(row.id))
    facts.record(session, workspace, "round.ended", row.id, people.itself(workspace), now)


def _seen(session: Session, workspace: Workspace, team: int | None, now: datetime) -> datetime:
    found = teams.find(session, workspace, team) if team else None
    return told_when(session, workspace, found, now)


def _last_told(session: Session, workspace: Workspace, row: RoundRow) -> datetime | None:
    """When the team was told last in this cycle: what was told since is news."""
    return session.scalar(
        select(func.max(RoundRow.told_at)).where(
            RoundRow.workspace_id == workspace.id,
            of_team(RoundRow.team_id, row.team_id),
            RoundRow.cycle_id == row.cycle_id,
        )
    )


def _awaited() -> ColumnElement[bool]:
    return exists().where(
        RoundPersonRow.workspace_id == RoundRow.workspace_id,
        RoundPersonRow.round_id == RoundRow.id,
        RoundPersonRow.state.in_(OPEN),
    )


def _read(session: Session, workspace: Workspace, *where: ColumnElement[bool]) -> Sequence[Round]:
    """Rounds that are over, oldest first."""
    columns: tuple[Any, ...] = (
        *(RoundRow.id, RoundRow.team_id, RoundRow.cycle_id, RoundRow.day, RoundRow.told_at),
        *(RoundRow.seen_at, RoundRow.figures, RoundRow.comment, RoundRow.comment_by_id),
    )
    rows = session.execute(
        select(*columns)
        .where(RoundRow.workspace_id == workspace.id, RoundRow.figures.is_not(None), *where)
        .order_by(RoundRow.day, RoundRow.id)
    )
    return [
        Round(
            *(row.id, row.team_id, row.cycle_id, row.day, row.told_at, row.seen_at),
            *(Figures.loads(row.figures), row.comment, row.comment_by_id),
        )
        for row in rows
    ]
