"""Languages: sentences in English in the code, French in a gettext catalogue read at start."""

import gettext
import io
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import Any, Protocol

from babel import Locale
from babel.dates import format_date, format_time
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.numbers import format_decimal

from bot.zones import zone

LANGUAGES = ("en", "fr")
LOCALES = Path(__file__).parent / "locales"
DOMAIN = "productops"


@dataclass(frozen=True)
class Words:
    """A sentence that has not met its reader's language yet."""

    one: str
    many: str | None = None
    n: int = 0
    values: Mapping[str, Any] = field(default_factory=dict)


def say(message: str, **values: object) -> Words:
    """A sentence for later: `message` is the English text with `{placeholders}`."""
    return Words(message, values=values)


def say_n(one: str, many: str, n: int, **values: object) -> Words:
    """A sentence with a count: `one` and `many` are the English forms, both may use `{n}`."""
    return Words(one, many, n, values)


class Translator:
    """What a listener and a view get as `t`: one language, chosen for one reader."""

    def __init__(self, language: str, catalogue: gettext.NullTranslations) -> None:
        self.language = language
        self._catalogue = catalogue

    def __call__(self, message: str, **values: object) -> str:
        """`message` in this language, its `{placeholders}` filled from `values`."""
        return self._catalogue.gettext(message).format(**values)

    def n(self, one: str, many: str, n: int, **values: object) -> str:
        """The plural form this language uses for `n`; `{n}` is written as its readers write it."""
        text = self._catalogue.ngettext(one, many, n)
        return text.format(n=self.number(n), **values)

    def words(self, words: Words) -> str:
        """A sentence made by `say` or `say_n`, in this language."""
        values = {name: self._value(value) for name, value in words.values.items()}
        if words.many is None:
            return self(words.one, **values)
        return self.n(words.one, words.many, words.n, **values)

    def number(self, value: float) -> str:
        """A number with this language's separators."""
        return format_decimal(value, locale=self.language)

    def day(self, instant: datetime, timezone: str) -> str:
        """The date of an instant where its reader is, e.g. « 3 mars 2026 »."""
        there = instant.astimezone(zone(timezone))
        return self._first(format_date(there, "d MMMM y", locale=self.language))

    def weekday(self, day: date, year: bool = False) -> str:
        """A date with its day of the week, e.g. « vendredi 6 mars »; `year` writes its year too."""
        pattern = "EEEE d MMMM y" if year else "EEEE d MMMM"
        return self._first(format_date(day, pattern, locale=self.language))

    def short_day(self, day: date) -> str:
        """A day in a few letters, e.g. « 4 déc. »."""
        return self._first(format_date(day, "d MMM", locale=self.language))

    def date(self, day: date) -> str:
        """A day without its year, e.g. « vendredi 4 décembre »."""
        return self.weekday(day)

    def _first(self, written: str) -> str:
        """A date as French writes it on the first day of a month: « 1er mars »."""
        if self.language != "fr":
            return written
        return f" {written}".replace(" 1 ", " 1er ").removeprefix(" ")

    def moment(self, instant: datetime) -> str:
        """An instant in mrkdwn, which Slack writes in its reader's language and time zone."""
        shown = "{date_short_pretty} {time}"
        return f"<!date^{int(instant.timestamp())}^{shown}|{self.day(instant, 'UTC')}>"

    def hour(self, instant: datetime, timezone: str) -> str:
        """The time of day of an instant where its reader is, e.g. « 09:41 »."""
        local = instant.astimezone(zone(timezone))
        return format_time(local, "short", locale=self.language)

    def _value(self, value: object) -> object:
        if isinstance(value, date) and not isinstance(value, datetime):
            return self.weekday(value, year=True)
        return self.number(value) if isinstance(value, int) else value


def language_name(code: str) -> str:
    """What a language is called in itself: whoever speaks it can find it in a list."""
    return str(Locale.parse(code).get_language_name(code)).capitalize()


class Languages(Protocol):
    """Finds the translator for a language code."""

    def __call__(self, language: str) -> Translator: ...


def catalogue_file(language: str) -> Path:
    """Where the catalogue of a language lies."""
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@cache
def load() -> Languages:
    """Read every catalogue once.

    Returns:
        A function from a language code to its Translator; an unknown code gets English.
    """
    translators = {"en": Translator("en", gettext.NullTranslations())}
    for language in LANGUAGES[1:]:
        with catalogue_file(language).open("rb") as source:
            catalogue = read_po(source, locale=language, domain=DOMAIN)
        compiled = io.BytesIO()
        write_mo(compiled, catalogue)
        compiled.seek(0)
        translators[language] = Translator(language, gettext.GNUTranslations(compiled))

    def find(language: str) -> Translator:
        return translators.get(language, translators["en"])

    return find
