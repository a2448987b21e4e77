"""What happens in a workspace, and the event the app hears of it, where it subscribed.

Source: https://docs.slack.dev/reference/events
"""

import secrets

from bot.playground import unread
from bot.playground.records import Channel, Json, Message, Person
from bot.playground.shapes import message_json, person_json, view_json
from bot.playground.state import SLACKBOT, Workspace, new_bot_token

_MESSAGE_EVENT = {
    "public": ("message.channels", "channel"),
    "private": ("message.groups", "group"),
    "im": ("message.im", "im"),
    "mpim": ("message.mpim", "mpim"),
}
_LETTER = {"public": "C", "private": "G", "im": "D", "mpim": "G"}


def post(workspace: Workspace, message: Message) -> Message:
    """A message appears, which its author has read; ephemeral ones make no event."""
    workspace.post(message)
    if not message.from_app:
        unread.read(workspace, message.user, unread.place_of(message), message.ts)
    if message.ephemeral_for is None:
        channel = workspace.channels[message.channel]
        body = message_json(workspace, message)
        if not message.from_app:
            body["client_msg_id"] = secrets.token_hex(16)
        if message.files:
            body["subtype"] = "file_share"
        _message_event(workspace, channel, body | {"event_ts": message.ts})
        _mention_event(workspace, channel, message, body)
    return message


def edit(workspace: Workspace, message: Message, text: str, blocks: list[Json] | None) -> None:
    """A message changes."""
    with workspace.change():
        before = message_json(workspace, message)
        message.text, message.blocks = text, blocks
        message.edited_ts = workspace.next_ts()
    if message.ephemeral_for is None:
        _change_event(
            workspace,
            message,
            {
                "subtype": "message_changed",
                "message": message_json(workspace, message),
                "previous_message": before,
            },
        )


def delete(workspace: Workspace, message: Message) -> None:
    """A message disappears."""
    with workspace.lock:
        before = message_json(workspace, message)
        workspace.remove(message)
    if message.ephemeral_for is None:
        event = {"subtype": "message_deleted", "deleted_ts": message.ts}
        _change_event(workspace, message, event | {"previous_message": before})


def join(workspace: Workspace, channel: Channel, user: str, inviter: str | None = None) -> None:
    """Somebody joins a channel; nothing where they are in it already."""
    with workspace.change():
        if user in channel.members:
            return
        channel.members.append(user)
        # What was said before somebody came is no news to them.
        unread.read(workspace, user, channel.id, unread.newest(channel))
    event = _membership("member_joined_channel", workspace, channel, user)
    if inviter is not None:
        event["inviter"] = inviter
    tell(workspace, "member_joined_channel", event, channel)


def leave(workspace: Workspace, channel: Channel, user: str) -> None:
    """Somebody leaves a channel, or is removed from it; the bot hears of its own removal."""
    with workspace.change():
        if user not in channel.members:
            return
        channel.members.remove(user)
    if user == workspace.bot_user:
        kind = "channel_left" if channel.kind == "public" else "group_left"
        ts = workspace.next_ts()
        tell(workspace, kind, {"type": kind, "channel": channel.id, "event_ts": ts}, None)
        return
    event = _membership("member_left_channel", workspace, channel, user)
    tell(workspace, "member_left_channel", event, channel)


def react(workspace: Workspace, message: Message, user: str, name: str) -> None:
    """Somebody adds a reaction; nothing where they did already."""
    with workspace.change():
        if user in message.reactions.get(name, ()):
            return
        message.reactions.setdefault(name, []).append(user)
    channel = workspace.channels[message.channel]
    event = {
        "type": "reaction_added",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": workspace.next_ts(),
    }
    tell(workspace, "reaction_added", event, channel)


def unreact(workspace: Workspace, message: Message, user: str, name: str) -> None:
    """Somebody takes a reaction back."""
    with workspace.change():
        users = message.reactions.get(name, [])
        if user not in users:
            return
        users.remove(user)
        if not users:
            del message.reactions[name]
    event = {
        "type": "reaction_removed",
        "user": user,
        "reaction": name,
        "item": {"type": "message", "channel": message.channel, "ts": message.ts},
        "item_user": message.user,
        "event_ts": workspace.next_ts(),
    }
    tell(workspace, "reaction_removed", event, workspace.channels[message.channel])


def archive(workspace: Workspace, channel: Channel, user: str) -> None:
    """A channel is archived."""
    with workspace.change():
        channel.archived = True
    _tell_of_channel(workspace, channel, "archive", {"user": user})


def unarchive(workspace: Workspace, channel: Channel, user: str) -> None:
    """An archived channel is opened again."""
    with workspace.change():
        channel.archived = False
    _tell_of_channel(workspace, channel, "unarchive", {"user": user})


def abolish(workspace: Workspace, channel: Channel, user: str) -> None:
    """A channel is deleted for good, with everything that was said in it."""
    with workspace.change():
        del workspace.channels[channel.id]
        for file in workspace.files.values():
            file.shares.pop(channel.id, None)
    _tell_of_channel(workspace, channel, "deleted", {"actor_id": user})


def revoke(workspace: Workspace, code: str) -> None:
    """The bot token stops working: from now on it gets this error."""
    with workspace.change():
        workspace.token_state = code
    event = {
        "type": "tokens_revoked",
        "tokens": {"oauth": [], "bot": [workspace.bot_user]},
        "event_ts": workspace.next_ts(),
    }
    tell(workspace, "tokens_revoked", event, None)


def reinstall(workspace: Workspace) -> None:
    """The app is installed once more: it gets a new bot token, and the old one is revoked."""
    with workspace.change():
        known = workspace.token_state
        workspace.former_tokens[workspace.bot_token] = (
            "token_revoked" if known == "active" else known
        )
        workspace.bot_token = new_bot_token()
        workspace.token_state = "active"


def arrive(workspace: Workspace, person: Person) -> None:
    """Somebody new joins the workspace."""
    with workspace.change():
        workspace.people[person.id] = person
    event = {
        "type": "team_join",
        "user": person_json(workspace, person, with_locale=True),
        "event_ts": workspace.next_ts(),
    }
    tell(workspace, "team_join", event, None)


def alter(workspace: Workspace, person: Person, changes: Json) -> None:
    """A profile changes: `changes` are fields of Person, such as tz, locale or deleted."""
    with workspace.change():
        for name, value in changes.items():
            if not hasattr(person, name):
                raise ValueError(f"A person has no {name!r}.")
            setattr(person, name, value)
        event_ts = workspace.next_ts()
        person.updated = int(float(event_ts))
    event = {
        "type": "user_change",
        "user": person_json(workspace, person, with_locale=True),
        "cache_ts": person.updated,
        "event_ts": event_ts,
    }
    tell(workspace, "user_change", event, None)


def open_home(workspace: Workspace, user: str, tab: str = "home") -> None:
    """Somebody opens a tab of the app's, `home` or `messages`.

    Source: https://docs.slack.dev/reference/events/app_home_opened
    """
    channel = workspace.direct(workspace.bot_user, user)
    event: Json = {
        "type": "app_home_opened",
        "user": user,
        "channel": channel.id,
        "tab": tab,
        "event_ts": workspace.next_ts(),
    }
    home = workspace.homes.get(user)
    if home is not None and tab == "home":
        event["view"] = view_json(workspace, home)
    tell(workspace, "app_home_opened", event, None)


def tell(
    workspace: Workspace, subscription: str, event: Json, channel: Channel | None = None
) -> None:
    """Sends an event the app subscribed to, where the bot may see the channel."""
    if subscription not in workspace.manifest.events:
        return
    if channel is not None and workspace.bot_user not in channel.members:
        return
    workspace.emit(event)


def _tell_of_channel(workspace: Workspace, channel: Channel, what: str, more: Json) -> None:
    kind = f"{'channel' if channel.kind == 'public' else 'group'}_{what}"
    event = {"type": kind, "channel": channel.id, "event_ts": workspace.next_ts()} | more
    tell(workspace, kind, event, channel)


def _message_event(workspace: Workspace, channel: Channel, event: Json) -> None:
    if event.get("user") == SLACKBOT:
        return
    subscription, channel_type = _MESSAGE_EVENT[channel.kind]
    placed = event | {"channel": channel.id, "channel_type": channel_type}
    tell(workspace, subscription, placed, channel)


def _mention_event(workspace: Workspace, channel: Channel, message: Message, body: Json) -> None:
    mentioned = f"<@{workspace.bot_user}>" in message.text
    if mentioned and not message.from_app and not channel.is_direct():
        event = body | {"type": "app_mention", "channel": channel.id, "event_ts": message.ts}
        tell(workspace, "app_mention", event, channel)


def _change_event(workspace: Workspace, message: Message, event: Json) -> None:
    ts = workspace.next_ts()
    channel = workspace.channels[message.channel]
    whole = {"type": "message", "hidden": True, "ts": ts, "event_ts": ts} | event
    _message_event(workspace, channel, whole)


def _membership(kind: str, workspace: Workspace, channel: Channel, user: str) -> Json:
    return {
        "type": kind,
        "user": user,
        "channel": channel.id,
        "channel_type": _LETTER[channel.kind],
        "team": workspace.team_id,
        "event_ts": workspace.next_ts(),
    }
