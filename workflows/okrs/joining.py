"""Who answers for a key result in the middle of a round is asked in it."""

from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import calendar
from bot.store import calendars, people
from bot.store.workspaces import Workspace
from workflows.okrs import cadences, rounds
from workflows.okrs.answering import State
from workflows.okrs.round_tables import RoundPersonRow, RoundRow
from workflows.okrs.tables import KeyResultRow, ObjectiveRow


def join(session: Session, workspace: Workspace, found: int, now: datetime) -> None:
    """Who answers for a key result by now is asked in its team's open round, if there is time.

    Args:
        found: the key result's id.
    """
    row = session.execute(_open(workspace, found, now)).first()
    who = people.by_ids(session, workspace, [row.owner_id]).get(row.owner_id) if row else None
    if row is None or who is None or not who.here:
        return
    hour = cadences.every(session, workspace).get(row.team_id, cadences.Wanted()).hour
    when = calendars.of_one(session, workspace, who)
    first = rounds.asking(when, row.day, hour)
    at = calendar.next_moment(when, max(first, now)) if first else None
    if at is None or at >= row.closes_at:
        return
    waiting = {"state": State.WAITING, "ask_at": at}
    session.execute(
        insert(RoundPersonRow)
        .values(workspace_id=workspace.id, round_id=row.id, person_id=who.id, **waiting)
        .on_conflict_do_update(
            index_elements=["round_id", "person_id"],
            set_=waiting,
            where=RoundPersonRow.state == State.GONE,
        )
    )


def _open(workspace: Workspace, found: int, now: datetime) -> Any:
    return (
        select(
            *(RoundRow.id, RoundRow.team_id, RoundRow.day, RoundRow.closes_at),
            KeyResultRow.owner_id,
        )
        .select_from(KeyResultRow)
        .join(ObjectiveRow, ObjectiveRow.id == KeyResultRow.objective_id)
        .join(RoundRow, RoundRow.cycle_id == ObjectiveRow.cycle_id)
        .where(
            KeyResultRow.workspace_id == workspace.id,
            KeyResultRow.id == found,
            KeyResultRow.owner_id.is_not(None),
            KeyResultRow.dropped_at.is_(None),
            RoundRow.workspace_id == workspace.id,
            RoundRow.team_id.is_not_distinct_from(ObjectiveRow.team_id),
            RoundRow.told_at.is_(None),
            RoundRow.closes_at > now,
        )
        .order_by(RoundRow.day.desc())
        .limit(1)
    )
