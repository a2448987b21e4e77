"""Web API: conversations.*, users.conversations and reactions.add."""

import re
from base64 import b64decode, b64encode
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import Self

from bot.playground import happenings
from bot.playground.call import Call, Method
from bot.playground.people_methods import TIER_2, TIER_3, TIER_4
from bot.playground.records import Channel, Json, Message
from bot.playground.refusals import Refused
from bot.playground.shapes import channel_json, message_json
from bot.playground.state import SLACKBOT, moment

_TYPES = {
    "public_channel": ("public", "channels:read"),
    "private_channel": ("private", "groups:read"),
    "im": ("im", "im:read"),
    "mpim": ("mpim", "mpim:read"),
}
_TS = re.compile(r"\d+(\.\d+)?")
_OPEN = (bisect_right, bisect_left)
_NEXT = re.compile(r"next_ts:(\d+)(\d{6})")


def info(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.info"""
    channel = call.channel()
    call.may_with(channel, "read")
    return {"channel": channel_json(call.workspace, channel)}


def listing(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/conversations.list"""
    return _listed(call, lambda channel: channel.kind == "public")


def mine(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/users.conversations"""
    return _listed(call, lambda channel: False)


def _listed(call: Call, seen_from_outside: Callable[[Channel], bool]) -> Json:
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
        and (bot in channel.members or seen_from_outside(channel))
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


@dataclass(frozen=True)
class _Span:
    """The stretch of a channel that a call asks for; None is without an end."""

    oldest: Decimal | None
    latest: Decimal | None
    inclusive: bool

    @classmethod
    def of(cls, call: Call) -> Self:
        return cls(_moment(call, "oldest"), _moment(call, "latest"), call.flag("inclusive"))

    def within(self, ts: list[str]) -> range:
        """The places in a rising list of moments that belong to it."""
        before, behind = (bisect_left, bisect_right) if self.inclusive else _OPEN
        first = 0 if self.oldest is None else before(ts, self.oldest, key=Decimal)
        end = len(ts) if self.latest is None else behind(ts, self.latest, key=Decimal)
        return range(first, end)


def _moment(call: Call, name: str) -> Decimal | None:
    value = call.maybe(name)
    if value is None:
        return None
    if not _TS.fullmatch(value):
        raise Refused(f"invalid_ts_{name}")
    # A float would lose the last digits of a ts.
    return Decimal(value)


def history(call: Call) -> Json:
    """Newest first, without thread replies and ephemeral messages.

    A cursor names the message that comes next, so that what is posted meanwhile shifts no page.
    Source: https://docs.slack.dev/reference/methods/conversations.history
    """
    channel = _readable(call)
    limit = call.number("limit", 100, 999)
    found = list(islice(_backwards(channel, _start(call), _Span.of(call)), limit + 1))
    cursor = _cursor(found[limit].ts) if len(found) > limit else ""
    return _pages(call, found[:limit], {"next_cursor": cursor}) | {"pin_count": 0}


def _backwards(channel: Channel, start: str | None, span: _Span) -> Iterator[Message]:
    ts = list(channel.messages)
    places = span.within(ts)
    end = places.stop if start is None else bisect_right(ts, moment(start), key=moment)
    for place in reversed(range(places.start, min(end, places.stop))):
        message = channel.messages[ts[place]]
        if message.ephemeral_for is None and message.is_in_channel():
            yield message


def _cursor(ts: str) -> str:
    return b64encode(f"next_ts:{ts.replace('.', '')}".encode()).decode()


def _start(call: Call) -> str | None:
    """The `ts` that the cursor names."""
    cursor = call.maybe("cursor")
    if cursor is None:
        return None
    try:
        named = _NEXT.fullmatch(b64decode(cursor, validate=True).decode())
    except ValueError:
        named = None
    if named is None:
        raise Refused("invalid_cursor")
    return f"{named[1]}.{named[2]}"


def replies(call: Call) -> Json:
    """The parent first, then its replies, oldest first.

    Source: https://docs.slack.dev/reference/methods/conversations.replies
    """
    channel = _readable(call)
    asked = channel.messages.get(call.text("ts"))
    if asked is None or asked.ephemeral_for is not None:
        raise Refused("thread_not_found")
    parent = channel.messages.get(asked.thread_ts or asked.ts)
    thread = [] if parent is None else parent.replies
    wanted = _Span.of(call).within(thread)
    found = [channel.messages[ts] for ts in thread[wanted.start : wanted.stop]]
    first = [] if parent is None else [parent]
    page, following = call.page(first + found, call.number("limit", 1_000, 1_000))
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
        if person.is_bot or person.id == SLACKBOT:
            raise Refused("cannot_dm_bot")
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
    if channel.archived:
        raise Refused("is_archived")
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
    "users.conversations": Method(mine, TIER_3),
    "reactions.add": Method(react, TIER_3, ("reactions:write",)),
}
