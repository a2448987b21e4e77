"""What was typed into a check-in, checked field by field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from workflows.okrs import numbers
from workflows.okrs.check_ins import Told
from workflows.okrs.key_result import CONFIDENCES, KeyResult
from workflows.okrs.kpi import Kpi

LONGEST_BECAUSE = 1_000


@dataclass(frozen=True)
class Typed:
    """What was typed of a key result; `value` is a figure, or the number of a milestone's zone."""

    value: str = ""
    confidence: str = ""
    because: str = ""


@dataclass(frozen=True)
class Checked:
    """What a check-in tells: of key results, and the values of KPIs by their ids."""

    told: tuple[Told, ...]
    readings: Mapping[int, Decimal]


def check(
    typed: Mapping[int, Typed],
    values: Mapping[int, str],
    known: tuple[Sequence[KeyResult], Sequence[Kpi]],
    language: str,
) -> Checked | Errors:
    """What a check-in tells, or what is wrong with it, by `value.ID`, `because.ID` or `kpi.ID`.

    A field that is left empty tells nothing, unless something is said of it beside.

    Args:
        typed: of key results, by their ids.
        values: of KPIs, by their ids.
        known: those that the form showed.
        language: in which figures are read.
    """
    wrong: dict[str, Words] = {}
    told: list[Told] = []
    for each in known[0]:
        one = typed.get(each.id, Typed())
        found = read(each, one, language)
        if isinstance(found, Errors):
            wrong |= {f"{field}.{each.id}": words for field, words in found.fields.items()}
        elif found is not None:
            told.append(found)
    readings: dict[int, Decimal] = {}
    for kpi in known[1]:
        said = clean(values.get(kpi.id, ""))
        try:
            if said:
                readings[kpi.id] = numbers.read(said, kpi.unit, language)
        except Refusal as refused:
            wrong[f"kpi.{kpi.id}"] = refused.words
    return Errors(wrong) if wrong else Checked(tuple(told), readings)


def read(found: KeyResult, typed: Typed, language: str) -> Told | Errors | None:
    """What was typed of a key result; None for nothing; what is wrong, by the field of `Typed`."""
    because, said = clean(typed.because), clean(typed.value)
    if len(because) > LONGEST_BECAUSE:
        words = say(
            "This is {length} characters long; {longest} fit here.",
            length=len(because),
            longest=LONGEST_BECAUSE,
        )
        return Errors({"because": words})
    if not said:
        if because:
            return Errors({"value": say("How far is it? A reason goes with a figure.")})
        return None
    try:
        value = (
            _zone(found, said) if found.is_milestone else numbers.read(said, found.unit, language)
        )
    except Refusal as refused:
        return Errors({"value": refused.words})
    confidence = typed.confidence if typed.confidence in CONFIDENCES else CONFIDENCES[0]
    return Told(found.id, value, confidence, because)


def _zone(found: KeyResult, said: str) -> Decimal:
    if said.isascii() and said.isdigit() and int(said[:4]) < len(found.zones):
        return Decimal(said)
    raise Refusal(say("Choose where it is."))
