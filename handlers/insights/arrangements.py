"""The forms in which Product Ops choose for insights: pure functions of what they show."""

from collections.abc import Sequence
from dataclasses import dataclass

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    CheckboxesElement,
    ConversationFilter,
    ConversationSelectElement,
    ExternalDataSelectElement,
    InputBlock,
    InputInteractiveElement,
    Option,
    PlainTextInputElement,
    SectionBlock,
    StaticSelectElement,
    UserSelectElement,
)
from slack_sdk.models.views import View

from bot import carried
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import excerpt
from bot.replies import Json, form
from bot.store.teams import Team
from handlers.insights import ids, views
from workflows.insights.form import LONGEST_CHOICE

# A menu of Slack's holds a hundred options.
_TEAMS = 99
# What stands for no team in a menu.
NOBODY = "0"


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What a form carries unseen: the id of what it changes, and what its fields said, in order."""

    id: int = 0
    seen: tuple[str, ...] = ()


@dataclass(frozen=True)
class Shown:
    """What a form's fields say, and what they said before somebody typed.

    Attributes:
        outdated: what it says by now, where somebody else changed it meanwhile; safe to show.
    """

    fields: tuple[str, ...]
    seen: tuple[str, ...]
    id: int = 0
    outdated: str = ""


def chosen_form(t: Translator, shown: Shown) -> Json:
    """The emoji, the digest's channel, and how long insights are kept."""
    emoji, channel, months = shown.fields
    fields = [
        _field(
            (ids.EMOJI, t("Emoji that keeps the message it is put on")),
            PlainTextInputElement(action_id=ids.EMOJI, initial_value=emoji or None),
            t("Such as :bulb:. Leave it empty, and no emoji does."),
        ),
        _field(
            (ids.DIGEST_CHANNEL, t("Channel of everyone's weekly digest")),
            ConversationSelectElement(
                action_id=ids.DIGEST_CHANNEL,
                initial_conversation=channel or None,
                # What customers said does not leave the company.
                filter=ConversationFilter(
                    include=["public", "private"],
                    exclude_external_shared_channels=True,
                    exclude_bot_users=True,
                ),
            ),
            t("I can only write in a private channel that I am in: type /invite there first."),
        ),
        _field(
            (ids.MONTHS, t("Months for which insights are kept")),
            PlainTextInputElement(action_id=ids.MONTHS, initial_value=months or None),
            t("Older ones are erased for good. Leave it empty, and they stay."),
        ),
    ]
    return _form(t, ids.SETTINGS_FORM, t("Insights"), shown, fields)


def area_form(t: Translator, shown: Shown) -> Json:
    """A product area, new or to be changed."""
    name, owner = shown.fields
    fields: list[Block] = [
        _field(
            (ids.AREA_NAME, t("Name")),
            PlainTextInputElement(
                action_id=ids.AREA_NAME, max_length=LONGEST_CHOICE, initial_value=name or None
            ),
            optional=False,
        ),
        _field(
            (ids.AREA_OWNER, t("Who answers for it")),
            UserSelectElement(action_id=ids.AREA_OWNER, initial_user=owner or None),
            t("They are asked about its insights that nobody looked at for a week."),
        ),
    ]
    if shown.id:
        close = Option(
            value=ids.AREA_CLOSE,
            text=t("Close it: nobody chooses it any more; its insights go on naming it"),
        )
        boxes = CheckboxesElement(action_id=ids.AREA_CLOSE, options=[close])
        fields.append(_field((ids.AREA_CLOSE, t("No longer needed?")), boxes))
    return _form(t, ids.AREA_FORM, t("Product area"), shown, fields)


def route_form(t: Translator, teams: Sequence[Team]) -> Json:
    """Which team hears of a tag."""
    options = [
        Option(text=excerpt(team.name, LONGEST_CHOICE), value=str(team.id)) for team in teams
    ]
    nobody = Option(text=t("No team any more"), value=NOBODY)
    fields = [
        _field(
            (ids.ROUTE_TAG, t("Tag")),
            PlainTextInputElement(action_id=ids.ROUTE_TAG),
            optional=False,
        ),
        _field(
            (ids.ROUTE_TEAM, t("Team that hears of it")),
            StaticSelectElement(action_id=ids.ROUTE_TEAM, options=[*options[:_TEAMS], nobody]),
            t("In its channel, of all that is new at once, every three hours at most."),
            optional=False,
        ),
    ]
    return _form(t, ids.ROUTE_FORM, t("Where a tag goes"), Shown((), ()), fields)


def customer_form(t: Translator, shown: Shown) -> Json:
    """What is known of a customer."""
    name, segment, value = shown.fields
    fields = [
        _field(
            (ids.CUSTOMER_NAME, t("Name")),
            PlainTextInputElement(
                action_id=ids.CUSTOMER_NAME, max_length=LONGEST_CHOICE, initial_value=name or None
            ),
            optional=False,
        ),
        _field(
            (ids.CUSTOMER_SEGMENT, t("Segment")),
            PlainTextInputElement(
                action_id=ids.CUSTOMER_SEGMENT,
                max_length=LONGEST_CHOICE,
                initial_value=segment or None,
            ),
        ),
        _field(
            (ids.CUSTOMER_VALUE, t("Worth a year")),
            PlainTextInputElement(action_id=ids.CUSTOMER_VALUE, initial_value=value or None),
            t("A whole number, in your currency. It weighs beside the number of customers."),
        ),
    ]
    return _form(t, ids.CUSTOMER_FORM, t("Customer"), shown, fields)


def finder(t: Translator, action: str) -> Json:
    """The form that asks which area or customer is meant."""
    which = t("Find a product area") if action == ids.AREA_FOUND else t("Find a customer")
    menu = ExternalDataSelectElement(action_id=action, placeholder=which, min_query_length=0)
    return form(
        View(
            type="modal",
            title=t("Which one?"),
            close=t("Cancel"),
            blocks=[ActionsBlock(elements=[menu])],
        )
    )


def done(t: Translator, said: str) -> Json:
    """What a form becomes once it was saved."""
    close = t("`/insight settings` shows everything that is chosen.")
    return form(
        View(
            type="modal",
            title=t("Saved"),
            close=t("Close"),
            blocks=views.blocks([said], [close]),
        )
    )


def _field(
    named: tuple[str, str],
    element: InputInteractiveElement,
    hint: str = "",
    *,
    optional: bool = True,
) -> InputBlock:
    block, label = named
    return InputBlock(
        block_id=block, label=label, element=element, hint=hint or None, optional=optional
    )


def _form(t: Translator, callback: str, title: str, shown: Shown, fields: Sequence[Block]) -> Json:
    blocks: list[Block] = []
    if shown.outdated:
        said = t(
            "Somebody else changed this while you wrote: by now it says {by_now}. Save again to"
            " have it as it stands below.",
            by_now=shown.outdated,
        )
        blocks.append(SectionBlock(text=mrkdwn(said)))
    return form(
        View(
            type="modal",
            callback_id=callback,
            title=title,
            submit=t("Save"),
            close=t("Cancel"),
            private_metadata=Carried(shown.id, shown.seen).dumps(),
            blocks=[*blocks, *fields],
        )
    )
