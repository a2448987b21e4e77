"""Block Kit: the text all features use, and models as JSON at a tenth of slack_sdk's price."""

from functools import cache
from typing import Any

from slack_sdk.models.basic_objects import EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST, JsonObject
from slack_sdk.models.blocks import ContextBlock, MarkdownTextObject

_MAY_BE_EMPTY = {(rule["type"], rule["property"]) for rule in EMPTY_ALLOWED_TYPE_AND_PROPERTY_LIST}


def mrkdwn(text: str) -> MarkdownTextObject:
    """Text in which Slack makes no mention or link out of what was typed."""
    return MarkdownTextObject(text=text, verbatim=True)


def note(text: str) -> ContextBlock:
    """A line of small print."""
    return ContextBlock(elements=[mrkdwn(text)])


def written(part: JsonObject) -> dict[str, Any]:
    """A model as JSON: what its `to_dict` gives, which looks for its checks anew in every object.

    Raises:
        slack_sdk.errors.SlackObjectFormationError: it is over one of Slack's limits.
    """
    kind = type(part)
    if kind.to_dict is not JsonObject.to_dict:
        own: dict[str, Any] = part.to_dict()
        return own
    for check in _checks(kind):
        getattr(part, check)()
    found = ((name, part.get_object_attribute(name)) for name in sorted(part.attributes))
    return {name: _value(value) for name, value in found if _says(part, name, value)}


def _value(value: Any) -> Any:
    if isinstance(value, JsonObject):
        return written(value)
    return [_value(each) for each in value] if isinstance(value, list | tuple) else value


def _says(part: JsonObject, name: str, value: Any) -> bool:
    if value is None:
        return False
    empty = hasattr(value, "__len__") and not len(value)
    return not empty or (getattr(part, "type", None), name) in _MAY_BE_EMPTY


@cache
def _checks(kind: type[JsonObject]) -> tuple[str, ...]:
    """The names of the methods that slack_sdk marked as validators."""
    named = (name for name in dir(kind) if not name.startswith("__"))
    return tuple(name for name in named if hasattr(getattr(kind, name, None), "validator"))
