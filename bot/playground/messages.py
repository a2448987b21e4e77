"""What may stand in a message, and the ways an app puts one there."""

import json
from typing import Any

from bot.playground import blockkit, happenings
from bot.playground.records import Json, Message
from bot.playground.refusals import Refused, invalid_blocks
from bot.playground.state import Workspace
from bot.playground.triggers import ResponseUrl

# https://docs.slack.dev/reference/methods/chat.postMessage
TEXT_CHARACTERS = 40_000
# https://docs.slack.dev/reference/methods/chat.update: bytes, once escaped.
EDITED_TEXT_BYTES = 4_000
ATTACHMENTS = 100
# Slack publishes no figure for metadata; this is a cautious one.
METADATA_CHARACTERS = 8_000


def accepted_blocks(blocks: Any) -> list[Json] | None:
    """The blocks with their ids filled in; None for none, or no more.

    Raises:
        Refused: `invalid_blocks_format`, `invalid_blocks` or `msg_blocks_too_long`.
    """
    if blocks is None or blocks == []:
        return None
    if not isinstance(blocks, list):
        raise Refused("invalid_blocks_format")
    problems = blockkit.problems_of_blocks(blocks)
    if problems:
        raise invalid_blocks(problems)
    done = blockkit.completed(blocks)
    if blockkit.too_long(done):
        raise Refused("msg_blocks_too_long")
    return done


def accepted_text(text: Any, blocks: list[Json] | None) -> str:
    """The text of a message, which blocks may replace.

    Raises:
        Refused: `no_text` or `msg_too_long`.
    """
    written = "" if text is None else str(text)
    if not written.strip() and not blocks:
        raise Refused("no_text")
    if len(written) > TEXT_CHARACTERS:
        raise Refused("msg_too_long")
    return written


def not_too_many(attachments: Any) -> None:
    """Counts a message's attachments, which the playground does not show.

    Raises:
        Refused: `too_many_attachments`.
    """
    if isinstance(attachments, list) and len(attachments) > ATTACHMENTS:
        raise Refused("too_many_attachments")


def accepted_metadata(metadata: Any) -> Json | None:
    """Message metadata: https://docs.slack.dev/messaging/message-metadata

    Raises:
        Refused: `invalid_metadata_schema` or `metadata_too_large`.
    """
    if metadata is None:
        return None
    if (
        not isinstance(metadata, dict)
        or not isinstance(metadata.get("event_type"), str)
        or not isinstance(metadata.get("event_payload"), dict)
        or set(metadata) != {"event_type", "event_payload"}
    ):
        raise Refused("invalid_metadata_schema")
    if len(json.dumps(metadata)) > METADATA_CHARACTERS:
        raise Refused("metadata_too_large")
    return metadata


def answer_command(workspace: Workspace, place: ResponseUrl, body: Json) -> Message | None:
    """The message that an ack body or a response_url post asks for.

    Args:
        workspace: where it happens.
        place: the person and channel, and the message that was clicked in.
        body: text, blocks, response_type, replace_original, delete_original, thread_ts.

    Returns:
        The message that appeared or changed; None where one was deleted.

    Raises:
        Refused: `no_text`, `invalid_blocks` … as chat.postMessage does; `channel_not_found`.
    """
    if place.channel not in workspace.channels:
        raise Refused("channel_not_found")
    original = _original(workspace, place)
    if body.get("delete_original"):
        if original is not None:
            happenings.delete(workspace, original)
        return None
    blocks = accepted_blocks(body.get("blocks"))
    text = accepted_text(body.get("text"), blocks)
    if body.get("replace_original") and original is not None:
        happenings.edit(workspace, original, text, blocks)
        return original
    public = body.get("response_type") == "in_channel"
    message = Message(
        channel=place.channel,
        ts=workspace.next_ts(),
        user=workspace.bot_user,
        text=text,
        blocks=blocks,
        from_app=True,
        thread_ts=body.get("thread_ts") or (original.thread_ts if original else None),
        ephemeral_for=None if public else place.user,
    )
    return happenings.post(workspace, message)


def _original(workspace: Workspace, place: ResponseUrl) -> Message | None:
    if place.message_ts is None:
        return None
    message = workspace.channels[place.channel].messages.get(place.message_ts)
    # A shortcut's response_url names a person's message, which an app cannot change.
    return message if message is not None and message.from_app else None
