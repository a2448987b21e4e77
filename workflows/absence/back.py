"""Says that a person is back, or won't be away after all."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from bot import roles
from bot.calendar import local_day
from bot.store import absences, calendars
from bot.store.absences import Away
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.absence import permissions, standing_in
from workflows.absence.leave import changed
from workflows.absence.standing_in import News
from workflows.absence.state import State, state

_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Ended:
    """What has ended.

    Attributes:
        ended: the absences as they were; none where there was nothing to end.
        left: what is left.
        news: what who stood in must hear.
    """

    ended: tuple[Away, ...]
    left: State
    news: tuple[News, ...] = ()

    @property
    def were_away(self) -> bool:
        """Whether the person was away by now."""
        return any(away.first <= self.left.today for away in self.ended)

    @property
    def status_stands(self) -> bool:
        """Whether their Slack status still says that they are away."""
        return any(away.status for away in self.ended)


def end(
    session: Session, workspace: Workspace, person: Person, absence: int, now: datetime
) -> Ended:
    """End what a person is away for today, as of yesterday; records the fact `calendar.changed`.

    Args:
        absence: the id of the one they mean: one that is still to come is gone; 0 for whatever is
            under way.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.SAY)
    own = calendars.own(session, workspace, person, now, lock=True)
    today = local_day(own.calendar, now)
    here = [away for away in own.absences if away.days.covers(today)]
    coming = [away for away in own.absences if away.id == absence and away.first > today]
    # Who is back is back, whatever else said that they are away.
    ended = here if not absence or absence in [away.id for away in here] else coming
    if not ended:
        return Ended((), state(own, now))
    absences.end(session, workspace, person, ended, today - _DAY)
    changed(session, workspace, person, now)
    left = tuple(away for away in own.absences if away not in ended)
    news = standing_in.news(session, workspace, ended, None, now)
    return Ended(tuple(ended), state(own.having(left), now), news)
