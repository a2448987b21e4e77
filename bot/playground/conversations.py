"""Which conversations a select offers a person, and which of them a form begins with.

Source: https://docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object
"""

from bot.playground.fields import KEPT, elements, empty
from bot.playground.records import Channel, Fields, Json
from bot.playground.state import Workspace

_CHANNELS = ("channels_select", "multi_channels_select")
_LISTED = (*_CHANNELS, "conversations_select", "multi_conversations_select")


def offered(workspace: Workspace, user: str, element: Json) -> list[Channel] | None:
    """What a select lists for a person (an id); None for an element that lists none.

    `exclude_external_shared_channels` takes nothing away: no channel is shared with another
    company here.
    """
    if element["type"] not in _LISTED:
        return None
    with workspace.lock:
        return [
            channel
            for channel in workspace.channels.values()
            if not channel.archived
            and channel.is_seen_by(user)
            and _fits(workspace, user, channel, element)
        ]


def _fits(workspace: Workspace, user: str, channel: Channel, element: Json) -> bool:
    if element["type"] in _CHANNELS:
        return channel.kind == "public"
    kept = element.get("filter") or {}
    if "include" in kept and channel.kind not in kept["include"]:
        return False
    if channel.kind != "im" or not kept.get("exclude_bot_users"):
        return True
    others = (workspace.people[member] for member in channel.members if member != user)
    return not any(other.is_bot for other in others)


def offers(workspace: Workspace, user: str, blocks: list[Json]) -> dict[str, dict[str, list[str]]]:
    """The ids that each select of these blocks lists, by block and action."""
    found: dict[str, dict[str, list[str]]] = {}
    for block, element in elements(blocks):
        listed = offered(workspace, user, element)
        if listed is not None:
            ids = [channel.id for channel in listed]
            found.setdefault(block["block_id"], {})[element["action_id"]] = ids
    return found


def takes(workspace: Workspace, user: str, element: Json, value: object, held: Json) -> bool:
    """Whether the page could put this value there: what is listed, and what already stands there.

    Args:
        workspace: where.
        user: whose screen it is.
        element: the select, or any other element, which takes whatever it gets.
        value: the id, the ids or None.
        held: what the field holds, as in `state.values`.
    """
    listed = offered(workspace, user, element)
    if listed is None:
        return True
    known = [channel.id for channel in listed] + _several(held[KEPT[element["type"]][0]])
    return all(one in known for one in _several(value))


def _several(value: object) -> list[object]:
    if isinstance(value, list):
        return value
    return [] if value is None else [value]


def current(workspace: Workspace, user: str, blocks: list[Json], where: str | None) -> Fields:
    """What `default_to_current_conversation` puts into the fields of a form.

    An `initial_conversation` wins over it; `initial_conversations` are ignored where it is set.
    https://docs.slack.dev/reference/block-kit/block-elements/multi-select-menu-element

    Args:
        workspace: where.
        user: who opened the form.
        blocks: the form's.
        where: the conversation they had before them (an id), None at home.
    """
    found: Fields = {}
    for block, element in elements(blocks):
        if not element.get("default_to_current_conversation"):
            continue
        if element.get("initial_conversation") is not None:
            continue
        key = KEPT[element["type"]][0]
        value = empty(element["type"])
        if where in [channel.id for channel in offered(workspace, user, element) or ()]:
            value[key] = [where] if key.endswith("s") else where
        found.setdefault(block["block_id"], {})[element["action_id"]] = value
    return found
