"""What people type, in both languages, and the days it means where they are."""

from contextlib import suppress
from datetime import UTC, date, datetime, timedelta

import pytest
from babel import Locale
from hypothesis import given
from hypothesis import strategies as st

from bot.calendar import Calendar, local_day
from bot.errors import Refusal
from bot.i18n import Translator
from workflows.absence import period, words
from workflows.absence.phrases import Verb, read

# A Tuesday noon in Paris; the same instant is Tuesday in Auckland, a little past midnight there.
TUESDAY = (datetime(2026, 3, 3, 11, 30, tzinfo=UTC), "Europe/Paris")
# Where it is already the fourth.
WEDNESDAY = (TUESDAY[0], "Pacific/Auckland")
# Friday evening in New York, Saturday already in Paris.
FRIDAY = (datetime(2026, 3, 7, 0, 30, tzinfo=UTC), "America/New_York")
# The last evening of the year in New York, the new one already in Paris.
SYLVESTER = (datetime(2027, 1, 1, 2, tzinfo=UTC), "America/New_York")
NEW_YEAR = (SYLVESTER[0], "Europe/Paris")

Moment = tuple[datetime, str]
UNREADABLE, NO_DAY, WHOLE_DAYS = "I can't read", "There is no day", "whole days here"
BACKWARDS, OVER, LONG, FAR = "before the first", "are over", "longer than", "two years ahead"

ON_TUESDAY = (
    ("until friday", "03-03 03-06"),
    ("Until Friday.", "03-03 03-06"),
    ("jusqu'à vendredi", "03-03 03-06"),
    ("jusqu’à vendredi inclus", "03-03 03-06"),
    ("JUSQU'AU 6 MARS", "03-03 03-06"),
    ("till tomorrow", "03-03 03-04"),
    ("jusqu'à demain", "03-03 03-04"),
    ("until tuesday", "03-03 03-10"),
    ("until the 15th", "03-03 03-15"),
    ("jusqu'au 2", "03-03 04-02"),
    ("until end of the week", "03-03 03-08"),
    ("jusqu'à la fin du mois", "03-03 03-31"),
    ("12 dec to 2 jan", "12-12 2027-01-02"),
    ("du 12 déc au 2 janv", "12-12 2027-01-02"),
    ("du 12 décembre au 2 janvier 2027", "12-12 2027-01-02"),
    ("12-14 dec", "12-12 12-14"),
    ("dec 12 – dec 14", "12-12 12-14"),
    ("28 to 3 jan", "12-28 2027-01-03"),
    ("5 to 9 march", "03-05 03-09"),
    ("entre le 5 et le 9 mars", "03-05 03-09"),
    ("du 1er au 10 mars", "03-01 03-10"),
    ("1 feb to 10 mar", "02-01 03-10"),
    ("1 feb to 10 feb", "2027-02-01 2027-02-10"),
    ("5/3 to 9/3", "03-05 03-09"),
    ("2026-12-12 to 2027-01-02", "12-12 2027-01-02"),
    ("12.12.2026", "12-12 12-12"),
    ("13/2", "2027-02-13 2027-02-13"),
    ("from monday", "03-09 …"),
    ("à partir de lundi", "03-09 …"),
    ("from the 12th on", "03-12 …"),
    ("depuis lundi", "03-02 …"),
    ("since monday until friday", "03-02 03-06"),
    ("monday to wednesday", "03-09 03-11"),
    ("de vendredi à lundi", "03-06 03-09"),
    ("tomorrow", "03-04 03-04"),
    ("demain", "03-04 03-04"),
    ("après-demain", "03-05 03-05"),
    ("aujourd’hui", "03-03 03-03"),
    ("3 march", "03-03 03-03"),
    ("2 march", "2027-03-02 2027-03-02"),
    ("next friday", "03-06 03-06"),
    ("vendredi prochain", "03-06 03-06"),
    ("vendredi 6 mars", "03-06 03-06"),
    ("le 15 août", "08-15 08-15"),
    ("29 feb", "2028-02-29 2028-02-29"),
    ("next week", "03-09 03-15"),
    ("cette semaine", "03-03 03-08"),
    ("for 3 days", "03-03 03-05"),
    ("a week", "03-03 03-09"),
    ("pendant deux semaines", "03-03 03-16"),
    ("à partir de lundi pour 3 jours", "03-09 03-11"),
    ("2 weeks from monday", "03-09 03-22"),
    ("1 mois à partir du 31", "03-31 04-30"),
    ("I'm away until friday", "03-03 03-06"),
    ("en vacances du 12 au 20 juillet", "07-12 07-20"),
    ("back monday", "03-03 03-08"),
    ("de retour le 12", "03-03 03-11"),
    ("31 feb", NO_DAY),
    ("jusqu'au 31 février", NO_DAY),
    ("30/02", NO_DAY),
    ("29 feb 2027", NO_DAY),
    ("0 dec", NO_DAY),
    ("monday 10 march", NO_DAY),
    ("in a meeting", UNREADABLE),
    ("jusqu'en mars", UNREADABLE),
    ("until friday and monday", UNREADABLE),
    ("`rm` <!channel>", UNREADABLE),
    ("\u202e🌴", UNREADABLE),
    ("until friday 14:00", WHOLE_DAYS),
    ("demain matin", WHOLE_DAYS),
    ("une demi-journée", WHOLE_DAYS),
    ("12 dec to 10 dec", BACKWARDS),
    ("12 dec 2026 to 10 dec 2026", BACKWARDS),
    ("du 12 décembre au 1er décembre 2026", BACKWARDS),
    ("12 dec to 1 oct 2027", "12-12 2027-10-01"),
    ("until yesterday", OVER),
    ("hier", OVER),
    ("du 1er au 5 janvier 2026", OVER),
    ("from today to 3 march 2027", "03-03 2027-03-03"),
    ("from today to 4 march 2027", LONG),
    ("999 days", LONG),
    ("depuis le 1 mars 2024", LONG),
    ("12 dec 2206", FAR),
)
ELSEWHERE = (
    (WEDNESDAY, "today", "03-04 03-04"),
    (WEDNESDAY, "3 march", "2027-03-03 2027-03-03"),
    (WEDNESDAY, "mercredi", "03-11 03-11"),
    (FRIDAY, "until friday", "03-06 03-13"),
    (FRIDAY, "vendredi", "03-13 03-13"),
    (FRIDAY, "today", "03-06 03-06"),
    (FRIDAY, "until today", "03-06 03-06"),
    (FRIDAY, "tomorrow", "03-07 03-07"),
    (FRIDAY, "this week", "03-06 03-08"),
    (FRIDAY, "friday to monday", "03-13 03-16"),
    (SYLVESTER, "until friday", "12-31 2027-01-01"),
    (SYLVESTER, "31 dec", "12-31 12-31"),
    (SYLVESTER, "30 déc", "2027-12-30 2027-12-30"),
    (SYLVESTER, "jusqu'au 2 janv", "12-31 2027-01-02"),
    (SYLVESTER, "12 dec to 2 jan", "12-12 2027-01-02"),
    (SYLVESTER, "du 28 au 3", "12-28 2027-01-03"),
    (SYLVESTER, "end of month", "12-31 12-31"),
    (SYLVESTER, "next week", "2027-01-04 2027-01-10"),
    (NEW_YEAR, "31 dec", "2027-12-31 2027-12-31"),
    (NEW_YEAR, "12 dec to 2 jan", "12-12 2027-01-02"),
    (NEW_YEAR, "demain", "2027-01-02 2027-01-02"),
)
EVERYWHERE = (*((TUESDAY, *each) for each in ON_TUESDAY), *ELSEWHERE)


@pytest.mark.parametrize(("moment", "typed", "meant"), EVERYWHERE)
def test_what_is_typed_means_these_days_or_gets_a_sentence(
    moment: Moment, typed: str, meant: str, t: Translator
) -> None:
    today = local_day(Calendar(moment[1]), moment[0])
    told = outcome(typed, today, t)
    assert told == meant or (not meant[0].isdecimal() and meant in told)


def outcome(typed: str, today: date, t: Translator) -> str:
    """Two days, or the sentence that refuses them."""
    try:
        phrase = read(typed, today)
    except Refusal as refused:
        return t.words(refused.words)
    wrong = period.check(phrase.first, phrase.last, today)
    if wrong:
        return t.words(*wrong.values())
    assert phrase.verb is Verb.AWAY
    return f"{shown(phrase.first)} {shown(phrase.last) if phrase.last else '…'}"


def shown(day: date) -> str:
    """A day, without the year 2026."""
    return day.isoformat().removeprefix("2026-")


@pytest.mark.parametrize(
    ("typed", "verb"),
    [
        ("", Verb.FORM),
        ("  ", Verb.FORM),
        ("away", Verb.FORM),
        ("help", Verb.HELP),
        ("Aide", Verb.HELP),
        ("back", Verb.BACK),
        ("cancel", Verb.BACK),
        ("annuler", Verb.BACK),
        ("I'm back", Verb.BACK),
        ("Retour", Verb.BACK),
        ("de retour", Verb.BACK),
        ("je suis rentrée", Verb.BACK),
        ("back today", Verb.BACK),
    ],
)
def test_some_words_ask_for_something_else(typed: str, verb: Verb) -> None:
    assert read(typed, date(2026, 3, 3)).verb is verb


@pytest.mark.parametrize(
    ("typed", "until"),
    [("until friday", True), ("jusqu'à demain", True), ("back monday", True), ("friday", False)],
)
def test_only_an_end_may_have_meant_the_day_before(typed: str, until: bool) -> None:
    assert read(typed, date(2026, 3, 3)).until is until


def test_two_figures_are_read_as_they_are_where_the_person_is() -> None:
    today = date(2026, 3, 3)
    assert read("2/4", today).first == date(2026, 4, 2)
    assert read("2/4", today, month_first=True).first == date(2027, 2, 4)
    assert read("24/12", today, month_first=True).first == date(2026, 12, 24)


@pytest.mark.parametrize(
    "typed", ["from 31 dec 9999 for 3 weeks", "9999-12-31 to monday", "du 31/12/9999 au 1 jan"]
)
def test_the_calendar_is_not_read_beyond_its_end(typed: str, t: Translator) -> None:
    assert "There is no day" in outcome(typed, date(2026, 3, 3), t)


def test_a_refusal_shows_what_was_typed_as_it_was_typed(t: Translator) -> None:
    assert "“31 Février”" in outcome("jusqu'au 31 Février", date(2026, 3, 3), t)
    assert "“&lt;!channel&gt; 'x'”" in outcome("<!channel> `x`", date(2026, 3, 3), t)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_month_and_day_of_the_week_is_known_whole_and_short(language: str) -> None:
    locale = Locale(language)
    for width in ("wide", "abbreviated"):
        for number, name in locale.months["format"][width].items():
            assert words.month(words.folded(name)) == number
        for number, name in locale.days["format"][width].items():
            assert words.weekday(words.folded(name)) == number + 1


@given(st.text(max_size=30), st.dates(date(2024, 1, 1), date(2030, 12, 31)))
def test_any_words_are_read_or_refused(typed: str, today: date) -> None:
    with suppress(Refusal):
        assert read(typed, today).verb


@given(
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
    st.integers(0, 364),
    st.integers(0, 180),
    st.sampled_from(["en", "fr"]),
)
def test_days_written_out_come_back_as_they_were(
    today: date, away: int, length: int, language: str
) -> None:
    first = today + timedelta(days=away)
    last = first + timedelta(days=length)
    months = Locale(language).months["format"]["wide"]
    written = [f"{each.day} {months[each.month]}" for each in (first, last)]
    phrase = read(f"{written[0]} {'to' if language == 'en' else 'au'} {written[1]}", today)
    begun = (today - phrase.first).days
    if phrase.first == first:
        assert phrase.last == last
    else:
        # The same days of the year before, under way now.
        assert 0 < begun <= 60
        assert phrase.last
        assert phrase.last >= today
