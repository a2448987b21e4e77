"""When a week begins and its digest goes out, where most people of a workspace are."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store import calendars
from bot.store.workspaces import Workspace
from bot.zones import zone

# The weeks before, whose mean a week is measured by.
BEFORE = 4
_WEEK = timedelta(weeks=1)


@dataclass(frozen=True)
class Week:
    """A week from Monday to Sunday.

    Attributes:
        monday: its first day.
        calendar: of the workspace; its time zone is where most people are.
    """

    monday: date
    calendar: Calendar

    @property
    def begins(self) -> datetime:
        """Its first instant."""
        return _midnight(self.monday, self.calendar)

    @property
    def ends(self) -> datetime:
        """The first instant after it."""
        return _midnight(self.monday + _WEEK, self.calendar)

    @property
    def history(self) -> datetime:
        """The first instant of the weeks it is measured by."""
        return _midnight(self.monday - BEFORE * _WEEK, self.calendar)

    @property
    def told(self) -> datetime:
        """When its digest goes out: the first working morning after it."""
        following = self.monday + _WEEK
        day = calendar.next_day(self.calendar, following) or following
        return calendar.opening(self.calendar, day)

    @property
    def following(self) -> "Week":
        """The next one."""
        return Week(self.monday + _WEEK, self.calendar)


def latest(session: Session, workspace: Workspace, now: datetime) -> Week:
    """The last week that is over."""
    where = calendars.common(session, workspace)
    today = calendar.local_day(where, now)
    return Week(today - timedelta(days=today.weekday()) - _WEEK, where)


def starting(session: Session, workspace: Workspace, monday: date) -> Week:
    """The week that starts on this Monday."""
    return Week(monday, calendars.common(session, workspace))


def _midnight(day: date, where: Calendar) -> datetime:
    at = datetime(day.year, day.month, day.day, tzinfo=zone(where.timezone))
    return at.astimezone(UTC)
