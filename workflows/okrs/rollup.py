"""Has leads and Product Ops told of all teams, once a week, on the first working morning."""

from datetime import date, datetime, timedelta

from sqlalchemy import or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store import calendars, jobs, people, teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs.round_tables import OkrSettingsRow

# The job that makes one.
ROLLUP = "okrs.rollup"
# Later than this, nobody needs it any more.
LATE = timedelta(days=1)
_WEEK = timedelta(weeks=1)


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Ask for this week's, unless that was done; returns how many weeks were due."""
    where = calendars.common(session, workspace)
    monday = _monday(where, now)
    told = _told(where, monday)
    if now < told or not _claim(session, workspace, monday):
        return 0
    if now < told + LATE:
        jobs.defer(session, workspace, ROLLUP, week=monday.isoformat())
    return 1


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which one is due."""
    where = calendars.common(session, workspace)
    monday = _monday(where, after)
    done = session.scalar(
        select(OkrSettingsRow.told_on).where(OkrSettingsRow.workspace_id == workspace.id)
    )
    while _told(where, monday) <= after or (done and monday <= done):
        monday += _WEEK
    return _told(where, monday)


def readers(session: Session, workspace: Workspace) -> tuple[Person, ...]:
    """Who is told where no channel is: Product Ops and those who lead a team, once each."""
    leads = (team.lead for team in teams.every(session, workspace))
    both = (*people.product_ops(session, workspace), *(lead for lead in leads if lead))
    return tuple({person.id: person for person in both}.values())


def _monday(where: Calendar, now: datetime) -> date:
    day = calendar.local_day(where, now)
    return day - timedelta(days=day.weekday())


def _told(where: Calendar, monday: date) -> datetime:
    return calendar.opening(where, calendar.next_day(where, monday) or monday)


def _claim(session: Session, workspace: Workspace, monday: date) -> bool:
    """Write down that a week's is asked for; False where it was before."""
    on = OkrSettingsRow.told_on
    return bool(
        session.scalars(
            insert(OkrSettingsRow)
            .values(workspace_id=workspace.id, told_on=monday)
            .on_conflict_do_update(
                index_elements=["workspace_id"],
                set_={"told_on": monday},
                where=or_(on.is_(None), on < monday),
            )
            .returning(OkrSettingsRow.workspace_id)
        ).all()
    )
