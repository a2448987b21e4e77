"""What is asked and not answered: who leads now is asked, and where nobody does, the team is."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import calendar, facts
from bot.calendar import Calendar
from bot.store import people
from bot.store.workspaces import Workspace
from workflows.dependencies import awaiting, team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side
from workflows.dependencies.tables import DependencyMoveRow

# Working days that a team has to answer.
DAYS = 2


def turn(found: Dependency) -> Side:
    """Whose answer is awaited, of something that is not agreed yet."""
    return awaiting.KINDS[awaiting.turn(found)]


def since(session: Session, workspace: Workspace, which: int) -> datetime | None:
    """When a dependency was moved last.

    Args:
        which: its id.
    """
    return session.scalar(
        select(func.max(DependencyMoveRow.at)).where(
            DependencyMoveRow.workspace_id == workspace.id,
            DependencyMoveRow.dependency_id == which,
        )
    )


def look(
    session: Session,
    workspace: Workspace,
    found: Dependency,
    known: tuple[Mapping[int, Calendar], date | None],
    now: datetime,
) -> tuple[date | None, datetime | None]:
    """Have who leads now be asked for an answer; where nobody is asked, say so once.

    Records `dependency.unanswered` where nobody is asked and nobody answered in time.

    Args:
        known: when teams work, by their ids, and on which day it was said last that nobody does.

    Returns:
        That day as it is by now, and when to look again.
    """
    days, told_on = known
    when = days[found.team(turn(found)).id]
    today = calendar.local_day(when, now)
    tomorrow = calendar.opening(when, team_days.after(when, today))
    if awaiting.follow(session, workspace, found, now):
        return told_on, tomorrow
    moved = since(session, workspace, found.id) or found.asked_at
    day = calendar.local_day(when, moved)
    if told_on and told_on > day:
        return told_on, tomorrow
    at = calendar.add_days(when, moved, DAYS) or tomorrow
    if at > now or not calendar.is_working(when, now):
        return told_on, max(at, calendar.next_moment(when, now) or tomorrow)
    nobody = people.itself(workspace)
    facts.record(session, workspace, "dependency.unanswered", found.id, nobody, now)
    return today, tomorrow
