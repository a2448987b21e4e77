"""Which days an absence may have: pure functions of its first and last day."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date, timedelta

from bot.i18n import Words, say

# The longest absence, and how far ahead one may begin.
LONGEST = timedelta(days=366)
AHEAD = timedelta(days=2 * 366)
_DAY = timedelta(days=1)


def after(first: date, count: int, unit: str) -> date:
    """The last of so many days, weeks or months from a first day on.

    Args:
        unit: `day`, `week` or `month`.
    """
    if unit == "month":
        year, month = divmod(first.year * 12 + first.month - 1 + count, 12)
        whole = monthrange(year, month + 1)[1]
        if first.day > whole:
            return date(year, month + 1, whole)
        return date(year, month + 1, first.day) - _DAY
    return first + (count * (7 if unit == "week" else 1) - 1) * _DAY


def check(first: date | None, last: date | None, today: date) -> Mapping[str, Words]:
    """What is wrong with the days of an absence: a sentence for `first` or for `last`."""
    if first is None:
        return {"first": say("Choose your first day away.")}
    if last is not None and last < today:
        return {"last": say("These days are over. Choose a last day from today on.")}
    if last is not None and last < first:
        return {"last": say("The last day is before the first one. Choose a later last day.")}
    if (last or today) - first >= LONGEST:
        return {
            "last" if last else "first": say(
                "That is longer than a year. Choose fewer days, or no last day: then say when you"
                " are back."
            )
        }
    if first - today > AHEAD:
        return {"first": say("That is more than two years ahead. Check the year.")}
    return {}
