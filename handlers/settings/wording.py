"""Days, hours and time zones in words."""

from collections.abc import Collection
from datetime import time

from babel.dates import format_time, get_day_names, get_timezone, get_timezone_location

from bot.i18n import Translator


def weekday(t: Translator, day: int) -> str:
    """What a day of the week is called, by its ISO number."""
    return str(get_day_names("wide", "stand-alone", t.language)[day - 1])


def weekdays(t: Translator, days: Collection[int]) -> str:
    """Days of the week; three and more that follow each other as from … to …."""
    ordered = sorted(days)
    first, last = ordered[0], ordered[-1]
    if len(ordered) > 2 and last - first == len(ordered) - 1:
        return t("{first} to {last}", first=weekday(t, first), last=weekday(t, last))
    return ", ".join(weekday(t, day) for day in ordered)


def hour(t: Translator, value: time) -> str:
    """A time of day as this language writes it."""
    return format_time(value, "short", locale=t.language)


def zone(t: Translator, timezone: str) -> str:
    """A time zone by its city; by its own name where it has none."""
    if "/" not in timezone:
        return timezone
    city = get_timezone_location(get_timezone(timezone), locale=t.language, return_city=True)
    return t("{city} time", city=city)
