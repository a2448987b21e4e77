"""Web API: conversations.* and reactions.add."""

import re
from decimal import Decimal

from bot.playground import happenings
from bot.playground.call import Call, Method
from bot.playground.people_methods import TIER_2, TIER_3, TIER_4
from bot.playground.records import Channel, Json, Message
from bot.playground.refusals import Refused
from bot.playground.shapes import channel_json, message_json

_TYPES = {
    "public_channel": ("public", "channels:read"),
    "private_channel": ("private", "groups:read"),
    "im": ("im", "im:read"),
    "mpim": ("mpim", "mpim:read"),
}
_TS = re.compile(r"\d+(\.\d+)?")


def info(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.info"""
    channel = call.channel()
    call.may_with(channel, "read")
    return {"channel": channel_json(call.workspace, channel)}


def listing(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.list"""
    wanted = (call.maybe("types") or "public_channel").replace(" ", "").split(",")
    kinds = []
    for name in wanted:
        if name not in _TYPES:
            raise Refused("invalid_types")
        kind, scope = _TYPES[name]
        call.may(scope)
        kinds.append(kind)
    bot = call.workspace.bot_user
    found = [
        channel
        for channel in call.workspace.channels.values()
        if channel.kind in kinds
        and (channel.kind == "public" or bot in channel.members)
        and not (channel.archived and call.flag("exclude_archived"))
    ]
    channels, following = call.page(found, call.number("limit", 100, 1_000))
    return {
        "channels": [channel_json(call.workspace, channel) for channel in channels],
        "response_metadata": following,
    }


def members(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.members"""
    channel = call.channel()
    call.may_with(channel, "read")
    found, following = call.page(list(channel.members), call.number("limit", 100, 1_000))
    return {"members": found, "response_metadata": following}


def _readable(call: Call) -> Channel:
    channel = call.channel()
    call.may_with(channel, "history")
    if call.workspace.bot_user not in channel.members:
        raise Refused("not_in_channel")
    return channel


def _moment(call: Call, name: str) -> Decimal | None:
    value = call.maybe(name)
    if value is None:
        return None
    if not _TS.fullmatch(value):
        raise Refused(f"invalid_ts_{name}")
    # A float would lose the last digits of a ts.
    return Decimal(value)


def _within(call: Call, messages: list[Message]) -> list[Message]:
    oldest, latest = _moment(call, "oldest"), _moment(call, "latest")
    inclusive = call.flag("inclusive")

    def fits(message: Message) -> bool:
        at = Decimal(message.ts)
        late_enough = oldest is None or at > oldest or (inclusive and at == oldest)
        early_enough = latest is None or at < latest or (inclusive and at == latest)
        return late_enough and early_enough

    return [message for message in messages if fits(message)]


def history(call: Call) -> Json:
    """Newest first, without thread replies and ephemeral messages.

    Source: https://docs.slack.dev/reference/methods/conversations.history
    """
    channel = _readable(call)
    lasting = [
        message
        for message in reversed(channel.messages.values())
        if message.ephemeral_for is None and message.thread_ts is None
    ]
    found = _within(call, lasting)
    page, following = call.page(found, call.number("limit", 100, 999))
    return _pages(call, page, following) | {"pin_count": 0}


def replies(call: Call) -> Json:
    """The parent first, then its replies, oldest first.

    Source: https://docs.slack.dev/reference/methods/conversations.replies
    """
    channel = _readable(call)
    asked = channel.messages.get(call.text("ts"))
    if asked is None or asked.ephemeral_for is not None:
        raise Refused("thread_not_found")
    top = asked.thread_ts or asked.ts
    thread = [
        message
        for message in channel.messages.values()
        if message.ephemeral_for is None and message.thread_ts == top
    ]
    first = [channel.messages[top]] if top in channel.messages else []
    found = first + _within(call, thread)
    page, following = call.page(found, call.number("limit", 1_000, 1_000))
    return _pages(call, page, following)


def _pages(call: Call, page: list[Message], following: Json) -> Json:
    metadata = call.flag("include_all_metadata")
    answer: Json = {
        "messages": [
            message_json(call.workspace, message, with_metadata=metadata) for message in page
        ],
        "has_more": following["next_cursor"] != "",
    }
    return answer | {"response_metadata": following} if answer["has_more"] else answer


def join(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.join"""
    channel = call.channel()
    if channel.kind != "public":
        raise Refused("method_not_supported_for_channel_type")
    if channel.archived:
        raise Refused("is_archived")
    answer: Json = {"channel": channel_json(call.workspace, channel)}
    if call.workspace.bot_user in channel.members:
        return answer | {
            "warning": "already_in_channel",
            "response_metadata": {"warnings": ["already_in_channel"]},
        }
    happenings.join(call.workspace, channel, call.workspace.bot_user)
    return {"channel": channel_json(call.workspace, channel)}


def opening(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.open"""
    workspace = call.workspace
    if call.maybe("channel") is not None:
        channel = call.channel()
        if not channel.is_direct():
            raise Refused("method_not_supported_for_channel_type")
        return {"channel": {"id": channel.id}, "no_op": True, "already_open": True}
    users = call.parsed("users") if isinstance(call.arguments.get("users"), list) else None
    names = users or [one.strip() for one in (call.maybe("users") or "").split(",")]
    if names == [""]:
        raise Refused("users_list_not_supplied")
    if len(names) > 8:
        raise Refused("too_many_users")
    call.may("im:write" if len(names) == 1 else "mpim:write")
    for name in names:
        person = workspace.people.get(name)
        if person is None:
            raise Refused("user_not_found" if len(names) == 1 else "users_not_found")
        if person.deleted:
            raise Refused("user_disabled")
    channel = workspace.direct(workspace.bot_user, *names)
    whole = call.flag("return_im")
    return {"channel": channel_json(workspace, channel) if whole else {"id": channel.id}}


def react(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/reactions.add"""
    channel, name = call.channel(), call.text("name").strip(":")
    if not re.fullmatch(r"[\w+\-']+(::skin-tone-[2-6])?", name):
        raise Refused("invalid_name")
    message = channel.messages.get(call.text("timestamp"))
    if message is None or message.ephemeral_for is not None:
        raise Refused("message_not_found")
    if call.workspace.bot_user not in channel.members:
        raise Refused("not_in_channel")
    if call.workspace.bot_user in message.reactions.get(name, ()):
        raise Refused("already_reacted")
    happenings.react(call.workspace, message, call.workspace.bot_user, name)
    return {}


METHODS = {
    "conversations.info": Method(info, TIER_3),
    "conversations.list": Method(listing, TIER_2),
    "conversations.members": Method(members, TIER_4),
    "conversations.history": Method(history, TIER_3),
    "conversations.replies": Method(replies, TIER_3),
    "conversations.join": Method(join, TIER_3, ("channels:join",)),
    "conversations.open": Method(opening, TIER_3),
    "reactions.add": Method(react, TIER_3, ("reactions:write",)),
}
