"""What is asked and not answered: who leads now is asked, and where nobody does, the team is."""

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import calendar, facts
from bot.asks import finding
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import drop
from bot.calendar import Calendar
from bot.store import people
from bot.store.workspaces import Workspace
from workflows.dependencies import team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Side
from workflows.dependencies.tables import DependencyMoveRow

# The ask for an answer; its subject is the dependency's id.
KIND = "dependencies.answer"
# Working days that a team has to answer.
DAYS = 2


def turn(found: Dependency) -> Side:
    """Whose answer is awaited: of the one who did not name the date that stands."""
    return (found.proposed_by or Side.REQUESTER).other


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
    """Have who leads now be asked for an answer; where nobody does, say so once.

    Records `dependency.unanswered` where nobody leads the team and nobody of it answered in time.

    Args:
        known: when teams work, by their ids, and on which day it was said last that nobody does.

    Returns:
        That day as it is by now, and when to look again.
    """
    days, told_on = known
    team = found.team(turn(found))
    when = days[team.id]
    today = calendar.local_day(when, now)
    tomorrow = calendar.opening(when, team_days.after(when, today))
    if team.lead:
        _ask(session, workspace, found, now)
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


def _ask(session: Session, workspace: Workspace, found: Dependency, now: datetime) -> None:
    """Ask who leads the team, and nobody who did before."""
    lead = found.team(turn(found)).lead
    open_ = finding.standing(session, workspace, KIND, [found.id])
    assert lead
    gone = []
    for one in open_:
        first = finding.opened_for(session, workspace, one.id)
        if lead.id in (first.id, one.person.id):
            return
        gone.append(one)
    for one in gone:
        wanted = Wanted(KIND, found.id, lead, one.title, one.due)
        open_ask(session, workspace, wanted, now)
        drop(session, workspace, one.id, now)
