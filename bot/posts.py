"""What others must hear or see: put in the outbox with the change it tells about."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum

from bot.i18n import Translator
from bot.message import Json, Message

# A message, or what writes it in its reader's language.
Wording = Message | Callable[[Translator], Message]


class Priority(IntEnum):
    """Who passes whom: a lower number goes first."""

    ALERT = 0
    # Somebody looks at their App Home just now.
    HOME = 5
    NORMAL = 10
    BROADCAST = 20
    # Nobody does: it is drawn again because something changed.
    REDRAWN = 25


@dataclass(frozen=True)
class File:
    """A picture or an export.

    Attributes:
        name: with its extension, e.g. `okrs.png`.
        content: the bytes.
        alt: what a picture shows, for who can't see it.
    """

    name: str
    content: bytes
    alt: str


@dataclass(frozen=True)
class Post:
    """A message for a channel or a person.

    Attributes:
        to: Slack's id of a channel, `C…`, or of a person, `U…`.
        message: what it says; a function is given its reader's language, or in a channel the
            workspace's.
        key: says what it is, once and for all, `feature.thing:…`: a key already in the outbox is
            not posted again, unless it failed.
        due: product time before which it does not go; None for now.
        under: the key of the post in whose thread it stands.
        thread_ts: or the `ts` of the message in whose thread it stands.
        asked_by: Slack's id of the person who asked for it, who hears when it can't be delivered.
        about: what it is about, e.g. `INS-12`, to tell them; Slack's mrkdwn, safe to show.
        file: goes with it.
        in_hours: whether it waits for the working hours of the person it is for, also when it
            could not go in those of `due`.
    """

    to: str
    message: Wording
    key: str
    priority: Priority = Priority.NORMAL
    due: datetime | None = None
    under: str = ""
    thread_ts: str = ""
    asked_by: str = ""
    about: str = ""
    file: File | None = None
    in_hours: bool = False


@dataclass(frozen=True)
class Edit:
    """A new content for a post, which goes out after it.

    Attributes:
        of: the key of the post.
        message: what it says from now on.
        key: says which edit it is, once and for all.
        asked_by: Slack's id of the person who asked for it, who hears when it can't be delivered.
        about: what it is about, as a post's.
    """

    of: str
    message: Wording
    key: str
    asked_by: str = ""
    about: str = ""


@dataclass(frozen=True)
class Home:
    """What a person's App Home becomes; while it waits, a newer one takes its place.

    Attributes:
        to: Slack's id of the person.
        view: as Slack takes it.
        awaited: whether the person waits for it: it passes those for which nobody does.
    """

    to: str
    view: Json
    awaited: bool = False


Tell = tuple[Post | Edit | Home, ...]


def is_person(target: str) -> bool:
    """Whether Slack's id is a person's, not a channel's."""
    return target[:1] in ("U", "W")
