"""A message of a channel, as Slack sends it: what it says, and its address. Pure functions."""

from collections.abc import Iterator, Mapping
from typing import Any

Json = Mapping[str, Any]


def said(message: Json) -> str:
    """What a message says, in Slack's format: its text, or what stands in its other parts."""
    text = str(message.get("text") or "")
    if text.strip():
        return text
    parts = [*_attached(message), *_texts(message.get("blocks"))]
    files = [str(file.get("title") or file.get("name") or "") for file in message.get("files", ())]
    return "\n".join(part for part in [*parts, *files] if part.strip())


def permalink(url: str, channel: str, message: Json) -> str:
    """A message's address.

    Args:
        url: the workspace's, with its final slash.
        channel: Slack's id.

    Source: what Slack's chat.getPermalink returns.
    """
    ts, thread = str(message["ts"]), str(message.get("thread_ts") or "")
    address = f"{url}archives/{channel}/p{ts.replace('.', '')}"
    return f"{address}?thread_ts={thread}&cid={channel}" if thread and thread != ts else address


def _attached(message: Json) -> Iterator[str]:
    for attachment in message.get("attachments", ()):
        said = [str(attachment.get(name) or "") for name in ("pretext", "title", "text")]
        yield "\n".join(part for part in said if part) or str(attachment.get("fallback") or "")
        yield from _texts(attachment.get("blocks"))


def _texts(blocks: Any) -> Iterator[str]:
    """The text of each block, in Slack's format."""
    for block in blocks or ():
        yield _inside(block)


def _inside(part: Any) -> str:
    if isinstance(part, list):
        return "".join(map(_inside, part))
    if not isinstance(part, Mapping):
        return ""
    kind = part.get("type")
    if kind == "user":
        return f"<@{part.get('user_id')}>"
    if kind == "channel":
        return f"<#{part.get('channel_id')}>"
    if kind == "link":
        return f"<{part.get('url')}|{part.get('text') or part.get('url')}>"
    if kind == "emoji":
        return f":{part.get('name')}:"
    text = part.get("text")
    inner = text if isinstance(text, str) else _inside(text)
    own = [inner, *(_inside(part.get(name)) for name in ("fields", "elements"))]
    # A list's items and a quote's lines stand below each other.
    end = "\n" if str(kind).startswith("rich_text_") else ""
    return "".join(own) + end
