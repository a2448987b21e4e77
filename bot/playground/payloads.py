"""What Slack sends to an app, field by field.

Source: https://docs.slack.dev/reference/interaction-payloads and …/apis/events-api
"""

import secrets

from bot.playground.fields import elements, state_of
from bot.playground.records import Channel, Json, Message, Person, View
from bot.playground.shapes import message_json, view_json
from bot.playground.state import Workspace


def channel_name(channel: Channel) -> str:
    """The name Slack gives a channel in commands and interactions."""
    return {"im": "directmessage", "private": "privategroup"}.get(channel.kind, channel.name)


def response_url(
    workspace: Workspace, person: Person, channel: Channel, message_ts: str | None = None
) -> str:
    """A fresh response_url."""
    secret = workspace.response_urls.give(person.id, channel.id, message_ts)
    return f"{workspace.base_url}/commands/response/{secret}"


def command(workspace: Workspace, person: Person, channel: Channel, typed: tuple[str, str]) -> Json:
    """A slash command; `typed` is its name and its text, already escaped."""
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "team_domain": workspace.domain,
        "channel_id": channel.id,
        "channel_name": channel_name(channel),
        "user_id": person.id,
        "user_name": person.name,
        "command": typed[0],
        "text": typed[1],
        "api_app_id": workspace.app_id,
        "is_enterprise_install": "false",
        "response_url": response_url(workspace, person, channel),
        "trigger_id": workspace.triggers.give(person.id, channel=channel.id),
    }


def _interaction(workspace: Workspace, person: Person, kind: str) -> Json:
    return {
        "type": kind,
        "token": workspace.verification_token,
        "api_app_id": workspace.app_id,
        "team": {"id": workspace.team_id, "domain": workspace.domain},
        "enterprise": None,
        "is_enterprise_install": False,
        "user": {
            "id": person.id,
            "username": person.name,
            "name": person.name,
            "team_id": workspace.team_id,
        },
    }


def _on_message(workspace: Workspace, person: Person, message: Message) -> Json:
    """The part of a payload that says which message it is about."""
    channel = workspace.channels[message.channel]
    ephemeral = message.ephemeral_for is not None
    container: Json = {
        "type": "message",
        "message_ts": message.ts,
        "channel_id": channel.id,
        "is_ephemeral": ephemeral,
    }
    if message.thread_ts is not None:
        container["thread_ts"] = message.thread_ts
    typed = workspace.typed_in_messages.get((person.id, channel.id, message.ts), {})
    shape: Json = {
        "container": container,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "state": {"values": state_of(message.blocks or [], typed)},
    }
    return shape if ephemeral else shape | {"message": message_json(workspace, message)}


def _on_view(workspace: Workspace, view: View) -> Json:
    return {
        "container": {"type": "view", "view_id": view.id},
        "view": view_json(workspace, view),
    }


def block_actions(
    workspace: Workspace, person: Person, surface: Message | View, action: Json
) -> Json:
    """A click or choice in a message, a modal or a home tab."""
    body = _interaction(workspace, person, "block_actions")
    body["actions"] = [action | {"action_ts": workspace.next_ts()}]
    if isinstance(surface, View):
        body["trigger_id"] = workspace.triggers.give(person.id, surface.id, surface.origin)
        return body | _on_view(workspace, surface)
    channel = workspace.channels[surface.channel]
    body["trigger_id"] = workspace.triggers.give(person.id, channel=channel.id)
    body["response_url"] = response_url(workspace, person, channel, surface.ts)
    return body | _on_message(workspace, person, surface)


def block_suggestion(
    workspace: Workspace, person: Person, surface: Message | View, asked: Json
) -> Json:
    """A request for the options of an external select; `asked` has the ids and the value."""
    body = _interaction(workspace, person, "block_suggestion") | asked
    if isinstance(surface, View):
        return body | _on_view(workspace, surface)
    return body | _on_message(workspace, person, surface)


def view_submission(workspace: Workspace, person: Person, view: View) -> Json:
    """A modal is submitted."""
    return _interaction(workspace, person, "view_submission") | {
        "trigger_id": workspace.triggers.give(person.id, view.id, view.origin),
        "view": view_json(workspace, view),
        "response_urls": _response_urls(workspace, person, view),
    }


def _response_urls(workspace: Workspace, person: Person, view: View) -> list[Json]:
    """Where the app may answer: the conversations chosen in selects that ask for it.

    Source: https://docs.slack.dev/reference/block-kit/block-elements/select-menu-element
    """
    values = state_of(view.blocks, view.held)
    found = []
    for block, element in elements(view.blocks):
        if block["type"] != "input" or not element.get("response_url_enabled"):
            continue
        held = values[block["block_id"]][element["action_id"]]
        chosen = held.get("selected_conversation") or held.get("selected_channel")
        if chosen in workspace.channels:
            found.append(
                {
                    "block_id": block["block_id"],
                    "action_id": element["action_id"],
                    "channel_id": chosen,
                    "response_url": response_url(workspace, person, workspace.channels[chosen]),
                }
            )
    return found


def view_closed(workspace: Workspace, person: Person, view: View, is_cleared: bool) -> Json:
    """A modal is dismissed; what was typed is not told."""
    shape = view_json(workspace, view) | {"state": {"values": {}}}
    return _interaction(workspace, person, "view_closed") | {
        "view": shape,
        "is_cleared": is_cleared,
    }


def message_shortcut(
    workspace: Workspace, person: Person, message: Message, callback_id: str
) -> Json:
    """A message shortcut is chosen on a message."""
    channel = workspace.channels[message.channel]
    return _interaction(workspace, person, "message_action") | {
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.give(person.id, channel=channel.id),
        "response_url": response_url(workspace, person, channel, message.ts),
        "action_ts": workspace.next_ts(),
        "message_ts": message.ts,
        "channel": {"id": channel.id, "name": channel_name(channel)},
        "message": message_json(workspace, message),
    }


def global_shortcut(
    workspace: Workspace, person: Person, callback_id: str, where: Channel | None
) -> Json:
    """A global shortcut is chosen; the app does not learn where the person was."""
    channel = where.id if where else None
    return _interaction(workspace, person, "shortcut") | {
        "callback_id": callback_id,
        "trigger_id": workspace.triggers.give(person.id, channel=channel),
        "action_ts": workspace.next_ts(),
    }


def event(workspace: Workspace, inner: Json) -> Json:
    """An event as the Events API wraps it."""
    return {
        "token": workspace.verification_token,
        "team_id": workspace.team_id,
        "context_team_id": workspace.team_id,
        "context_enterprise_id": None,
        "api_app_id": workspace.app_id,
        "type": "event_callback",
        "event_id": f"Ev0{secrets.token_hex(5).upper()}",
        "event_time": int(float(inner["event_ts"])),
        "event": inner,
        "authorizations": [
            {
                "enterprise_id": None,
                "team_id": workspace.team_id,
                "user_id": workspace.bot_user,
                "is_bot": True,
                "is_enterprise_install": False,
            }
        ],
        "is_ext_shared_channel": False,
        "event_context": f"4-{secrets.token_urlsafe(24)}",
    }
