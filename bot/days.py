"""A day, as people write it in a file."""

import re
from datetime import date

from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean

_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTHS = 12


def day(typed: str, language: str) -> date:
    """The day that somebody wrote.

    Args:
        language: in French the day comes first in `3/4/2026`; in English that must be plain.

    Raises:
        Refusal: it is none, or is read in two ways.
    """
    written = clean(typed).strip()
    slashed = _SLASHED.fullmatch(written)
    try:
        if slashed is None:
            return date.fromisoformat(written)
        first, second, year = map(int, slashed.groups())
        if language == "fr" or first > _MONTHS or first == second:
            return date(year, second, first)
        if second > _MONTHS:
            return date(year, first, second)
    except ValueError:
        raise Refusal(
            say("“{date}” is no date: write it as 2026-11-30.", date=written[:75] or "…")
        ) from None
    raise Refusal(
        say(
            "Is it the day or the month that comes first in “{date}”? Write 2026-11-30.",
            date=written,
        )
    )
