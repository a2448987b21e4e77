"""What a person reads: the words of blocks and messages, without markup."""

import re
from collections.abc import Iterator
from html import unescape
from typing import Any

from bot.playground.records import Json, Message
from bot.playground.state import Workspace

_MARKUP = re.compile(r"<([^<>]+)>")
_SHOWN = ("text", "fields", "elements", "accessory", "title", "label", "hint", "element")
_SHOWN_TOO = ("placeholder", "options", "option_groups", "description", "url_label")


def words(blocks: list[Json]) -> Iterator[str]:
    """Every text of the blocks in reading order, buttons, labels and alt texts included."""
    for block in blocks:
        yield from _words(block)


def _words(part: Any) -> Iterator[str]:
    if isinstance(part, list):
        for item in part:
            yield from _words(item)
    if not isinstance(part, dict):
        return
    if isinstance(part.get("text"), str):
        yield part["text"]
    if isinstance(part.get("alt_text"), str):
        yield part["alt_text"]
    for name in (*_SHOWN, *_SHOWN_TOO):
        yield from _words(part.get(name))


def message_words(message: Message) -> str:
    """What stands in a message: its blocks, or its text where it has none, and its files."""
    said = "\n".join(words(message.blocks)) if message.blocks else message.text
    shown = [part for file in message.files for part in (file.title, file.alt_txt) if part]
    return "\n".join([said, *shown]) if shown else said


def readable(workspace: Workspace, text: str) -> str:
    """The text as it is shown: names for ids, labels for links, `&` for `&amp;`."""
    return unescape(_MARKUP.sub(lambda found: _shown(workspace, found[1]), text))


def _shown(workspace: Workspace, inside: str) -> str:
    target, _, label = inside.partition("|")
    if target.startswith("@"):
        person = workspace.people.get(target[1:])
        return f"@{person.display_name or person.real_name}" if person else label or target
    if target.startswith("#"):
        channel = workspace.channels.get(target[1:])
        return f"#{channel.name}" if channel else label or target
    if target.startswith("!subteam^"):
        group = workspace.groups.get(target.removeprefix("!subteam^"))
        return f"@{group.handle}" if group else label or target
    if target.startswith("!"):
        return label or f"@{target[1:]}"
    return label or target


def contains(workspace: Workspace, text: str, wanted: str) -> bool:
    """Whether the text says it, as it was sent or as it is shown."""
    return wanted in text or wanted in readable(workspace, text)
