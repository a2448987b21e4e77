"""Web API: chat.*"""

from bot.playground import happenings
from bot.playground.call import Call, Method
from bot.playground.limits import POSTS_PER_MINUTE
from bot.playground.messages import (
    EDITED_TEXT_BYTES,
    accepted_blocks,
    accepted_metadata,
    accepted_text,
    not_too_many,
)
from bot.playground.people_methods import TIER_3, TIER_4
from bot.playground.posting import destination, may_write, thread_of
from bot.playground.records import Json, Message
from bot.playground.refusals import Refused
from bot.playground.shapes import message_json
from bot.playground.state import TOMBSTONE
from bot.playground.writing import escaped


def post_message(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postMessage"""
    channel = destination(call)
    may_write(call, channel)
    not_too_many(call.parsed("attachments"))
    blocks = accepted_blocks(call.parsed("blocks", "invalid_blocks_format"))
    text = accepted_text(call.maybe("text"), blocks)
    metadata = accepted_metadata(call.parsed("metadata", "invalid_metadata_format"))
    message = Message(
        channel=channel.id,
        ts=call.workspace.next_ts(),
        user=call.workspace.bot_user,
        text=text,
        blocks=blocks,
        from_app=True,
        thread_ts=thread_of(call, channel),
        metadata=metadata,
    )
    message.broadcast = message.thread_ts is not None and call.flag("reply_broadcast")
    happenings.post(call.workspace, message)
    shape = message_json(call.workspace, message, with_metadata=True)
    return {"channel": channel.id, "ts": message.ts, "message": shape}


def post_ephemeral(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.postEphemeral"""
    channel = call.channel()
    may_write(call, channel)
    user = call.text("user")
    if user not in call.workspace.people:
        raise Refused("user_not_found")
    if user not in channel.members:
        raise Refused("user_not_in_channel")
    blocks = accepted_blocks(call.parsed("blocks", "invalid_blocks_format"))
    message = Message(
        channel=channel.id,
        ts=call.workspace.next_ts(),
        user=call.workspace.bot_user,
        text=accepted_text(call.maybe("text"), blocks),
        blocks=blocks,
        from_app=True,
        thread_ts=thread_of(call, channel),
        ephemeral_for=user,
    )
    happenings.post(call.workspace, message)
    return {"message_ts": message.ts}


def _own(call: Call, refusal: str) -> Message:
    message = call.channel().messages.get(call.text("ts"))
    if message is None or message.ephemeral_for is not None or message.subtype == TOMBSTONE:
        raise Refused("message_not_found")
    if message.user != call.workspace.bot_user:
        raise Refused(refusal)
    return message


def update(call: Call) -> Json:
    """A text without blocks takes the blocks of before away.

    Source: https://docs.slack.dev/reference/methods/chat.update
    """
    message = _own(call, "cant_update_message")
    if call.channel().archived:
        raise Refused("is_inactive")
    blocks = accepted_blocks(call.parsed("blocks", "invalid_blocks_format"))
    given = call.maybe("text")
    if len(escaped(given or "").encode()) > EDITED_TEXT_BYTES:
        raise Refused("msg_too_long")
    text = accepted_text(given, blocks)
    metadata = call.parsed("metadata", "invalid_metadata_format")
    if metadata is not None:
        message.metadata = accepted_metadata(metadata) if metadata else None
    happenings.edit(call.workspace, message, text, blocks)
    return {
        "channel": message.channel,
        "ts": message.ts,
        "text": text,
        "message": message_json(call.workspace, message, with_metadata=True),
    }


def delete(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.delete"""
    message = _own(call, "cant_delete_message")
    happenings.delete(call.workspace, message)
    return {"channel": message.channel, "ts": message.ts}


def permalink(call: Call) -> Json:
    """https://docs.slack.dev/reference/methods/chat.getPermalink"""
    channel = call.channel()
    message = channel.messages.get(call.text("message_ts"))
    if message is None or message.ephemeral_for is not None:
        raise Refused("message_not_found")
    link = f"{call.workspace.url}archives/{channel.id}/p{message.ts.replace('.', '')}"
    if message.thread_ts is not None:
        link += f"?thread_ts={message.thread_ts}&cid={channel.id}"
    return {"channel": channel.id, "permalink": link}


METHODS = {
    "chat.postMessage": Method(post_message, POSTS_PER_MINUTE, ("chat:write",)),
    "chat.postEphemeral": Method(post_ephemeral, TIER_4, ("chat:write",)),
    "chat.update": Method(update, TIER_3, ("chat:write",)),
    "chat.delete": Method(delete, TIER_3, ("chat:write",)),
    "chat.getPermalink": Method(permalink, POSTS_PER_MINUTE),
}
