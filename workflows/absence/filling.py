"""Keeps what a form of an absence says: its days, who stands in, whether the status counts."""

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.absence import leave, period, status
from workflows.absence.leave import Left, Wrong
from workflows.absence.merging import Wish


@dataclass(frozen=True)
class Filled:
    """A form's fields.

    Attributes:
        delegate: Slack's id, empty for nobody.
        follows: whether their Slack status says when they are away.
        absence: the id of the absence it corrects, 0 for a new one.
    """

    first: date | None = None
    last: date | None = None
    delegate: str = ""
    follows: bool = False
    absence: int = 0

    @property
    def is_empty(self) -> bool:
        """Whether it says nothing of an absence."""
        return not (self.first or self.last or self.delegate or self.absence)


@dataclass(frozen=True)
class Saved:
    """What a form changed.

    Attributes:
        left: the absence; None where it said none.
        follows: whether their Slack status counts from now on; None where that did not change.
    """

    left: Left | None
    follows: bool | None


def save(
    session: Session, workspace: Workspace, person: Person, filled: Filled, now: datetime
) -> Saved | Wrong:
    """Keep what a form says; records the fact `calendar.changed` where days changed.

    Returns:
        What is wrong where something is, and then nothing is kept.

    Raises:
        Refusal: the person may not.
    """
    left: Left | None = None
    if filled.first:
        wish = Wish(filled.first, filled.last, filled.delegate, filled.absence)
        told = leave.leave(session, workspace, person, wish, now)
        if isinstance(told, Wrong):
            return told
        left = told
    elif not filled.is_empty:
        return Wrong(period.check(None, filled.last, date.min))
    changed = status.allow(session, workspace, person, filled.follows, now)
    if left is None and not changed:
        return Wrong(period.check(None, None, date.min))
    return Saved(left, filled.follows if changed else None)
