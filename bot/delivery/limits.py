"""Slack's limits on a message, held when it is put in the outbox: Slack would refuse it later."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.errors import Refusal
from bot.i18n import Words, say
from bot.message import Json, Message

# https://docs.slack.dev/reference/block-kit/blocks and …/reference/methods/chat.postMessage
BLOCKS = 50
# https://docs.slack.dev/reference/views and …/reference/methods/views.publish
HOME_BLOCKS, HOME_BYTES = 100, 250_000
TEXT = 40_000
# https://docs.slack.dev/reference/methods/chat.update, in bytes.
EDITED_TEXT = 4_000
# Measured (https://github.com/slackapi/bolt-js/issues/2509): Slack publishes no figure.
ALL_BLOCKS = 13_200
# https://docs.slack.dev/reference/methods/files.getUploadURLExternal
ALT, FILE_BYTES = 1_000, 1_000_000_000

# The longest text of each place, and how many may stand there.
_TEXTS: Mapping[tuple[str, str], int] = {
    ("section", "text"): 3_000,
    ("section", "fields"): 2_000,
    ("header", "text"): 150,
    ("context", "elements"): 3_000,
    ("button", "text"): 75,
    ("button", "value"): 2_000,
    ("image", "alt_text"): 2_000,
    ("image", "title"): 2_000,
}
_COUNTS: Mapping[tuple[str, str], int] = {
    ("section", "fields"): 10,
    ("context", "elements"): 10,
    ("actions", "elements"): 25,
}


def check(message: Message, edit: bool = False) -> None:
    """Let a message pass that Slack will take.

    Args:
        message: what is to be posted.
        edit: whether it replaces one.

    Raises:
        Refusal: it is over a limit, which the words name.
    """
    if not message.text.strip():
        raise Refusal(say("This message has no words: Slack needs some for its notifications."))
    for found in _problems(message, edit):
        raise Refusal(found)


def fit(edit: Message) -> Message:
    """An edit whose words fit: beside blocks, which say it all, they may be cut.

    What can be posted can so be edited.
    """
    if not edit.blocks:
        return edit
    return replace(edit, text=edit.text.encode()[:EDITED_TEXT].decode(errors="ignore"))


def check_file(content: bytes, alt: str) -> None:
    """Let a file pass that Slack will take.

    Raises:
        Refusal: it is empty or over a limit, which the words name.
    """
    if not content:
        raise Refusal(say("This file is empty, and Slack takes none that is."))
    if len(content) > FILE_BYTES:
        raise Refusal(
            say(
                "This file has {count} bytes and Slack takes {limit}: make it smaller.",
                count=len(content),
                limit=FILE_BYTES,
            )
        )
    if len(alt) > ALT:
        raise Refusal(_too_long(len(alt), ALT))


def check_home(view: Json) -> None:
    """Let an App Home pass that Slack will take.

    Raises:
        Refusal: it is over a limit, which the words name.
    """
    for count, limit in (
        (len(view["blocks"]), HOME_BLOCKS),
        (len(json.dumps(view).encode()), HOME_BYTES),
    ):
        if count > limit:
            raise Refusal(
                say(
                    "This page counts {count} and Slack takes {limit}: leave some of it out.",
                    count=count,
                    limit=limit,
                )
            )


def _problems(message: Message, edit: bool) -> Iterator[Words]:
    if edit and len(message.text.encode()) > EDITED_TEXT:
        yield say(
            "The text of this edit has {count} bytes and Slack takes {limit}: shorten it.",
            count=len(message.text.encode()),
            limit=EDITED_TEXT,
        )
    if len(message.text) > TEXT:
        yield _too_long(len(message.text), TEXT)
    if len(message.blocks) > BLOCKS:
        yield say(
            "This message has {count} blocks and Slack takes {limit}: say it in two messages.",
            count=len(message.blocks),
            limit=BLOCKS,
        )
    for block in message.blocks:
        yield from _in(block)
    whole = len(json.dumps(message.blocks, ensure_ascii=False))
    if whole > ALL_BLOCKS:
        yield _too_long(whole, ALL_BLOCKS)


def _in(part: Json) -> Iterator[Words]:
    kind = str(part.get("type", ""))
    for name, value in part.items():
        most = _COUNTS.get((kind, name))
        if most is not None and len(value) > most:
            yield say(
                "A part of this message holds {count} elements and Slack takes {limit}: leave some"
                " out.",
                count=len(value),
                limit=most,
            )
        longest = _TEXTS.get((kind, name))
        if longest is not None:
            for text in _texts(value):
                if len(text) > longest:
                    yield _too_long(len(text), longest)
        for inner in value if isinstance(value, list) else (value,):
            if isinstance(inner, dict) and inner.get("type") not in ("mrkdwn", "plain_text"):
                yield from _in(inner)


def _texts(value: Any) -> Iterator[str]:
    """The texts that stand in one place: itself, a text object's, or those of a list of them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, dict) and isinstance(value.get("text"), str):
        yield value["text"]


def _too_long(count: int, limit: int) -> Words:
    return say(
        "A text of this message has {count} characters and Slack takes {limit}: shorten it.",
        count=count,
        limit=limit,
    )
