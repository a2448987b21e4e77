"""Words of dates in English and French: months and days of the week, whoever types them."""

import re
import unicodedata
from datetime import datetime
from functools import lru_cache

# A Wednesday that no word names: a day of the week is looked for after it.
_BASE = datetime(2003, 1, 1, 4, 5)  # noqa: DTZ001 - dateparser counts in nobody's zone
_SETTINGS = {"RELATIVE_BASE": _BASE, "PREFER_DATES_FROM": "future", "PREFER_DAY_OF_MONTH": "first"}
_LANGUAGES = ("en", "fr")
# dateparser leaves out what it does not know: it gets one word at a time.
_WORD = re.compile(r"[a-z]{3,12}")
# What people type is not kept for ever.
_MOST = 1_024

# Where 2/3 is the third of February.
_MONTH_FIRST = (
    *("New_York", "Detroit", "Chicago", "Menominee", "Denver", "Boise", "Phoenix", "Los_Angeles"),
    *("Anchorage", "Juneau", "Sitka", "Nome", "Adak", "Indiana/", "Kentucky/", "North_Dakota/"),
)

_AHEAD = {
    **dict.fromkeys(("today", "aujourd'hui", "aujourdhui", "ce jour"), 0),
    **dict.fromkeys(("tomorrow", "tmrw", "demain"), 1),
    **dict.fromkeys(("the day after tomorrow", "day after tomorrow"), 2),
    **dict.fromkeys(("apres-demain", "apres demain"), 2),
    **dict.fromkeys(("yesterday", "hier"), -1),
}
_ENGLISH = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_FRENCH = ("un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix")
_COUNTS = {
    **{word: number for names in (_ENGLISH, _FRENCH) for number, word in enumerate(names, 1)},
    **dict.fromkeys(("a", "an", "une"), 1),
}


def folded(text: str) -> str:
    """A phrase as it is compared: small letters, no accents, plain quotes, single blanks."""
    plain = text.replace("\u2019", "'").replace("\u02bc", "'").lower()
    letters = unicodedata.normalize("NFKD", plain)
    kept = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return " ".join(kept.split()).strip(" .,;:!?")


@lru_cache(_MOST)
def month(word: str) -> int:
    """The number of the month that a folded word names; 0 for none."""
    for language in _LANGUAGES if _WORD.fullmatch(word) else ():
        found = _read(f"1 {word} 2003", language)
        if found and (found.year, found.day) == (2003, 1):
            return found.month
    return 0


@lru_cache(_MOST)
def weekday(word: str) -> int:
    """The ISO number of the day of the week that a folded word names, Monday is 1; 0 for none."""
    for language in _LANGUAGES if _WORD.fullmatch(word) else ():
        found = _read(word, language)
        # A relative day, such as tomorrow, has the hour of the base.
        if found and not found.hour and 0 < (found - _BASE).days + 1 <= 7:
            return found.isoweekday()
    return 0


def is_month_first(language: str, timezone: str) -> bool:
    """Whether someone writes the month before the day: who reads English in the United States."""
    area, _, place = timezone.partition("/")
    here = area == "America" and place.startswith(_MONTH_FIRST)
    return language == "en" and (here or timezone == "Pacific/Honolulu")


def ahead(words: str) -> int | None:
    """How many days ahead of today folded words say, e.g. 1 for tomorrow; None if they don't."""
    return _AHEAD.get(words)


def count(word: str) -> int:
    """The number in digits or a folded word; 0 for none."""
    return int(word) if word.isdecimal() and len(word) <= 3 else _COUNTS.get(word, 0)


def _read(text: str, language: str) -> datetime | None:
    # Imported by who needs it: most processes never do, and it takes a tenth of a second.
    from dateparser.date import DateDataParser

    data = DateDataParser(languages=[language], settings=_SETTINGS).get_date_data(text)
    parts = set(data.parts or ())
    return data.date_obj if {"month", "day"} <= parts and "time" not in parts else None
