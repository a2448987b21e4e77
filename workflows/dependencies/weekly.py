"""Has the digest of all teams made once a week, on the day and at the hour that were chosen."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store import calendars, jobs
from bot.store.workspaces import Workspace
from bot.zones import zone
from workflows.dependencies import settings, team_days
from workflows.dependencies.settings import Chosen
from workflows.dependencies.tables import DependencySettingsRow

# The job that makes one.
DIGEST = "dependencies.digest"
# Later than this, nobody needs it any more: the meeting is over.
LATE = timedelta(hours=3)
_WEEK = timedelta(weeks=1)


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Ask for this week's, unless that was done; returns how many weeks were due."""
    chosen = settings.chosen(session, workspace)
    if not chosen.channel:
        return 0
    where = calendars.common(session, workspace)
    monday = monday_of(where, now)
    told = moment(where, monday, chosen)
    if not told <= now < told + LATE or not _claim(session, workspace, monday):
        return 0
    jobs.defer(session, workspace, DIGEST, week=monday.isoformat())
    return 1


def upcoming(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """The first moment after another at which one is due; None where nobody reads it."""
    chosen = settings.chosen(session, workspace)
    if not chosen.channel:
        return None
    where = calendars.common(session, workspace)
    monday = monday_of(where, after)
    done = session.scalar(
        select(DependencySettingsRow.told_on).where(
            DependencySettingsRow.workspace_id == workspace.id
        )
    )
    while moment(where, monday, chosen) <= after or (done and monday <= done):
        monday += _WEEK
    return moment(where, monday, chosen)


def monday_of(where: Calendar, now: datetime) -> date:
    """The Monday of the week of an instant."""
    day = calendar.local_day(where, now)
    return day - timedelta(days=day.weekday())


def moment(where: Calendar, monday: date, chosen: Chosen) -> datetime:
    """When a week's comes: on a holiday on the next working day, or on the last one before."""
    day = monday + timedelta(days=chosen.weekday - 1)
    following = calendar.next_day(where, day) or day
    if following >= monday + _WEEK:
        following = max(team_days.before(where, day, 0), monday)
    at = datetime.combine(following, chosen.hour, zone(where.timezone))
    return at.astimezone(UTC)


def _claim(session: Session, workspace: Workspace, monday: date) -> bool:
    """Write down that a week's is asked for; False where it was before."""
    on = DependencySettingsRow.told_on
    return bool(
        session.scalars(
            update(DependencySettingsRow)
            .where(
                DependencySettingsRow.workspace_id == workspace.id,
                or_(on.is_(None), on < monday),
            )
            .values(told_on=monday)
            .returning(DependencySettingsRow.workspace_id)
        ).all()
    )
