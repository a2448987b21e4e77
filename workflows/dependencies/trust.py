"""Whether a date that was agreed is still confirmed: the nearer it is, the sooner a word ages."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store.workspaces import Workspace
from workflows.dependencies import rhythm, team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.tables import DependencyRow


@dataclass(frozen=True)
class Standing:
    """Whether a date is confirmed, and since when; nothing to confirm where `since` is None."""

    confirmed: bool
    since: date | None

    @property
    def unconfirmed(self) -> bool:
        """Whether there is a date, and nobody confirmed it when they should have."""
        return self.since is not None and not self.confirmed


@dataclass(frozen=True)
class Shown:
    """What was noticed of a date: that it was not confirmed since a day, that it is over."""

    since: date | None = None
    late: bool = False


def standing(found: Dependency, when: Calendar, now: datetime) -> Standing:
    """Whether the date of a dependency is confirmed.

    Args:
        when: its providing team works, see `team_days.of`.
    """
    if not found.is_promised or found.promised is None or found.sure_at is None:
        return Standing(True, None)
    sure_on = calendar.local_day(when, found.sure_at)
    aged = rhythm.aged_on(found.promised, sure_on, when)
    return Standing(aged is None or calendar.local_day(when, now) < aged, sure_on)


def shown(session: Session, workspace: Workspace, found: Dependency) -> Shown:
    """What was noticed of a date and is shown on its cards: the same until it is moved."""
    row = session.execute(
        select(DependencyRow.aged_on, DependencyRow.late_on).where(
            DependencyRow.workspace_id == workspace.id, DependencyRow.id == found.id
        )
    ).one_or_none()
    if row is None or found.sure_at is None or not found.is_promised:
        return Shown()
    when = team_days.of(session, workspace, [found.provider])[found.provider.id]
    sure_on = calendar.local_day(when, found.sure_at)
    return Shown(sure_on if row.aged_on == sure_on else None, row.late_on == found.promised)


def is_late(found: Dependency, when: Calendar, now: datetime) -> bool:
    """Whether the date that was agreed is over, and it is not there."""
    return (
        found.is_promised
        and found.promised is not None
        and found.promised < calendar.local_day(when, now)
    )
