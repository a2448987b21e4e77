"""What a message of a channel says, and where it stands: the same for its menu and a reaction."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from bot import chat
from bot.mrkdwn import channels_in, is_blank, mentioned
from bot.store import jobs, people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.insights import behind, reading
from handlers.insights.reading import Carried
from workflows.insights.form import Typed

Json = Mapping[str, Any]

# Of the people in one message; Slack tells of about a hundred a minute.
MET = 50
# Slack's subtypes of what people and apps say; the others tell of what happened.
# https://docs.slack.dev/reference/events/message#subtypes
SPOKEN = frozenset({"", "bot_message", "file_share", "me_message", "thread_broadcast"})
# Slack's codes of what can't be read, now or later, unless a person does something.
UNREADABLE = frozenset({"channel_not_found", "missing_scope", "not_in_channel", "thread_not_found"})


@dataclass(frozen=True)
class Heard:
    """A message, read.

    Attributes:
        typed: what a form of it begins with, the words whole.
        carried: where it stands.
        channels: those it names, which look like tags in its words.
    """

    typed: Typed
    carried: Carried
    channels: tuple[str, ...]


def heard(session: Session, workspace: Workspace, channel: Json, message: Json) -> Heard:
    """What a message says, people by their names; whoever has none yet is asked for.

    Args:
        channel: its `id` and its `name` as for `reading.origin`.
        message: as Slack sends it.
    """
    said, author = chat.said(message), str(message.get("user") or "")
    names = met(session, workspace, (author, *mentioned(said)))
    link = chat.permalink(workspace.url, channel["id"], message)
    carried = replace(
        behind.carrying(channel["id"], channel["name"]),
        author=author,
        permalink=link,
        ts=str(message["ts"]),
        thread_ts=str(message.get("thread_ts") or message["ts"]),
    )
    typed = Typed(reading.readable(said, names), author_of(message, names), link=link)
    return Heard(typed, carried, channels_in(said))


def author_of(message: Json, names: Mapping[str, str]) -> str:
    """What the author of a message is called; empty where that is not known yet."""
    named = str(message.get("username") or (message.get("bot_profile") or {}).get("name") or "")
    return names.get(str(message.get("user") or "")) or named


def met(session: Session, workspace: Workspace, slack_ids: tuple[str, ...]) -> dict[str, str]:
    """The names of who wrote or is mentioned in a message; whoever has none yet is asked for."""
    found = people.meet_all(session, workspace, tuple(filter(None, slack_ids))[:MET])
    for person in found:
        if not person.completed:
            jobs.defer(session, workspace, people.COMPLETE, person=person.slack_id)
    return {person.slack_id: person.name for person in found if person.name}


def is_spoken(message: Json, workspace: Workspace) -> bool:
    """Whether somebody said something: not Slack that someone joined, and not the bot itself."""
    said = message.get("subtype", "") in SPOKEN and message.get("user") != workspace.bot_user
    return said and not is_blank(chat.said(message))
