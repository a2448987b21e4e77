"""How Slack writes people, channels, messages and views in JSON."""

from zoneinfo import ZoneInfo

from bot import clock
from bot.playground.fields import state_of
from bot.playground.files import file_json
from bot.playground.records import Channel, Group, Json, Message, Person, View
from bot.playground.state import TOMBSTONE, Workspace


def person_json(
    workspace: Workspace, person: Person, *, with_locale: bool = False, with_email: bool = False
) -> Json:
    """A user object: https://docs.slack.dev/reference/objects/user-object"""
    local = clock.now().astimezone(ZoneInfo(person.tz))
    offset = local.utcoffset()
    user: Json = {
        "id": person.id,
        "team_id": person.home_team or workspace.team_id,
        "name": person.name,
        "deleted": person.deleted,
        "real_name": person.real_name,
        "tz": person.tz,
        "tz_label": local.tzname() or person.tz,
        "tz_offset": int(offset.total_seconds()) if offset else 0,
        "profile": _profile_json(workspace, person, with_email),
        "is_admin": person.is_admin,
        "is_owner": person.is_owner,
        "is_primary_owner": person.is_owner,
        "is_restricted": person.is_restricted,
        "is_ultra_restricted": person.is_ultra_restricted,
        "is_bot": person.is_bot,
        "is_app_user": False,
        "updated": person.updated,
    }
    if with_locale:
        user["locale"] = person.locale
    return user


def _profile_json(workspace: Workspace, person: Person, with_email: bool) -> Json:
    profile: Json = {
        "real_name": person.real_name,
        "display_name": person.display_name,
        "real_name_normalized": person.real_name,
        "display_name_normalized": person.display_name,
        "title": person.title,
        "team": workspace.team_id,
        "status_text": person.status_text,
        "status_emoji": person.status_emoji,
        "status_emoji_display_info": [],
        "status_expiration": person.status_expiration,
        "avatar_hash": "",
        "image_48": "",
    }
    if with_email and person.email:
        profile["email"] = person.email
    if person.is_bot:
        profile |= {"bot_id": workspace.bot_id, "api_app_id": workspace.app_id}
    return profile


def channel_json(workspace: Workspace, channel: Channel) -> Json:
    """A conversation object, as the bot sees it."""
    shape: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.archived,
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_org_shared": False,
        "context_team_id": workspace.team_id,
        "updated": channel.created * 1000,
    }
    if channel.kind == "im":
        others = [member for member in channel.members if member != workspace.bot_user]
        return shape | {"user": others[0] if others else workspace.bot_user, "priority": 0}
    return shape | {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_private": channel.kind != "public",
        "is_general": channel.name == "general",
        "is_shared": False,
        "is_ext_shared": False,
        "is_member": workspace.bot_user in channel.members,
        "creator": channel.creator,
        "topic": {"value": channel.topic, "creator": "", "last_set": 0},
        "purpose": {"value": "", "creator": "", "last_set": 0},
        "num_members": len(channel.members),
    }


def message_json(workspace: Workspace, message: Message, *, with_metadata: bool = False) -> Json:
    """A message as history, payloads and answers show it."""
    shape: Json = {
        "type": "message",
        "user": message.user,
        "text": message.text,
        "ts": message.ts,
        "team": workspace.team_id,
    }
    if message.subtype:
        shape |= {"subtype": message.subtype, "hidden": message.subtype == TOMBSTONE}
    if message.from_app:
        shape |= _app_json(workspace)
    if message.blocks is not None:
        shape["blocks"] = message.blocks
    if message.files:
        files = [file_json(workspace, file) for file in message.files]
        shape |= {"files": files, "upload": False}
    if message.ephemeral_for is not None:
        shape["is_ephemeral"] = True
    if message.edited_ts is not None:
        shape["edited"] = {"user": message.user, "ts": message.edited_ts}
    if message.reactions:
        shape["reactions"] = [
            {"name": name, "users": users, "count": len(users)}
            for name, users in message.reactions.items()
        ]
    if with_metadata and message.metadata is not None:
        shape["metadata"] = message.metadata
    return shape | _thread_json(workspace, message)


def _app_json(workspace: Workspace) -> Json:
    """What a message says of the app that sent it."""
    return {
        "bot_id": workspace.bot_id,
        "app_id": workspace.app_id,
        "bot_profile": {
            "id": workspace.bot_id,
            "app_id": workspace.app_id,
            "user_id": workspace.bot_user,
            "name": workspace.manifest.bot_name,
            "deleted": False,
            "team_id": workspace.team_id,
        },
    }


def _thread_json(workspace: Workspace, message: Message) -> Json:
    if message.thread_ts is not None:
        shape = {"thread_ts": message.thread_ts}
        return shape | {"subtype": "thread_broadcast"} if message.broadcast else shape
    if not message.replies:
        return {}
    messages = workspace.channels[message.channel].messages
    authors = [messages[ts].user for ts in message.replies]
    return {
        "thread_ts": message.ts,
        "reply_count": len(authors),
        "latest_reply": message.replies[-1],
        "reply_users": list(dict.fromkeys(authors)),
    }


def view_json(workspace: Workspace, view: View) -> Json:
    """A view object: https://docs.slack.dev/reference/views"""
    content = view.content
    shown = {name: content[name] for name in ("submit_disabled",) if name in content}
    return shown | {
        "id": view.id,
        "team_id": workspace.team_id,
        "type": content["type"],
        "blocks": view.blocks,
        "private_metadata": content.get("private_metadata", ""),
        "callback_id": content.get("callback_id", ""),
        "state": {"values": state_of(view.blocks, view.held)},
        "hash": view.hash,
        "title": content.get("title", {"type": "plain_text", "text": "View Title", "emoji": True}),
        "clear_on_close": content.get("clear_on_close", False),
        "notify_on_close": content.get("notify_on_close", False),
        "close": content.get("close"),
        "submit": content.get("submit"),
        "previous_view_id": view.previous_id,
        "root_view_id": view.root_id,
        "app_id": workspace.app_id,
        "external_id": content.get("external_id", ""),
        "app_installed_team_id": workspace.team_id,
        "bot_id": workspace.bot_id,
    }


def group_json(workspace: Workspace, group: Group, *, with_users: bool) -> Json:
    """A user group object: https://docs.slack.dev/reference/objects/usergroup-object"""
    shape: Json = {
        "id": group.id,
        "team_id": workspace.team_id,
        "is_usergroup": True,
        "is_external": False,
        "name": group.name,
        "description": "",
        "handle": group.handle,
        "date_update": group.updated,
        "date_delete": group.deleted,
        "user_count": len(group.users),
    }
    return shape | {"users": group.users} if with_users else shape
