"""The things a workspace is made of: people, channels, messages, views."""

import hashlib
from base64 import b32encode
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]


def identity(prefix: str, *parts: str) -> str:
    """A stable id in Slack's form: the prefix, then ten capitals and digits."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return f"{prefix}0{b32encode(digest).decode()[:9]}"


@dataclass
class Person:
    """A member of the workspace; the bot is one too.

    `name` is the handle; `display_name` is what they chose to be called, empty for none.
    """

    id: str
    name: str
    real_name: str
    display_name: str = ""
    title: str = ""
    locale: str = "en-US"
    tz: str = "Europe/London"
    is_bot: bool = False
    deleted: bool = False
    is_admin: bool = False
    is_owner: bool = False
    is_restricted: bool = False
    email: str = ""
    updated: int = 0


@dataclass
class Message:
    """A message; `ephemeral_for` names the only person who sees it, `replies` are by `ts`."""

    channel: str
    ts: str
    user: str
    text: str = ""
    blocks: list[Json] | None = None
    from_app: bool = False
    thread_ts: str | None = None
    metadata: Json | None = None
    edited_ts: str | None = None
    reactions: dict[str, list[str]] = field(default_factory=dict)
    ephemeral_for: str | None = None
    replies: list[str] = field(default_factory=list)


@dataclass
class Channel:
    """A conversation. `kind` is "public", "private", "im" or "mpim"; messages are by `ts`."""

    id: str
    name: str
    kind: str
    members: list[str]
    creator: str = ""
    created: int = 0
    topic: str = ""
    archived: bool = False
    messages: dict[str, Message] = field(default_factory=dict)

    def is_direct(self) -> bool:
        """Whether it is between people, without a name of its own."""
        return self.kind in ("im", "mpim")


@dataclass
class Group:
    """A user group, such as @product-ops."""

    id: str
    handle: str
    name: str
    users: list[str]


@dataclass
class View:
    """A modal or a home tab as one person has it; `typed` is what stands in its fields."""

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    typed: dict[str, dict[str, Json]] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks as they were accepted."""
        blocks: list[Json] = self.content["blocks"]
        return blocks


@dataclass(frozen=True)
class Notice:
    """Something Slack itself tells a person, such as a command that failed."""

    user: str
    text: str
    channel: str | None


@dataclass(frozen=True)
class RecordedCall:
    """A Web API call as the inspector and the tests see it; `at` is real time, in seconds."""

    method: str
    arguments: Json
    answer: Json | None
    at: float
