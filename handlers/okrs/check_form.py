"""The form of a check-in: pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConfirmObject,
    DividerBlock,
    InputBlock,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
)
from slack_sdk.models.views import View as Modal

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import unescape
from bot.replies import Json, form
from handlers.okrs import ids, sayings
from handlers.okrs.check_reading import Carried, last_told
from workflows.okrs import numbers
from workflows.okrs.check_in_form import LONGEST_BECAUSE, Typed
from workflows.okrs.key_result import CONFIDENCES, KeyResult
from workflows.okrs.kpi import Kpi

# A form holds 100 blocks: so many key results and KPIs stand in one; the others come after it.
PART = 18


@dataclass(frozen=True)
class Shown:
    """A form about to be shown.

    Attributes:
        day: on which it is filled in.
        timezone: of who fills it in.
        others: whose key results they are, where they are somebody else's; safe to show.
        typed, values: what stands in the fields of key results and KPIs, where it is not as usual.
        since: when that was typed, where it was not kept.
        parts: how many parts there are.
    """

    key_results: Sequence[KeyResult]
    kpis: Sequence[Kpi]
    day: date
    timezone: str
    carried: Carried
    others: str = ""
    typed: Mapping[int, Typed] | None = None
    values: Mapping[int, str] | None = None
    since: datetime | None = None
    parts: int = 1


def check_in_form(t: Translator, shown: Shown) -> Json:
    """Every key result with what was told last, and the KPIs whose values a person brings."""
    blocks: list[Block] = []
    if shown.others:
        blocks.append(note(t("You update this for {owner}.", owner=shown.others)))
    if shown.since:
        blocks.append(
            note(t("You typed this {when}; it was not kept yet.", when=t.moment(shown.since)))
        )
        empty = ButtonElement(
            text=t("Start empty"),
            action_id=ids.START_EMPTY,
            value=shown.carried.dumps(),
            confirm=_sure(t),
        )
        blocks.append(ActionsBlock(elements=[empty]))
    suffix = ".again" if shown.since else ""
    for each in shown.key_results:
        blocks += _key_result(t, shown, each, suffix)
    if shown.kpis:
        blocks.append(DividerBlock())
    blocks += [_kpi(t, shown, each, suffix) for each in shown.kpis]
    title = t("Check-in")
    if shown.parts > 1:
        title = t("Check-in {part} of {parts}", part=shown.carried.part + 1, parts=shown.parts)
    return form(
        Modal(
            type="modal",
            callback_id=ids.CHECK_IN_FORM,
            title=title,
            submit=t("Save") if shown.carried.part + 1 >= shown.parts else t("Save and continue"),
            close=t("Cancel"),
            private_metadata=shown.carried.dumps(),
            blocks=blocks,
        )
    )


def correct_form(t: Translator, found: KeyResult, check_in: int, typed: Typed) -> Json:
    """What one told of a key result, to be corrected."""
    head = t("What you said stays in its history, struck through; this takes its place.")
    return form(
        Modal(
            type="modal",
            callback_id=ids.CORRECT_FORM,
            title=t("Correct it"),
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=str(check_in),
            blocks=[
                note(head),
                SectionBlock(text=mrkdwn(f"*{sayings.titled(found.title)}*")),
                *_fields(t, found, typed, ""),
            ],
        )
    )


def _key_result(t: Translator, shown: Shown, found: KeyResult, suffix: str) -> list[Block]:
    typed = (shown.typed or {}).get(found.id) or last_told(t, found)
    return [
        SectionBlock(text=mrkdwn(f"*{sayings.titled(found.title)}*\n{_standing(t, shown, found)}")),
        *_fields(t, found, typed, suffix),
    ]


def _standing(t: Translator, shown: Shown, found: KeyResult) -> str:
    parts = [sayings.aim(t, found)]
    if found.value is not None and found.checked_at:
        day = t.day(found.checked_at, shown.timezone)
        parts.append(t("{value} on {day}", value=sayings.value(t, found, found.value), day=day))
    if not found.aim.holds:
        expected = sayings.percent(t, found.expected(shown.day))
        parts.append(t("{share} of the way expected by now", share=expected))
    return " · ".join(parts)


def _fields(t: Translator, found: KeyResult, typed: Typed, suffix: str) -> list[Block]:
    confidence = typed.confidence if typed.confidence in CONFIDENCES else CONFIDENCES[0]
    options = {
        code: Option(text=sayings.confidence_name(t, code), value=code) for code in CONFIDENCES
    }
    value, sure, because = (
        ids.of(field, found.id) for field in (ids.VALUE, ids.CONFIDENCE, ids.BECAUSE)
    )
    return [
        InputBlock(
            block_id=value + suffix,
            label=t("Where is it now?"),
            element=_value(t, found, value, typed.value),
            optional=True,
        ),
        InputBlock(
            block_id=sure + suffix,
            label=t("How sure are you?"),
            element=StaticSelectElement(
                action_id=sure, options=list(options.values()), initial_option=options[confidence]
            ),
        ),
        InputBlock(
            block_id=because + suffix,
            label=t("Because…"),
            element=PlainTextInputElement(
                action_id=because,
                max_length=LONGEST_BECAUSE,
                initial_value=typed.because or None,
                placeholder=t("What moved it, or what holds it up"),
            ),
            optional=True,
        ),
    ]


def _value(
    t: Translator, found: KeyResult, action: str, typed: str
) -> PlainTextInputElement | StaticSelectElement:
    if not found.zones:
        hint = t(
            "For example {value}", value=numbers.write(found.aim.target, found.unit, t.language)
        )
        return PlainTextInputElement(
            action_id=action, initial_value=typed or None, placeholder=hint
        )
    zones = {
        str(place): Option(text=zone, value=str(place)) for place, zone in enumerate(found.zones)
    }
    return StaticSelectElement(
        action_id=action,
        placeholder=t("Choose where it is"),
        options=list(zones.values()),
        initial_option=zones.get(typed),
    )


def _kpi(t: Translator, shown: Shown, found: Kpi, suffix: str) -> InputBlock:
    action = ids.of(ids.KPI_VALUE, found.id)
    last = numbers.write(found.value, found.unit, t.language) if found.value is not None else ""
    typed = (shown.values or {}).get(found.id, last)
    return InputBlock(
        block_id=action + suffix,
        label=found.title[:2_000],
        hint=t("KPI, {bounds}", bounds=unescape(sayings.bounds(t, found))),
        element=PlainTextInputElement(action_id=action, initial_value=typed or None),
        optional=True,
    )


def _sure(t: Translator) -> ConfirmObject:
    return ConfirmObject(
        title=t("Start empty?"),
        text=t("What stands here is gone then: it is kept nowhere else."),
        confirm=t("Start empty"),
        deny=t("Cancel"),
    )
