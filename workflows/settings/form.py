"""The form of settings: what was typed, checked field by field."""

from dataclasses import dataclass
from datetime import time

from bot.forms import Errors
from bot.i18n import LANGUAGES, Words, say
from bot.places import AS_WORKSPACE, NONE, wrong_country, wrong_region
from workflows.settings.own import Settings

# What stands for Slack's own language, and for the workspace's number of messages.
SLACK, USUAL = "slack", "usual"


@dataclass(frozen=True)
class Typed:
    """The form's fields as they were chosen; times as `09:00`, empty for none."""

    language: str = SLACK
    country: str = AS_WORKSPACE
    region: str = ""
    weekdays: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    ceiling: str = USUAL
    follows_status: bool = False


def chosen(settings: Settings) -> Typed:
    """The form's fields where nothing was changed yet."""
    own = settings.country
    return Typed(
        language=settings.language or SLACK,
        country=AS_WORKSPACE if own is None else own or NONE,
        region=settings.region,
        weekdays=tuple(str(day) for day in sorted(settings.weekdays)),
        start=f"{settings.start:%H:%M}",
        end=f"{settings.end:%H:%M}",
        ceiling=USUAL if settings.ceiling is None else str(settings.ceiling),
        follows_status=settings.follows_status,
    )


def check(typed: Typed, most: int) -> Settings | Errors:
    """The settings of a form, or everything that is wrong with it at once.

    Args:
        most: messages a week that the workspace allows.
    """
    country = _country(typed.country)
    start, end = _time(typed.start), _time(typed.end)
    ceiling = _ceiling(typed.ceiling)
    wrong = {
        "country": wrong_country(country or ""),
        "region": wrong_region(country or "", typed.region),
        "weekdays": None if _weekdays(typed) else say("Choose at least one day."),
        "start": say("Choose when your day begins.") if start is None else None,
        "end": _wrong_end(start, end),
        "ceiling": _wrong_ceiling(ceiling, most),
    }
    errors = {field: sentence for field, sentence in wrong.items() if sentence}
    if errors or start is None or end is None:
        return Errors(errors)
    return Settings(
        language=typed.language if typed.language in LANGUAGES else "",
        country=country,
        region=typed.region,
        weekdays=_weekdays(typed),
        start=start,
        end=end,
        ceiling=ceiling,
        follows_status=typed.follows_status,
    )


def _country(value: str) -> str | None:
    return None if value == AS_WORKSPACE else "" if value == NONE else value


def _weekdays(typed: Typed) -> frozenset[int]:
    return frozenset(int(day) for day in typed.weekdays if day in "1234567" and day)


def _time(value: str) -> time | None:
    try:
        return time.fromisoformat(value)
    except ValueError:
        return None


def _wrong_end(start: time | None, end: time | None) -> Words | None:
    if end is None:
        return say("Choose when your day ends.")
    if start is not None and end <= start:
        return say("Your day ends before it begins: choose a later hour.")
    return None


def _ceiling(value: str) -> int | None:
    return int(value) if value.isdecimal() else None


def _wrong_ceiling(ceiling: int | None, most: int) -> Words | None:
    if ceiling is None or 1 <= ceiling <= most:
        return None
    return say(
        "Product Ops allows at most {most} messages a week: choose that many or fewer.",
        most=most,
    )
