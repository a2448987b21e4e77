"""What stands in the fields of a view or message: Slack's `state.values`."""

from collections.abc import Iterator

from bot.playground.records import Json

# What each element keeps in `state.values`, and where its first value comes from.
# https://docs.slack.dev/reference/interaction-payloads/view-interactions-payload
KEPT = {
    "plain_text_input": ("value", "initial_value"),
    "url_text_input": ("value", "initial_value"),
    "email_text_input": ("value", "initial_value"),
    "number_input": ("value", "initial_value"),
    "static_select": ("selected_option", "initial_option"),
    "external_select": ("selected_option", "initial_option"),
    "radio_buttons": ("selected_option", "initial_option"),
    "checkboxes": ("selected_options", "initial_options"),
    "multi_static_select": ("selected_options", "initial_options"),
    "multi_external_select": ("selected_options", "initial_options"),
    "users_select": ("selected_user", "initial_user"),
    "multi_users_select": ("selected_users", "initial_users"),
    "conversations_select": ("selected_conversation", "initial_conversation"),
    "multi_conversations_select": ("selected_conversations", "initial_conversations"),
    "channels_select": ("selected_channel", "initial_channel"),
    "multi_channels_select": ("selected_channels", "initial_channels"),
    "datepicker": ("selected_date", "initial_date"),
    "timepicker": ("selected_time", "initial_time"),
    "datetimepicker": ("selected_date_time", "initial_date_time"),
    "rich_text_input": ("rich_text_value", "initial_value"),
}


def elements(blocks: list[Json]) -> Iterator[tuple[Json, Json]]:
    """Every (block, interactive element) pair, in reading order."""
    for block in blocks:
        if block["type"] == "input":
            yield block, block["element"]
        elif block["type"] == "actions":
            for element in block["elements"]:
                yield block, element
        elif block["type"] == "section" and "accessory" in block:
            yield block, block["accessory"]


def element_at(blocks: list[Json], block_id: str, action_id: str) -> tuple[Json, Json] | None:
    """The element with these ids and its block, or None."""
    for block, element in elements(blocks):
        if block["block_id"] == block_id and element.get("action_id") == action_id:
            return block, element
    return None


def empty(kind: str) -> Json:
    """The value of an untouched field of this type."""
    key = KEPT[kind][0]
    nothing: list[Json] | None = [] if key.endswith("s") else None
    return {"type": kind, key: nothing}


def first_value(element: Json) -> Json:
    """What a field holds before anybody touches it."""
    key, initial = KEPT[element["type"]]
    value = empty(element["type"])
    if element.get(initial) is not None:
        value[key] = element[initial]
    return value


def is_blank(value: Json) -> bool:
    """Whether a field holds nothing."""
    return not value[KEPT[value["type"]][0]]


def state_of(blocks: list[Json], typed: dict[str, dict[str, Json]]) -> Json:
    """`state.values` for these blocks: what was typed, else what they began with."""
    values: Json = {}
    for block, element in elements(blocks):
        if element["type"] not in KEPT:
            continue
        block_id, action_id = block["block_id"], element["action_id"]
        held = typed.get(block_id, {}).get(action_id)
        if held is None or held["type"] != element["type"]:
            held = first_value(element)
        values.setdefault(block_id, {})[action_id] = held
    return values


def keep_typed(blocks: list[Json], typed: dict[str, dict[str, Json]]) -> dict[str, dict[str, Json]]:
    """What of the typed values survives new blocks: fields with the same two ids and type.

    Slack keeps what stands in a field as long as its block_id and action_id stay the same.
    """
    kept: dict[str, dict[str, Json]] = {}
    for block, element in elements(blocks):
        held = typed.get(block["block_id"], {}).get(element.get("action_id", ""))
        if held is not None and held["type"] == element["type"]:
            kept.setdefault(block["block_id"], {})[element["action_id"]] = held
    return kept
