"""Sentences, numbers and dates as their readers write them."""

import gettext
import io
from datetime import UTC, datetime, timedelta

from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo

from bot.i18n import Languages, Translator, say, say_n


def test_an_unknown_language_gets_english(languages: Languages) -> None:
    assert languages("xx").language == "en"


def test_french_counts_zero_as_singular_and_english_does_not() -> None:
    words = say_n("{n} insight", "{n} insights", 0)
    english = Catalog(locale="en")
    french = Catalog(locale="fr")
    french.add(("{n} insight", "{n} insights"), ("{n} insight", "{n} insights"))
    assert translator(english).words(words) == "0 insights"
    assert translator(french).words(words) == "0 insight"


def translator(catalogue: Catalog) -> Translator:
    """What reads a catalogue made here."""
    compiled = io.BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    return Translator(str(catalogue.locale), gettext.GNUTranslations(compiled))


def test_numbers_bear_their_readers_separators(t: Translator, fr: Translator) -> None:
    assert t.number(12345) == "12,345"
    assert fr.number(12345) == "12\u202f345"
    assert t.words(say("{found} characters", found=12345)) == "12,345 characters"


def test_an_instant_is_shown_where_its_reader_is(fr: Translator) -> None:
    instant = datetime(2026, 3, 3, 23, 30, tzinfo=UTC)
    assert fr.day(instant, "Europe/Paris") == "4 mars 2026"
    assert fr.day(instant - timedelta(days=3), "Europe/Paris") == "1er mars 2026"
    assert fr.day(instant + timedelta(days=7), "Europe/Paris") == "11 mars 2026"
    assert fr.hour(instant, "Europe/Paris") == "00:30"
