"""Whether a team went along with a date before anybody gave it: pure."""

from collections.abc import Sequence
from datetime import date, datetime

from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move


def will_do(history: Sequence[Made], day: date | None) -> bool:
    """Whether the requesting team said that such a date will do, or a later one.

    Args:
        history: all moves of the dependency.
    """
    days = [one.after for one in history if one.move is Move.TAKE and one.after]
    return bool(days and day and day <= days[-1])


def taken(
    found: Dependency, history: Sequence[Made], day: date | None, now: datetime
) -> datetime | None:
    """When the requesting team went along with a new date: beforehand, or with a later one.

    Args:
        history: all moves of the dependency.
        day: the new date.
    """
    if will_do(history, day):
        return now
    sooner = day is not None and found.promised is not None and day <= found.promised
    return found.taken_at if sooner else None
