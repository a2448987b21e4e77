"""Countries and their regions, as people call them and look for them."""

from collections.abc import Sequence
from functools import cache

import holidays
from babel import Locale

from bot import calendar
from bot.folding import folded
from bot.i18n import Translator, Words, say
from bot.mrkdwn import excerpt
from bot.replies import Options

# What stands for a country that is the workspace's, and for none at all.
AS_WORKSPACE, NONE = "workspace", "none"
# Slack's limits on a menu: options, and letters of each.
MOST, LETTERS = 100, 75

Choice = tuple[str, str]


def country_name(t: Translator, country: str) -> str:
    """What a country is called, by its ISO 3166-1 code."""
    return str(Locale.parse(t.language).territories.get(country, country))


def region_name(country: str, region: str) -> str:
    """What a region is called where it is; its code where it has no name of its own."""
    return next((name for code, name in _regions(country) if code == region), region)


def described(t: Translator, country: str, region: str) -> str:
    """A country with its region, in words; none where there is none."""
    if not country:
        return t("none")
    name = country_name(t, country)
    return f"{name} ({region_name(country, region)})" if region else name


def wrong_country(country: str) -> Words | None:
    """What is wrong with a country's code; nothing with none at all."""
    if not country or country in calendar.supported():
        return None
    return say("I don't know this country's public holidays: choose one from the list.")


def wrong_region(country: str, region: str) -> Words | None:
    """What is wrong with a region's code; nothing with none at all."""
    if not region or region in calendar.regions(country):
        return None
    return say("This region is not in the country you chose: choose one of its own, or none.")


def suggest_countries(t: Translator, typed: str, first: Sequence[Choice] = ()) -> Options:
    """The countries that what was typed may mean, by name.

    Args:
        first: choices beside the countries, as (text, value).
    """
    return _suggested(typed, [*first, *_countries(t.language)])


def suggest_regions(country: str, typed: str) -> Options:
    """The regions of a country that what was typed may mean."""
    return _suggested(typed, [(name, code) for code, name in _regions(country)])


def _suggested(typed: str, choices: Sequence[Choice]) -> Options:
    wanted = folded(typed.strip())
    found = [
        (_place(wanted, text, value), excerpt(text, LETTERS), value)
        for text, value in choices
        if wanted in folded(text) or wanted == value.lower()
    ]
    found.sort(key=lambda each: each[0])
    return Options(tuple((text, value) for _, text, value in found[:MOST]))


def _place(wanted: str, text: str, value: str) -> int:
    """Its code comes first, then what begins with it; otherwise they stay in their order."""
    if wanted == value.lower():
        return 0
    return 1 if folded(text).startswith(wanted) else 2


@cache
def _countries(language: str) -> tuple[Choice, ...]:
    names = Locale.parse(language).territories
    every = [(str(names.get(code, code)), code) for code in calendar.supported()]
    return tuple(sorted(every, key=lambda each: folded(each[0])))


@cache
def _regions(country: str) -> tuple[Choice, ...]:
    """Each region's code and name; of several names the first that is no code itself."""
    if not calendar.regions(country):
        return ()
    aliases: dict[str, str] = holidays.country_holidays(country).subdivisions_aliases
    names: dict[str, str] = {}
    for name, code in aliases.items():
        if len(name) > 3:
            names.setdefault(code, name)
    every = [(code, names.get(code, code)) for code in calendar.regions(country)]
    return tuple(sorted(every, key=lambda each: folded(each[1])))
