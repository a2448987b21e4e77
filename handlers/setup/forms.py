"""The forms of the set-up: pure functions of what they show."""

import json
from collections.abc import Callable, Mapping

from slack_sdk.models.blocks import (
    Block,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    InputInteractiveElement,
    SectionBlock,
    StaticSelectElement,
    UserMultiSelectElement,
)
from slack_sdk.models.views import View

from bot import place_fields, places
from bot.blockkit import mrkdwn
from bot.i18n import LANGUAGES, Translator, language_name
from bot.place_fields import option
from bot.replies import Json, form
from handlers.setup import ids, reading, wording
from workflows.setup.answers import Answers, Question
from workflows.setup.choosing import FEWEST, MOST, Place
from workflows.setup.naming import Naming

# What the button that changes the number of messages asks for: no question of the first set-up.
CEILING = "ceiling"


def people_form(t: Translator, answers: Answers) -> Json:
    """Who is Product Ops."""
    there = [person.slack_id for person in answers.product_ops]
    element = UserMultiSelectElement(action_id=ids.PEOPLE, initial_users=there or None)
    return _form(
        t,
        ids.PEOPLE_FORM,
        [_field(ids.PEOPLE, wording.question(t, Question.PRODUCT_OPS), element)],
        json.dumps(there),
    )


def leaving(t: Translator, wanted: Naming) -> Json:
    """What that form becomes where someone removes themselves."""
    words = t(
        "You are about to leave Product Ops: the set-up, what was changed and what needs attention"
        " go from your page, and only the others can add you again."
    )
    block = SectionBlock(text=mrkdwn(words))
    return _form(t, ids.LEAVE_FORM, [block], reading.carrying(wanted), t("Leave Product Ops"))


def channel_form(t: Translator, answers: Answers) -> Json:
    """Where announcements go."""
    element = ConversationSelectElement(
        action_id=ids.CHANNEL,
        initial_conversation=answers.announcements or None,
        # News of the company do not leave it.
        filter=ConversationFilter(
            include=["public", "private"],
            exclude_external_shared_channels=True,
            exclude_bot_users=True,
        ),
    )
    field = InputBlock(
        block_id=ids.CHANNEL,
        label=wording.question(t, Question.ANNOUNCEMENTS),
        element=element,
        hint=t("I can only write in a private channel that I am in: type /invite there first."),
    )
    return _form(t, ids.CHANNEL_FORM, [field])


def country_form(t: Translator, place: Place) -> Json:
    """Which country's calendar counts."""
    named = (places.country_name(t, place.country), place.country)
    chosen = named if place.country else place_fields.none(t)
    fields = place_fields.fields(t, (ids.COUNTRY, ids.REGION), chosen, place.region)
    return _form(t, ids.COUNTRY_FORM, fields)


def language_form(t: Translator, answers: Answers) -> Json:
    """Which language is spoken by default."""
    choices = {code: language_name(code) for code in LANGUAGES}
    label = wording.question(t, Question.LANGUAGE)
    return _form(t, ids.LANGUAGE_FORM, [_menu(ids.LANGUAGE, label, choices, answers.language)])


def ceiling_form(t: Translator, answers: Answers) -> Json:
    """How many messages a week there may be."""
    choices = {str(number): t.number(number) for number in range(FEWEST, MOST + 1)}
    label = t("How many messages a week may ask something of a person?")
    field = _menu(ids.CEILING, label, choices, str(answers.weekly_ceiling))
    return _form(t, ids.CEILING_FORM, [field])


FORMS: Mapping[str, Callable[[Translator, Answers], Json]] = {
    Question.PRODUCT_OPS: people_form,
    Question.ANNOUNCEMENTS: channel_form,
    Question.COUNTRY: lambda t, answers: country_form(t, Place(answers.country, answers.region)),
    Question.LANGUAGE: language_form,
    CEILING: ceiling_form,
}


def _form(
    t: Translator, callback: str, blocks: list[Block], metadata: str = "", submit: str = ""
) -> Json:
    return form(
        View(
            type="modal",
            callback_id=callback,
            title=t("Set-up"),
            submit=submit or t("Save"),
            close=t("Cancel"),
            private_metadata=metadata or None,
            blocks=blocks,
        )
    )


def _field(field: str, label: str, element: InputInteractiveElement) -> InputBlock:
    return InputBlock(block_id=field, label=label, element=element)


def _menu(field: str, label: str, choices: Mapping[str, str], value: str) -> InputBlock:
    options = {value: option(text, value) for value, text in choices.items()}
    element = StaticSelectElement(
        action_id=field, options=list(options.values()), initial_option=options.get(value)
    )
    return _field(field, label, element)
