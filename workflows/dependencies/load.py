"""Whether a team promises more at once than it ever delivered: for whoever promises it to know."""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import calendar
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import team_days
from workflows.dependencies.rules import PROMISED
from workflows.dependencies.tables import DependencyRow

# Four weeks: twenty working days.
WEEKS = 4
_WINDOW = timedelta(weeks=WEEKS)
# Fewer say nothing of what a team can do.
FEWEST = 3


@dataclass(frozen=True)
class Load:
    """A team's promises within four weeks, the one in question among them, and its most so far.

    Attributes:
        promised: how many would be due within the four weeks that hold most of them.
        most: how many it delivered at most within any four weeks.
    """

    promised: int
    most: int


def of(
    session: Session, workspace: Workspace, team: Team, day: date, without: int = 0
) -> Load | None:
    """What a team would have promised with one more, where that is more than it ever delivered.

    Args:
        day: when it would be due.
        without: the id of the dependency in question, if it is one of those promised already.

    Returns:
        None where it is not more, or where too little was delivered to tell.
    """
    theirs = (
        DependencyRow.workspace_id == workspace.id,
        DependencyRow.provider_id == team.id,
    )
    when = team_days.of(session, workspace, [team])[team.id]
    delivered = sorted(
        calendar.local_day(when, at)
        for at in session.scalars(
            select(DependencyRow.delivered_at).where(
                *theirs, DependencyRow.delivered_at.is_not(None)
            )
        )
        if at
    )
    if len(delivered) < FEWEST:
        return None
    promised = session.scalars(
        select(DependencyRow.promised).where(
            *theirs,
            DependencyRow.id != without,
            DependencyRow.state.in_(PROMISED),
            func.abs(DependencyRow.promised - day) < _WINDOW.days,
        )
    )
    days = sorted((*(each for each in promised if each), day))
    load = Load(_most(days, around=day), _most(delivered))
    return load if load.promised > load.most else None


def _most(days: list[date], around: date | None = None) -> int:
    """How many of these days, which are sorted, fall at most within any four weeks.

    Args:
        around: a day that these weeks hold; None for any.
    """
    counts = (
        bisect_right(days, first + _WINDOW - timedelta(days=1)) - place
        for place, first in enumerate(days)
        if around is None or first <= around < first + _WINDOW
    )
    return max(counts, default=0)
