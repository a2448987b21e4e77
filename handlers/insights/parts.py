"""Words of any length in parts, each as much as one message holds."""

import json
from collections.abc import Iterator, Sequence

from bot.mrkdwn import cut, quote

# Slack counts a message's blocks as JSON (about 13,200 characters): three sections of this size
# leave room for what stands around them.
SECTION, SECTIONS = 2_700, 3


def parts(words: str, more: Sequence[str] = ()) -> list[list[str]]:
    """Typed words as block quotes, in the sections of each part; nothing of them is left out.

    Args:
        more: sections that follow.
    """
    whole = [*quotes(words), *more]
    return [whole[start : start + SECTIONS] for start in range(0, len(whole), SECTIONS)]


def quotes(words: str) -> list[str]:
    """Typed words as block quotes, each of which a section has room for."""
    return [quote(chunk) for chunk in chunks(words)]


def chunks(words: str) -> Iterator[str]:
    """The words in pieces that fit into a section, cut between lines or words where they can be."""
    rest = words
    while rest:
        end = _end(rest)
        yield rest[:end]
        rest = rest[end:]


def _end(text: str) -> int:
    room = SECTION
    while size(quote(text[: (end := cut(text, room))])) > SECTION:
        room = room * 3 // 4
    if end == len(text):
        return end
    for blanks in ("\n", " "):
        last = text.rfind(blanks, end // 2, end)
        if last >= 0:
            return last + 1
    return end


def size(text: str) -> int:
    """How much room a text takes in a message: as JSON, an emoji counted twice as browsers do."""
    return len(json.dumps(text, ensure_ascii=False)[1:-1].encode("utf-16-le")) // 2
