"""Figures are read as people type them in their language, and read back as they are written."""

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bot.errors import Refusal
from bot.i18n import LANGUAGES, load
from workflows.okrs.numbers import PART, WHOLE, read, write

UNITS = ("", "%", "€", "$", "k€", "M€", "users", "k users", "NPS", "m²", "CO2", "P95 ms", "B", "'5")
HARDLY = 10 ** (WHOLE + PART) - 1

languages = st.sampled_from(LANGUAGES)
values = st.integers(-HARDLY, HARDLY).flatmap(
    lambda digits: st.integers(0, PART).map(
        # Fewer decimals of fewer digits, so that short figures are tried as well.
        lambda places: Decimal(digits).scaleb(-PART).quantize(Decimal(1).scaleb(-places))
    )
)
values = values.filter(lambda value: abs(value) < 10**WHOLE)
short = st.decimals(-9999, 9999, places=2)
units = st.sampled_from(UNITS) | st.text(max_size=12).map(lambda text: " ".join(text.split()))
# What figures are made of, so that odd ones are met more often than in any text.
scraps = st.lists(
    st.sampled_from([*"0123456789.,'’ +-−kMm€€%\u00a0\u202f", "Md", "bn", "users", "1.200", "e"])
).map("".join)


def refused(typed: str, unit: str, language: str) -> str:
    """What the person reads whose figure is refused, in English."""
    with pytest.raises(Refusal) as refusal:
        read(typed, unit, language)
    return load()("en").words(refusal.value.words)


@pytest.mark.parametrize(
    ("typed", "english", "french"),
    [
        ("42", "42", "42"),
        ("1.200,5", "1200.5", "1200.5"),
        ("1,200.5", "1200.5", "1200.5"),
        ("1.234.567,8", "1234567.8", "1234567.8"),
        ("1.234.567", "1234567", "1234567"),
        ("1,234,567", "1234567", "1234567"),
        ("1,200", "1200", "1.2"),
        ("12,5", "12.5", "12.5"),
        ("12.5", "12.5", "12.5"),
        ("0.200", "0.2", "0.2"),
        ("0,200", "0.2", "0.2"),
        ("1200,500", "1200.5", "1200.5"),
        ("1200.500", "1200.5", "1200.5"),
        ("1 200.500", "1200.5", "1200.5"),
        (".5", "0.5", "0.5"),
        ("5.", "5", "5"),
    ],
)
def test_points_and_commas_are_read_as_the_language_writes_them(
    typed: str, english: str, french: str
) -> None:
    assert read(typed, "", "en") == Decimal(english)
    assert read(typed, "", "fr") == Decimal(french)


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\u202f", "\u2009", "'", "’"])
@pytest.mark.parametrize("language", LANGUAGES)
def test_blanks_and_apostrophes_stand_between_thousands(blank: str, language: str) -> None:
    assert read(f"1{blank}234{blank}567", "", language) == 1234567
    assert read(f"-1{blank}200,5", "", language) == Decimal("-1200.5")


@pytest.mark.parametrize("typed", ["-5", "− 5", "–5", "-€5", "€-5", "-5 €", "−5€"])
def test_a_minus_is_read_wherever_it_stands(typed: str) -> None:
    assert read(typed, "€", "en") == -5
    assert read("+5", "", "fr") == 5


def test_what_reads_in_two_ways_in_french_is_refused_with_both() -> None:
    assert read("1.200", "", "en") == Decimal("1.2")
    for typed, unit, many, few in [
        ("1.200", "", 1200, "1.2"),
        ("-1.200", "%", -1200, "-1.2"),
        ("1.200 k€", "k€", 1200, "1.2"),
        ("1.200 k€", "€", 1200000, "1200"),
    ]:
        both = [write(Decimal(each), unit, "fr") for each in (many, few)]
        said = refused(typed, unit, "fr")
        assert said == f"This can be read in two ways: write {both[0]} or {both[1]}."
        assert [read(each, unit, "fr") for each in both] == [many, Decimal(few)]


@pytest.mark.parametrize(
    ("typed", "unit", "value"),
    [
        ("1 200 k€", "k€", "1200"),
        ("1 200 k€", "€", "1200000"),
        ("1 200 000 €", "k€", "1200"),
        ("1200k", "k€", "1200"),
        ("1200K", "users", "1200000"),
        ("12,5 %", "%", "12.5"),
        ("12,5%", "pour cent", "12.5"),
        ("1 user", "users", "1"),
        ("3 journaux", "journal", "3"),
        ("3 utilisateur actif", "utilisateurs actifs", "3"),
        ("3 companies", "company", "3"),
        ("5 CLIENTS PAYES", "clients payés", "5"),
        ("5k users", "users", "5000"),
        ("5000 users", "k users", "5"),
        ("5 millions", "€", "5000000"),
        ("3 millions d'euros", "€", "3000000"),
        ("2 milliards", "M€", "2000"),
        ("5 mille", "", "5000"),
        ("5 thousand users", "users", "5000"),
        ("5 Md€", "M€", "5000"),
        ("5 Mrd", "€", "5000000000"),
        ("5 kEUR", "€", "5000"),
        ("€5k", "€", "5000"),
        ("€5M", "k€", "5000"),
        ("5 k €/user", "€/user", "5000"),
        ("NPS 45", "NPS", "45"),
        ("5 m", "m", "5"),
        ("5 m²", "m²", "5"),
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_figure_is_moved_into_the_unit_it_is_counted_in(
    typed: str, unit: str, value: str, language: str
) -> None:
    assert read(typed, unit, language) == Decimal(value)


def test_a_billion_is_an_english_word() -> None:
    assert [read(each, "€", "en") for each in ("5 billion", "5B", "5bn", "5 bn€")] == [
        5 * 10**9
    ] * 4
    assert "counted in €" in refused("5 billions", "€", "fr")


@pytest.mark.parametrize(
    ("typed", "unit"),
    [("5 $", "€"), ("5m", "users"), ("5 b", "bugs"), ("5 MD", "days"), ("5 m€", "€"), ("K5", "€")],
)
def test_another_unit_is_refused_and_the_right_one_said(typed: str, unit: str) -> None:
    example = write(Decimal("12.5"), unit, "en")
    assert refused(typed, unit, "en") == f"This is counted in {unit}: write {example}."


@pytest.mark.parametrize(
    "typed",
    [
        "soon",
        "",
        " ",
        "12-15",
        "NaN",
        "1e5",
        "inf",
        "-",
        ".",
        ",",
        "--5",
        "5-",
        "½",
        "12²",
        "1_000",
        "1.2.3",
        "1,234,5",
        "1.200,5,5",
        "1,5.200.3",
        "12 34",
        "1 2 3",
        "0 500",
        "1''200",
        "12 / 15",
        "1 200.300,5",
        "1,,200",
        "0.200.300",
        "-€-5",
    ],
)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_no_figure_is_refused_with_an_example(typed: str, language: str) -> None:
    example = write(Decimal("12.5"), "€", language)
    said = f"This is no figure I can read. Write it with digits, such as {example}."
    assert refused(typed, "€", language) == said


@pytest.mark.parametrize(
    ("typed", "unit"),
    [
        ("1" * (WHOLE + 1), ""),
        ("0." + "1" * (PART + 1), ""),
        ("1" + "0" * WHOLE, ""),
        ("1" * (WHOLE - 2) + " k", "users"),
        ("0.0001 €", "k€"),
        ("100000000.00000000000000000000000000000001", ""),
        ("9" * 3000, ""),
    ],
)
def test_what_is_too_long_is_refused(typed: str, unit: str) -> None:
    assert "write at most 15 digits, and 6 after the decimal sign" in refused(typed, unit, "en")


def test_as_many_digits_as_are_kept_are_read() -> None:
    longest = "9" * WHOLE + "." + "9" * PART
    assert read(longest, "", "en") == Decimal(longest)
    assert read("5." + "0" * 60, "", "en") == 5


@pytest.mark.parametrize(
    ("value", "unit", "english", "french"),
    [
        ("12.5", "%", "12.5%", "12,5\u00a0%"),
        ("1200", "k€", "1,200\u00a0k€", "1\u202f200\u00a0k€"),
        ("1200", "€", "€1,200", "1\u202f200\u00a0€"),
        ("-5", "€", "-€5", "-5\u00a0€"),
        ("1200.50", "", "1,200.5", "1\u202f200,5"),
        ("1E+3", "users", "1,000\u00a0users", "1\u202f000\u00a0users"),
        ("-0.0000001", "", "0", "0"),
        ("0.3333333333333333333333333333", "", "0.333333", "0,333333"),
    ],
)
def test_figures_are_written_as_their_readers_write_them(
    value: str, unit: str, english: str, french: str
) -> None:
    assert write(Decimal(value), unit, "en") == english
    assert write(Decimal(value), unit, "fr") == french


@given(values | short, units, languages)
def test_what_is_written_is_read_back(value: Decimal, unit: str, language: str) -> None:
    written = write(value, unit, language)
    assert read(written, unit, language) == value
    assert read(written.replace("\u00a0", " ").replace("\u202f", " "), unit, language) == value


@example("€€ 5 €", "€", "fr")
@example("\ud800 5", "", "en")
@given(st.text() | scraps, units, languages)
def test_any_text_is_a_figure_that_fits_or_is_refused(typed: str, unit: str, language: str) -> None:
    try:
        value = read(typed, unit, language)
    except Refusal:
        return
    assert abs(value) < 10**WHOLE
    assert read(write(value, unit, language), unit, language) == value


@given(short, languages)
def test_the_figure_alone_is_the_one_with_its_unit(value: Decimal, language: str) -> None:
    bare = write(value, "", language)
    assert {read(bare, unit, language) for unit in UNITS} == {value}
