"""Reads what stands in a form's fields: pure functions of what Slack sends of it."""

from collections.abc import Mapping
from typing import Any

from bot.forms import Errors
from bot.i18n import Translator

Json = Mapping[str, Any]


def fields(view: Json, named: Mapping[str, str]) -> dict[str, str]:
    """What stands in a form's fields, empty for nothing.

    Args:
        named: the ids of the fields, by what they are called here.
    """
    elements = chosen(view)
    return {name: _only(elements.get(action, {})) for name, action in named.items()}


def several(view: Json, action: str) -> tuple[str, ...]:
    """The values that are chosen in a menu of several.

    Args:
        action: the menu's id.
    """
    options = chosen(view).get(action, {}).get("selected_options") or ()
    return tuple(str(one["value"]) for one in options)


def chosen(view: Json) -> Mapping[str, Json]:
    """The elements of a form with what was typed or chosen, by their ids."""
    return {
        action: element
        for block in view["state"]["values"].values()
        for action, element in block.items()
    }


def beside(t: Translator, view: Json, wrong: Errors, named: Mapping[str, str]) -> dict[str, str]:
    """The sentences beside a form's wrong fields, by the ids its blocks have.

    Args:
        named: as for `fields`.
    """
    blocks = {
        action: block for block, elements in view["state"]["values"].items() for action in elements
    }
    return {blocks[named[field]]: t.words(words) for field, words in wrong.fields.items()}


def _only(element: Json) -> str:
    kinds = ("value", "selected_user", "selected_conversation", "selected_date", "selected_time")
    option = element.get("selected_option") or {}
    told = next((element[kind] for kind in kinds if element.get(kind)), option.get("value"))
    return str(told or "")
