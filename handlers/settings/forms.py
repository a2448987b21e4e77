"""The form of settings: a pure function of what it shows."""

from slack_sdk.models.blocks import (
    Block,
    CheckboxesElement,
    InputBlock,
    InputInteractiveElement,
    StaticSelectElement,
    TimePickerElement,
)
from slack_sdk.models.views import View

from bot import place_fields, places
from bot.i18n import LANGUAGES, Translator, language_name
from bot.place_fields import option
from bot.places import AS_WORKSPACE, Choice
from bot.replies import Json, form
from bot.store.workspaces import Workspace
from handlers.settings import ids, wording
from workflows.settings.form import SLACK, USUAL, Typed


def settings_form(t: Translator, workspace: Workspace, typed: Typed) -> Json:
    """What a person may choose for themselves."""
    return form(
        View(
            type="modal",
            callback_id=ids.FORM,
            title=t("Your settings"),
            submit=t("Save"),
            close=t("Cancel"),
            blocks=[
                _field(ids.LANGUAGE, t("Language"), _languages(t, typed)),
                *place_fields.fields(
                    t, (ids.COUNTRY, ids.REGION), _country(t, workspace, typed), typed.region
                ),
                _field(ids.WEEKDAYS, t("Days you work"), _weekdays(t, typed)),
                _field(ids.START, t("Your day begins"), _time(ids.START, typed.start)),
                _field(ids.END, t("Your day ends"), _time(ids.END, typed.end)),
                _field(ids.CEILING, t("Messages a week"), _ceilings(t, workspace, typed)),
                _field(ids.STATUS, t("Absence"), _status(t, typed), optional=True),
            ],
        )
    )


def as_workspace(t: Translator, workspace: Workspace) -> Choice:
    """The choice of the workspace's country, and its value."""
    where = places.described(t, workspace.country, workspace.region)
    return t("As the workspace: {where}", where=where), AS_WORKSPACE


def _field(
    field: str, label: str, element: InputInteractiveElement, optional: bool = False
) -> Block:
    return InputBlock(block_id=field, label=label, element=element, optional=optional)


def _select(field: str, choices: list[Choice], value: str) -> StaticSelectElement:
    options = {value: option(text, value) for text, value in choices}
    every = list(options.values())
    # What is no longer offered is the usual choice, which comes first.
    return StaticSelectElement(
        action_id=field, options=every, initial_option=options.get(value, every[0])
    )


def _languages(t: Translator, typed: Typed) -> StaticSelectElement:
    own = [(language_name(code), code) for code in LANGUAGES]
    return _select(ids.LANGUAGE, [(t("As in Slack"), SLACK), *own], typed.language)


def _country(t: Translator, workspace: Workspace, typed: Typed) -> Choice:
    special = {value: text for text, value in (as_workspace(t, workspace), place_fields.none(t))}
    return special.get(typed.country) or places.country_name(t, typed.country), typed.country


def _weekdays(t: Translator, typed: Typed) -> CheckboxesElement:
    options = [option(wording.weekday(t, day), str(day)) for day in range(1, 8)]
    chosen = [each for each in options if each.value in typed.weekdays]
    return CheckboxesElement(
        action_id=ids.WEEKDAYS, options=options, initial_options=chosen or None
    )


def _time(field: str, value: str) -> TimePickerElement:
    return TimePickerElement(action_id=field, initial_time=value or None)


def _ceilings(t: Translator, workspace: Workspace, typed: Typed) -> StaticSelectElement:
    most = workspace.weekly_ceiling
    usual = t("As the workspace: {number}", number=t.number(most)), USUAL
    fewer = [(t.number(number), str(number)) for number in range(1, most + 1)]
    return _select(ids.CEILING, [usual, *fewer], typed.ceiling)


def _status(t: Translator, typed: Typed) -> CheckboxesElement:
    only = option(t("My Slack status tells when I am away"), "status")
    return CheckboxesElement(
        action_id=ids.STATUS,
        options=[only],
        initial_options=[only] if typed.follows_status else None,
    )
