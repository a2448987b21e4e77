"""Figures as people type them in their language, and as they read them."""

import re
import unicodedata
from decimal import Decimal

from babel.numbers import format_decimal, get_decimal_symbol

from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import Words, say

# Digits before and after the decimal sign.
WHOLE, PART = 15, 6
_FRENCH = "fr"
# A no-break space, which stands between a figure and its unit.
_BLANK = "\u00a0"
_MINUS = str.maketrans({"\u2212": "-", "\u2010": "-", "\u2011": "-", "\u2013": "-"})
_FIGURE = re.compile(
    r"(?P<sign>[+-]?)\s*(?P<before>[^\d+\-.,]*)(?P<second>[+-]?)\s*"
    r"(?P<digits>[\d.,](?:[\d.,\s'’]*[\d.,])?)(?P<after>.*)",
    re.DOTALL,
)
_BARE = re.compile(r"[+-]?[\d.,\s'’]+")
# Blanks of any kind and apostrophes stand between thousands.
_SPACED = re.compile(r"[1-9]\d{0,2}(?:[\s'’]\d{3})+(?:[.,]\d*)?")
_BETWEEN = re.compile(r"[\s'’]")
_CURRENCIES = frozenset("€$£¥₹")
# Written so and not otherwise: « m » may be metres, « b » bugs, « MD » man-days.
_SHORT = {"k": 3, "K": 3, "M": 6, "Mio": 6, "Md": 9, "Mrd": 9, "B": 9, "bn": 9, "Bn": 9}
_LONG = {
    **dict.fromkeys(("thousand", "mille", "millier", "milliers"), 3),
    **dict.fromkeys(("million", "millions"), 6),
    **dict.fromkeys(("milliard", "milliards", "billion", "billions"), 9),
}
# A French billion is a thousand English ones.
_ENGLISH_ONLY = frozenset(("B", "bn", "Bn", "billion", "billions"))
_WORDS = {
    **dict.fromkeys(("euro", "euros", "eur"), "€"),
    **dict.fromkeys(("dollar", "dollars", "usd"), "$"),
    **dict.fromkeys(("pound", "pounds", "livre", "livres", "gbp"), "£"),
    **dict.fromkeys(("percent", "pourcent"), "%"),
}


def read(typed: str, unit: str, language: str) -> Decimal:
    """The figure that somebody typed, in the unit it is counted in.

    Args:
        typed: such as `12,5 %`, `1 200 k€` or `1.200,5`.
        unit: of the key result; empty for none.
        language: in which a single point or comma is read.

    Raises:
        Refusal: it is none, can be read in two ways, or is in another unit.
    """
    text, own = _tidy(typed), _tidy(unit)
    bare = _without(text, own)
    found = _FIGURE.fullmatch(text if bare is None else bare)
    if found is None or (found["sign"] and found["second"]):
        raise Refusal(_no_figure(unit, language))
    before, after = found["before"].strip(), found["after"].strip()
    said = f"{before} {after}".strip()
    if any(letter.isdecimal() for letter in after) or (said and not _names(said)):
        raise Refusal(_no_figure(unit, language))
    shift = _shift(before, after, own, language)
    if shift is None:
        raise Refusal(_other_unit(unit, language))
    minus = "-" in (found["sign"], found["second"])
    values = [
        _scaled(-value if minus else value, shift)
        for value in _values(found["digits"], unit, language)
    ]
    if None in values:
        raise Refusal(_too_long(unit, language))
    many, *few = (_plain(value) for value in values if value is not None)
    if few:
        raise Refusal(_two_ways(many, few[0], unit, language))
    return many


def unit_of(*typed: str) -> str:
    """The unit that is written behind figures, where there is one and it is the same."""
    found = {
        match["after"].strip()
        for text in map(_tidy, typed)
        if text and (match := _FIGURE.fullmatch(text))
    }
    unit = found.pop() if len(found) == 1 else ""
    return unit if unit and _names(unit) and not any(c.isdecimal() for c in unit) else ""


def write(value: Decimal, unit: str, language: str) -> str:
    """A figure as its readers write it, with its unit."""
    figure = format_decimal(_plain(value), format=f"#,##0.{'#' * PART}", locale=language)
    if not unit:
        return figure
    if language != _FRENCH and unit in _CURRENCIES:
        sign, digits = ("-", figure[1:]) if figure.startswith("-") else ("", figure)
        return f"{sign}{unit}{digits}"
    if language != _FRENCH and unit == "%":
        return f"{figure}%"
    return f"{figure}{_BLANK}{unit}"


def plain(value: Decimal) -> str:
    """A figure as a decimal is written, for machines: no groups, and no zeros at its end."""
    return f"{_plain(value):f}"


def _tidy(text: str) -> str:
    """The text with one kind of blank, one minus, and without what shows nothing."""
    shown = "".join(c for c in text if unicodedata.category(c) not in {"Cf", "Cs"})
    return " ".join(unicodedata.normalize("NFC", shown).translate(_MINUS).split())


def _without(text: str, own: str) -> str | None:
    """The figure before its own unit, which may hold digits (m², CO2); None where it differs."""
    if not own or text[-len(own) :].lower() != own.lower():
        return None
    bare = text[: -len(own)]
    apart = bare.endswith(" ") or not (own[0].isdecimal() or own[0] in ".,'’")
    return bare.rstrip() if apart and _BARE.fullmatch(bare) else None


def _names(said: str) -> bool:
    """Whether something beside a figure may be a unit, rather than a stray sign."""
    return any(c.isalpha() or c in "%‰°#" or unicodedata.category(c) == "Sc" for c in said)


def _values(digits: str, unit: str, language: str) -> list[Decimal]:
    """What digits say; two values where they say one with thousands, and one with tenths."""
    if _BETWEEN.search(digits):
        if not _SPACED.fullmatch(digits):
            raise Refusal(_no_figure(unit, language))
        digits = _BETWEEN.sub("", digits)
    return [_value(digits, sign, unit, language) for sign in _decimal_signs(digits, language)]


def _decimal_signs(digits: str, language: str) -> list[str]:
    """Behind which letter tenths may stand; an empty one where all are between thousands."""
    signs = [letter for letter in digits if letter in ".,"]
    if not signs:
        return [""]
    last = signs[-1]
    if len(set(signs)) > 1:
        return [last]
    if len(signs) > 1:
        return [""]
    whole, _, part = digits.partition(last)
    if last == get_decimal_symbol(language) or not (_is_head(whole) and len(part) == 3):
        return [last]
    # A numeric keypad types a point in French too.
    return ["", last] if language == _FRENCH else [""]


def _value(digits: str, decimal: str, unit: str, language: str) -> Decimal:
    whole, _, part = digits.rpartition(decimal) if decimal else (digits, "", "")
    head, *rest = re.split(r"[.,]", whole)
    mixed = "." in whole and "," in whole
    grouped = _is_head(head) and not mixed and all(len(each) == 3 for each in rest)
    if (rest and not grouped) or not (whole or part):
        raise Refusal(_no_figure(unit, language))
    return Decimal(f"{head}{''.join(rest)}.{part}")


def _is_head(group: str) -> bool:
    return 1 <= len(group) <= 3 and not group.startswith("0")


def _scaled(value: Decimal, shift: int) -> Decimal | None:
    """The value moved by so many places; None where it is too long to be kept."""
    # Behind so many digits arithmetic would round.
    if len("".join(map(str, value.as_tuple().digits)).strip("0")) > WHOLE + PART:
        return None
    scaled = value.scaleb(shift)
    if abs(scaled) >= Decimal(10) ** WHOLE:
        return None
    return scaled if scaled == scaled.quantize(Decimal(1).scaleb(-PART)) else None


def _shift(before: str, after: str, own: str, language: str) -> int | None:
    """By how many places a figure moves that stands between these; None for another unit."""
    said = f"{before} {after}".strip()
    if not said or _same(said, own):
        return 0
    places, base = _split(said, _ENGLISH_ONLY if language == _FRENCH else frozenset())
    own_places, own_base = _split(own, frozenset())
    if places is not None and not base and not before:
        return places - own_places if own_places is not None else places
    if base and _same(base, own_base):
        return (places or 0) - (own_places or 0)
    return None


def _split(unit: str, unread: frozenset[str]) -> tuple[int | None, str]:
    """The magnitude a unit begins with, as places, and what is left of it."""
    head, _, rest = unit.partition(" ")
    places = _places(head, unread)
    if places is not None:
        return places, re.sub(r"^(?:d['’]|de |of )", "", rest)
    for short in sorted(_SHORT.keys() - unread, key=len, reverse=True):
        left = unit.removeprefix(short)
        if left != unit and (left[:1] in _CURRENCIES or sameness(left) in _WORDS):
            return _SHORT[short], left
    if unit[:1] in _CURRENCIES:
        places = _places(unit[1:].strip(), unread)
    return (None, unit) if places is None else (places, unit[:1])


def _places(word: str, unread: frozenset[str]) -> int | None:
    if word in _SHORT:
        return None if word in unread else _SHORT[word]
    spelt = sameness(word)
    return None if spelt in unread else _LONG.get(spelt)


def _same(said: str, unit: str) -> bool:
    """Whether two units differ by case, accents, blanks or a plural only."""
    if said == unit:
        return True
    one, other = sameness(said), sameness(unit)
    if one and _WORDS.get(one, one) == _WORDS.get(other, other):
        return True
    pairs = list(zip(said.split(), unit.split(), strict=False))
    return (
        bool(pairs)
        and len(said.split()) == len(unit.split())
        and all(_singulars(one) & _singulars(other) for one, other in pairs)
    )


def _singulars(word: str) -> set[str]:
    """What a word may be of which this is the plural, in English or in French; and itself."""
    folded = sameness(word)
    endings = (("s", ""), ("x", ""), ("aux", "al"), ("ies", "y"), ("es", ""))
    found = {
        folded.removesuffix(many) + one
        for many, one in endings
        if folded.endswith(many) and len(folded) > len(many) + 1
    }
    return {each for each in found | {folded} if each}


def _plain(value: Decimal) -> Decimal:
    """Without zeros at its end, and never -0."""
    if int(value.as_tuple().exponent) < -PART:
        value = value.quantize(Decimal(1).scaleb(-PART))
    return Decimal(f"{value.normalize():f}") if value else Decimal(0)


def _no_figure(unit: str, language: str) -> Words:
    example = write(Decimal("12.5"), unit, language)
    return say(
        "This is no figure I can read. Write it with digits, such as {example}.", example=example
    )


def _too_long(unit: str, language: str) -> Words:
    return say(
        "That figure is too long: write at most {whole} digits, and {part} after the decimal sign,"
        " such as {example}.",
        whole=WHOLE,
        part=PART,
        example=write(Decimal("12.5"), unit, language),
    )


def _two_ways(many: Decimal, few: Decimal, unit: str, language: str) -> Words:
    return say(
        "This can be read in two ways: write {many} or {few}.",
        many=write(many, unit, language),
        few=write(few, unit, language),
    )


def _other_unit(unit: str, language: str) -> Words:
    example = write(Decimal("12.5"), unit, language)
    if unit:
        return say("This is counted in {unit}: write {example}.", unit=unit, example=example)
    return say("This is a figure without a unit: write {example}.", example=example)
