"""Whether a team went along with a date before anybody gave it: pure."""

from collections.abc import Sequence
from datetime import date

from workflows.dependencies.dependency import Made
from workflows.dependencies.rules import Move


def will_do(history: Sequence[Made], day: date | None) -> bool:
    """Whether the requesting team said that such a date will do, or a later one.

    Args:
        history: all moves of the dependency.
    """
    days = [one.after for one in history if one.move is Move.TAKE and one.after]
    return bool(days and day and day <= days[-1])
