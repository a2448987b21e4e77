"""Block Kit's elements and their limits.

Source: https://docs.slack.dev/reference/block-kit/block-elements
"""

from decimal import Decimal, InvalidOperation
from typing import Any

from bot.playground.rich_rules import URL, rich_text
from bot.playground.rules import (
    Check,
    Fields,
    Spot,
    anything,
    both,
    by_type,
    flag,
    items,
    matching,
    one_of,
    shape,
    text,
    whole,
)

DATE = matching(r"\d{4}-\d{2}-\d{2}", "must be a valid date")
TIME = matching(r"\d{2}:\d{2}", "must be a valid time")
ID = text(255)
SLACK_ID = matching(r"[A-Z][A-Z0-9]{5,}", "must be a valid id")


def plain(most: int) -> Check:
    """A plain_text object."""
    return by_type({"plain_text": _plain(most)})


def any_text(most: int) -> Check:
    """A plain_text or mrkdwn object."""
    return by_type({"plain_text": _plain(most), "mrkdwn": _mrkdwn(most)})


def _plain(most: int) -> Check:
    return shape({"type": anything, "text": text(most)}, {"emoji": flag})


def _mrkdwn(most: int) -> Check:
    return shape({"type": anything, "text": text(most)}, {"verbatim": flag})


CONFIRM = shape(
    {"title": plain(100), "text": any_text(300), "confirm": plain(30), "deny": plain(30)},
    {"style": one_of("primary", "danger")},
)
DISPATCH = shape(
    {}, {"trigger_actions_on": items(one_of("on_enter_pressed", "on_character_entered"), 2)}
)
OPTION = shape({"text": plain(75), "value": text(150)}, {"description": plain(75)})
RICH_OPTION = shape({"text": any_text(75), "value": text(150)}, {"description": any_text(75)})
OVERFLOW_OPTION = shape(
    {"text": plain(75), "value": text(150)}, {"description": plain(75), "url": URL}
)
OPTION_GROUPS = items(shape({"label": plain(75), "options": items(OPTION, 100)}, {}), 100)
# What an app may answer when it is asked for options; it may offer none.
OFFERED = shape({}, {"options": items(OPTION, 100, 0), "option_groups": OPTION_GROUPS})
CONVERSATION_FILTER = shape(
    {},
    {
        "include": items(one_of("im", "mpim", "private", "public"), 4),
        "exclude_external_shared_channels": flag,
        "exclude_bot_users": flag,
    },
)


def _element(required: Fields, optional: Fields) -> Check:
    common: Fields = {"action_id": ID, "confirm": CONFIRM, "focus_on_load": flag}
    return shape({"type": anything, **required}, {**common, **optional})


def _select(optional: Fields, many: bool) -> Check:
    shared: dict[str, Check] = {"placeholder": plain(150), **optional}
    if many:
        shared["max_selected_items"] = whole(1, 1_000)
        return both(_element({}, shared), _few_enough)
    return _element({}, shared)


def _typed(optional: Fields, required: Fields | None = None) -> Check:
    return shape(
        {"type": anything, **(required or {})},
        {
            "action_id": ID,
            "placeholder": plain(150),
            "focus_on_load": flag,
            "dispatch_action_config": DISPATCH,
            **optional,
        },
    )


def _chosen_from(value: Any) -> list[Any]:
    groups = value.get("option_groups") or ()
    grouped = [option for group in groups for option in group["options"]]
    return list(value.get("options") or ()) + grouped


def _has_options(value: Any, spot: Spot) -> None:
    if ("options" in value) == ("option_groups" in value):
        spot.bad("must have exactly one of: options, option_groups")


def _begins_with_its_own(value: Any, spot: Spot) -> None:
    initial = list(value.get("initial_options") or ())
    if value.get("initial_option") is not None:
        initial.append(value["initial_option"])
    options = _chosen_from(value)
    if any(one not in options for one in initial):
        spot.bad("initial options must exactly match the options provided")


def _fits(value: Any, spot: Spot) -> None:
    most, least = value.get("max_length") or 3000, value.get("min_length") or 0
    if least > most:
        spot.at("min_length").bad("min_length must not be more than max_length")
    if len(value.get("initial_value") or "") > most:
        spot.at("initial_value").bad(f"must be less than {most + 1} characters")


def _in_bounds(value: Any, spot: Spot) -> None:
    """That a number input's bounds and first value are numbers and go together."""
    known = {}
    for name in ("min_value", "max_value", "initial_value"):
        if value.get(name) is None:
            continue
        try:
            known[name] = Decimal(value[name])
        except InvalidOperation:
            spot.at(name).bad("must be a valid number")
            return
        if not value["is_decimal_allowed"] and known[name] % 1:
            spot.at(name).bad("must be a whole number")
            return
    least, most = known.get("min_value"), known.get("max_value")
    first = known.get("initial_value")
    if least is not None and most is not None and least > most:
        spot.at("min_value").bad("min_value must not be more than max_value")
    elif first is not None and (
        (least is not None and first < least) or (most is not None and first > most)
    ):
        spot.at("initial_value").bad("must be between min_value and max_value")


def _few_enough(value: Any, spot: Spot) -> None:
    """That no more stands in a select than it takes."""
    most = value.get("max_selected_items")
    for name, initial in value.items():
        if name.startswith("initial_") and most and len(initial or ()) > most:
            spot.at(name).bad(f"no more than {most} items allowed")


def _initial_options(many: bool) -> Fields:
    return {"initial_options": items(OPTION, 100)} if many else {"initial_option": OPTION}


def _static(many: bool) -> Check:
    initial = _initial_options(many)
    lists: Fields = {"options": items(OPTION, 100), "option_groups": OPTION_GROUPS}
    return both(both(_select({**lists, **initial}, many), _has_options), _begins_with_its_own)


def _external(many: bool) -> Check:
    initial = _initial_options(many)
    return _select({"min_query_length": whole(0, 3000), **initial}, many)


def _listed(optional: Fields, many: bool, what: str) -> Check:
    initial: Fields = (
        {f"initial_{what}s": items(SLACK_ID, 1_000)} if many else {f"initial_{what}": SLACK_ID}
    )
    return _select({**optional, **initial}, many)


_CONVERSATIONS: Fields = {"default_to_current_conversation": flag, "filter": CONVERSATION_FILTER}
_RESPONDS: Fields = {"response_url_enabled": flag}
_CHOICES: Fields = {"options": items(RICH_OPTION, 10)}

BUTTON = _element(
    {"text": plain(75)},
    {
        "value": text(2000),
        "url": URL,
        "style": one_of("primary", "danger"),
        "accessibility_label": text(75),
    },
)
IMAGE = shape(
    {"type": anything, "alt_text": text(2000)}, {"image_url": URL, "slack_file": anything}
)
OVERFLOW = shape(
    {"type": anything, "options": items(OVERFLOW_OPTION, 5)}, {"action_id": ID, "confirm": CONFIRM}
)
RADIO = both(_element(_CHOICES, {"initial_option": RICH_OPTION}), _begins_with_its_own)
CHECKBOXES = both(
    _element(_CHOICES, {"initial_options": items(RICH_OPTION, 10)}), _begins_with_its_own
)

PICKERS: Fields = {
    "static_select": _static(many=False),
    "external_select": _external(many=False),
    "users_select": _listed({}, many=False, what="user"),
    "conversations_select": _listed(
        {**_CONVERSATIONS, **_RESPONDS}, many=False, what="conversation"
    ),
    "channels_select": _listed(_RESPONDS, many=False, what="channel"),
    "datepicker": _element({}, {"placeholder": plain(150), "initial_date": DATE}),
    "timepicker": _element(
        {}, {"placeholder": plain(150), "initial_time": TIME, "timezone": text(100)}
    ),
    "radio_buttons": RADIO,
    "checkboxes": CHECKBOXES,
}
# Not in sections: https://docs.slack.dev/reference/block-kit/block-elements/datetime-picker-element
MOMENTS: Fields = {"datetimepicker": _element({}, {"initial_date_time": whole(10**9, 10**10 - 1)})}
MULTIPLE: Fields = {
    "multi_static_select": _static(many=True),
    "multi_external_select": _external(many=True),
    "multi_users_select": _listed({}, many=True, what="user"),
    "multi_conversations_select": _listed(_CONVERSATIONS, many=True, what="conversation"),
    "multi_channels_select": _listed({}, many=True, what="channel"),
}
TYPED: Fields = {
    "plain_text_input": both(
        _typed(
            {
                "initial_value": text(3000, 0),
                "multiline": flag,
                "min_length": whole(0, 3000),
                "max_length": whole(1, 3000),
            }
        ),
        _fits,
    ),
    "url_text_input": _typed({"initial_value": URL}),
    "email_text_input": _typed({"initial_value": text(3000)}),
    "number_input": both(
        _typed(
            {"initial_value": text(100), "min_value": text(100), "max_value": text(100)},
            {"is_decimal_allowed": flag},
        ),
        _in_bounds,
    ),
    "rich_text_input": _typed({"initial_value": by_type({"rich_text": rich_text({})})}),
}
