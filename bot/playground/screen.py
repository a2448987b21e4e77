"""What one person's screen shows, as the page in the browser draws it."""

from itertools import islice

from bot.playground import unread
from bot.playground.conversations import offers
from bot.playground.fields import state_of
from bot.playground.records import Channel, Json, Message, Person, View
from bot.playground.shapes import group_json, message_json, person_json, view_json
from bot.playground.state import Workspace

# What one can have before one apart from a channel: two tabs of the app's, and one's threads.
HOME, ABOUT, THREADS = PLACES = ("home", "about", "threads")
SHOWN_MESSAGES = 200
SHOWN_THREADS = 30


def state(workspace: Workspace, me: Person, place: str, thread: str = "") -> Json:
    """Everything on a person's screen; call it under the workspace's lock.

    Args:
        workspace: where.
        me: whose screen it is.
        place: the channel before them, an id; of the channels only this one has its messages. Where
            it is none that they see, it is the first public one they are in. `home` and `about`
            are the app's, `threads` are those they take part in.
        thread: the `ts` of the message whose thread is open beside it; in place of a channel's
            one of `threads`, `channel/ts`.
    """
    manifest = workspace.manifest
    # Opens the direct messages with the app, which are then among the channels.
    around = _around(workspace, me)
    channels = [one for one in workspace.channels.values() if one.is_seen_by(me.id)]
    if place not in (*PLACES, *(channel.id for channel in channels)):
        place = next((one.id for one in channels if _is_joined(one, me)), HOME)
    return around | {
        "me": me.id,
        "place": place,
        "people": [
            person_json(workspace, person, with_locale=True) for person in workspace.people.values()
        ],
        "groups": [
            group_json(workspace, group, with_users=True)
            for group in workspace.groups.values()
            if not group.deleted
        ],
        "channels": [_channel(workspace, channel, me, place) for channel in channels],
        "threads": _threads(workspace, me, place),
        "thread": _thread(workspace, me, place, thread),
        "commands": [vars(command) for command in manifest.commands],
        "shortcuts": [vars(shortcut) for shortcut in manifest.shortcuts],
        **_of_the_app(workspace, me),
    }


def _of_the_app(workspace: Workspace, me: Person) -> Json:
    """What the app shows this person apart from messages, and what Slack tells them."""
    home = workspace.homes.get(me.id)
    return {
        "modals": [_view(workspace, view) for view in workspace.stacks.get(me.id, ())],
        "home": _view(workspace, home) if home else None,
        "notices": [
            {"text": notice.text, "channel": notice.channel}
            for notice in workspace.notices
            if notice.user == me.id
        ],
    }


def _around(workspace: Workspace, me: Person) -> Json:
    """The workspace and the app, as anybody sees them."""
    return {
        "version": workspace.version,
        "team": {
            "id": workspace.team_id,
            "name": workspace.team_name,
            "url": workspace.url,
        },
        "app": {
            "name": workspace.manifest.bot_name,
            "about": workspace.manifest.description,
            "bot_user": workspace.bot_user,
            "dm": workspace.direct(me.id, workspace.bot_user).id,
            "home_tab": workspace.manifest.home_tab,
            "messages_tab": workspace.manifest.messages_tab,
        },
    }


def _is_joined(channel: Channel, me: Person) -> bool:
    return channel.kind == "public" and me.id in channel.members and not channel.archived


def _threads(workspace: Workspace, me: Person, place: str) -> list[Json]:
    """The threads this person takes part in, with their messages where they look at them."""
    mine = unread.threads(workspace, me.id)
    if place != THREADS:
        return mine
    shown = mine[:SHOWN_THREADS]
    return [one | _in_thread(workspace, me, one["channel"], one["ts"]) for one in shown]


def _thread(workspace: Workspace, me: Person, place: str, thread: str) -> Json | None:
    """The thread that is open beside the channel, where this person sees it."""
    channel_id, _, ts = thread.rpartition("/")
    channel = workspace.channels.get(channel_id or place)
    if channel is None or ts not in channel.messages or not channel.is_seen_by(me.id):
        return None
    read = unread.read_to(workspace, me.id, unread.thread_place(channel.id, ts))
    about = {"channel": channel.id, "ts": ts, "read": read}
    return about | _in_thread(workspace, me, channel.id, ts)


def _in_thread(workspace: Workspace, me: Person, channel_id: str, ts: str) -> Json:
    channel = workspace.channels[channel_id]
    seen = workspace.visible(channel, me.id)
    belong = [one for one in seen if ts in (one.ts, one.thread_ts)]
    return {"messages": [_message(workspace, one, me) for one in belong]}


def _channel(workspace: Workspace, channel: Channel, me: Person, place: str) -> Json:
    wanted = SHOWN_MESSAGES if channel.id == place else 1
    here = (one for one in workspace.latest(channel, me.id) if one.is_in_channel())
    seen = list(islice(here, wanted))
    shape = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "archived": channel.archived,
        "members": channel.members,
        "newest": seen[0].ts if seen else "0",
        **unread.channel_json(workspace, channel, me.id),
    }
    if channel.id == place:
        shape["messages"] = [_message(workspace, message, me) for message in reversed(seen)]
    return shape


def _message(workspace: Workspace, message: Message, me: Person) -> Json:
    typed = workspace.typed_in_messages.get((me.id, message.channel, message.ts), {})
    shape = message_json(workspace, message)
    blocks = message.blocks or []
    return shape | {
        "state": {"values": state_of(blocks, typed)},
        "offers": offers(workspace, me.id, blocks),
    }


def _view(workspace: Workspace, view: View) -> Json:
    return view_json(workspace, view) | {
        "errors": view.errors,
        "offers": offers(workspace, view.user, view.blocks),
    }
