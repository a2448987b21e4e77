"""What one person's screen shows, as the page in the browser draws it."""

from itertools import islice

from bot.playground.conversations import offers
from bot.playground.fields import state_of
from bot.playground.records import Channel, Json, Message, Person, View
from bot.playground.shapes import group_json, message_json, person_json, view_json
from bot.playground.state import Workspace

HOME = "home"
SHOWN_MESSAGES = 200


def state(workspace: Workspace, me: Person, place: str) -> Json:
    """Everything on a person's screen; call it under the workspace's lock.

    Args:
        place: the channel before them, an id; of the channels only this one has its messages. Where
            it is none that they see, it is the first public one. `home` is the app's home.
    """
    manifest = workspace.manifest
    # Opens the direct messages with the app, which are then among the channels.
    around = _around(workspace, me)
    channels = [one for one in workspace.channels.values() if one.is_seen_by(me.id)]
    if place != HOME and place not in (channel.id for channel in channels):
        place = next((one.id for one in channels if one.kind == "public"), HOME)
    home = workspace.homes.get(me.id)
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
        "commands": [vars(command) for command in manifest.commands],
        "shortcuts": [vars(shortcut) for shortcut in manifest.shortcuts],
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
        "team": {"id": workspace.team_id, "name": workspace.team_name},
        "app": {
            "name": workspace.manifest.bot_name,
            "bot_user": workspace.bot_user,
            "dm": workspace.direct(me.id, workspace.bot_user).id,
            "home_tab": workspace.manifest.home_tab,
        },
    }


def _channel(workspace: Workspace, channel: Channel, me: Person, place: str) -> Json:
    wanted = SHOWN_MESSAGES if channel.id == place else 1
    seen = list(islice(workspace.latest(channel, me.id), wanted))
    shape = {
        "id": channel.id,
        "name": channel.name,
        "kind": channel.kind,
        "topic": channel.topic,
        "archived": channel.archived,
        "members": channel.members,
        "newest": seen[0].ts if seen else "0",
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
