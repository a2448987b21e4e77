"""A form as Slack submits it: what stands in its fields, and what was chosen instead."""

from collections.abc import Mapping
from typing import Any

Json = dict[str, Any]

_ONE_OF = ("static_select", "external_select", "radio_buttons")
_SOME_OF = ("checkboxes", "multi_static_select")


def submitted(view: Mapping[str, Any], **chosen: Any) -> Json:
    """A form with some fields changed, by the last part of their action's id."""
    state: Json = {}
    for block in view["blocks"]:
        if block["type"] == "input":
            element = block["element"]
            name = element["action_id"].rpartition(".")[2]
            held = _held(element)
            if name in chosen:
                held = _chosen(element, chosen[name])
            state[block["block_id"]] = {element["action_id"]: held}
    return {"id": "V1", **view, "state": {"values": state}}


def shown(view: Mapping[str, Any]) -> dict[str, Any]:
    """What stands in the fields of a form, by the last part of their action's id."""
    values = submitted(view)["state"]["values"].values()
    return {
        action.rpartition(".")[2]: _plain(held) for each in values for action, held in each.items()
    }


def _held(element: Mapping[str, Any]) -> Json:
    kind = element["type"]
    if kind in _ONE_OF:
        return {"selected_option": element.get("initial_option")}
    if kind in _SOME_OF:
        return {"selected_options": element.get("initial_options", [])}
    if kind == "users_select":
        return {"selected_user": element.get("initial_user")}
    if kind == "timepicker":
        return {"selected_time": element.get("initial_time")}
    if kind == "multi_users_select":
        return {"selected_users": element.get("initial_users", [])}
    if kind == "conversations_select":
        return {"selected_conversation": element.get("initial_conversation")}
    return {"value": element.get("initial_value")}


def _chosen(element: Mapping[str, Any], value: Any) -> Json:
    kind = element["type"]
    if kind in _ONE_OF:
        return {"selected_option": {"value": value} if value else None}
    if kind in _SOME_OF:
        return {"selected_options": [{"value": each} for each in value]}
    return {next(iter(_held(element))): value}


def _plain(held: Mapping[str, Any]) -> Any:
    (value,) = held.values()
    if isinstance(value, dict):
        return value["value"]
    if isinstance(value, list):
        return [each["value"] if isinstance(each, dict) else each for each in value]
    return value
