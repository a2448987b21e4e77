"""The things a workspace is made of: people, channels, messages, views."""

import hashlib
import json
import mimetypes
from base64 import b32encode
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]
# What stands in fields, by block_id and action_id.
Fields = dict[str, dict[str, Json]]


def identity(prefix: str, *parts: str) -> str:
    """A stable id in Slack's form: the prefix, then ten capitals and digits."""
    digest = hashlib.sha256("\n".join(parts).encode()).digest()
    return f"{prefix}0{b32encode(digest).decode()[:9]}"


@dataclass
class Person:
    """A member of the workspace; the bot is one too.

    `name` is the handle; `display_name` is what they chose to be called, empty for none;
    `home_team` is the id of the workspace they are from, empty for this one. `status_expiration` is
    when their status goes, in seconds since the epoch, 0 for never.
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
    is_ultra_restricted: bool = False
    home_team: str = ""
    email: str = ""
    updated: int = 0
    status_text: str = ""
    status_emoji: str = ""
    status_expiration: int = 0


@dataclass
class File:
    """A file.

    Args:
        size: in bytes.
        created: seconds since the epoch, product time.
        content: None until it was uploaded.
        complete: whether the upload was completed; until then Slack knows nothing of the file.
        shares: the `ts` of the messages that bear it, by channel.
    """

    id: str
    user: str
    name: str
    size: int
    created: int
    title: str = ""
    alt_txt: str = ""
    content: bytes | None = None
    complete: bool = False
    shares: dict[str, list[str]] = field(default_factory=dict)

    @property
    def mimetype(self) -> str:
        """The media type, by the name."""
        return mimetypes.guess_type(self.name)[0] or "application/octet-stream"


@dataclass
class Message:
    """A message; `ephemeral_for` names the only person who sees it, `replies` are by `ts`.

    `subtype` is empty for a usual one; "tombstone" stands where one with replies was deleted.
    `broadcast` says that a reply stands in the channel too.
    """

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
    files: list[File] = field(default_factory=list)
    subtype: str = ""
    broadcast: bool = False

    def is_in_channel(self) -> bool:
        """Whether it stands in the channel itself, and not only in a thread."""
        return self.thread_ts in (None, self.ts) or self.broadcast


@dataclass
class Channel:
    """A conversation. `kind` is "public", "private", "im" or "mpim"; messages are by `ts`.

    `restricted` is the error that posting gets where the app may not, such as
    "restricted_action".
    """

    id: str
    name: str
    kind: str
    members: list[str]
    creator: str = ""
    created: int = 0
    topic: str = ""
    archived: bool = False
    restricted: str = ""
    messages: dict[str, Message] = field(default_factory=dict)

    def is_direct(self) -> bool:
        """Whether it is between people, without a name of its own."""
        return self.kind in ("im", "mpim")

    def is_seen_by(self, user: str) -> bool:
        """Whether this person (an id) can look into it."""
        return self.kind == "public" or user in self.members


@dataclass
class Group:
    """A user group, such as @product-ops; `updated` and `deleted` are seconds, 0 for never."""

    id: str
    handle: str
    name: str
    users: list[str]
    updated: int = 0
    deleted: int = 0


@dataclass
class View:
    """A modal or a home tab as one person has it.

    `origin` is the conversation they had before them when they opened it; `current` is what its
    fields begin with for that reason, `typed` what was put there since.
    """

    id: str
    user: str
    content: Json
    hash: str
    root_id: str
    previous_id: str | None = None
    origin: str | None = None
    current: Fields = field(default_factory=dict)
    typed: Fields = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def blocks(self) -> list[Json]:
        """The blocks as they were accepted."""
        blocks: list[Json] = self.content["blocks"]
        return blocks

    @property
    def held(self) -> Fields:
        """What its fields hold in place of the values that its blocks give them."""
        both = self.current.keys() | self.typed.keys()
        return {one: {**self.current.get(one, {}), **self.typed.get(one, {})} for one in both}


@dataclass(frozen=True)
class Notice:
    """Something Slack itself tells a person, such as a command that failed."""

    user: str
    text: str
    channel: str | None


@dataclass(frozen=True)
class RecordedCall:
    """A Web API call as the inspector and the tests see it.

    Args:
        outcome: "ok", Slack's error code, "lost", or an HTTP status.
        status: the HTTP status.
        text: what was answered, or would have been had the answer not been lost.
        at: real time when it was answered, in seconds.
        url: where it was sent.
        seconds: of machine time that its answer took.
        when: product time when it was answered.
        fault: the kind of mishap that was ordered for it, if any.
        number: its place among all calls and deliveries, in the order they ended.
    """

    method: str
    arguments: Json
    outcome: str
    status: int
    text: str
    at: float
    url: str = ""
    seconds: float = 0.0
    when: float = 0.0
    fault: str = ""
    number: int = 0

    @property
    def answer(self) -> Json:
        """The answer's JSON; `{"status", "text"}` for an answer that is none."""
        try:
            answer = json.loads(self.text)
        except ValueError:
            answer = None
        return answer if isinstance(answer, dict) else {"status": self.status, "text": self.text}
