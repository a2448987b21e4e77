"""What a person types, turned into what Slack sends: escapes, names and channels."""

import re

from bot.playground.records import Channel, Person
from bot.playground.state import Workspace

_NAME = re.compile(r"(?<![\w@#])([@#])(\w+(?:[.\-]+\w+)*)")
_EVERYONE = ("here", "channel", "everyone")


def escaped(text: str) -> str:
    """`&`, `<` and `>` as Slack escapes them."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def command_text(workspace: Workspace, text: str, should_escape: bool) -> str:
    """The text of a slash command; names become `<@U…|name>` where the command wants it.

    Source: https://docs.slack.dev/interactivity/implementing-slash-commands
    """
    safe = escaped(text)
    if not should_escape:
        return safe
    return _NAME.sub(lambda found: _mention(workspace, found, labelled=True), safe)


def message_text(workspace: Workspace, text: str, author: str = "") -> str:
    """The text of a message: known names become `<@U…>`, channels `<#C…|name>`.

    Private channels are known to an author (an id) who is in them.
    """

    def mention(found: re.Match[str]) -> str:
        return _mention(workspace, found, labelled=False, author=author)

    return _NAME.sub(mention, escaped(text))


def _mention(workspace: Workspace, found: re.Match[str], labelled: bool, author: str = "") -> str:
    sign, name = found[1], found[2]
    if sign == "#":
        channel = _channel(workspace, name, author)
        return f"<#{channel.id}|{channel.name}>" if channel else found[0]
    if name in _EVERYONE:
        return f"<!{name}>"
    person = _person(workspace, name)
    if person is not None:
        return f"<@{person.id}|{person.name}>" if labelled else f"<@{person.id}>"
    for group in workspace.groups.values():
        if group.handle == name:
            return f"<!subteam^{group.id}|@{name}>" if labelled else f"<!subteam^{group.id}>"
    return found[0]


def _person(workspace: Workspace, name: str) -> Person | None:
    return next((one for one in workspace.people.values() if one.name == name), None)


def _channel(workspace: Workspace, name: str, author: str) -> Channel | None:
    named = (one for one in workspace.channels.values() if not one.is_direct())
    known = (one for one in named if one.is_seen_by(author))
    return next((one for one in known if one.name == name), None)
