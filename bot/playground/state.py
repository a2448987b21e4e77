"""The workspace itself: everything Slack would remember, in memory, behind one lock."""

import secrets
from bisect import insort
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime
from typing import Any

from bot import clock
from bot.playground.calls import Calls
from bot.playground.faults import Faults
from bot.playground.manifest import Manifest
from bot.playground.records import (
    Channel,
    File,
    Group,
    Json,
    Message,
    Notice,
    Person,
    RecordedCall,
    View,
    identity,
)
from bot.playground.triggers import ResponseUrls, Triggers
from bot.playground.watching import Watched

SLACKBOT = "USLACKBOT"
TOMBSTONE = "tombstone"
DELETED = "This message was deleted."
REMEMBERED = 2_000


def moment(ts: str) -> tuple[int, str]:
    """What puts a `ts` before or after another: as text is quicker than as a number."""
    return len(ts), ts


def new_bot_token() -> str:
    """A bot token that nobody can guess."""
    return f"xoxb-{secrets.token_hex(16)}"


def _ignore(event: Json) -> None:
    """What happens to events while nobody listens."""


class Workspace(Watched):
    """A Slack workspace with one app in it.

    Read and change it under `change()`, which wakes up everybody who waits for something.

    `token_state` is "active" or the error that the bot token gets; `former_tokens` gives the error
    of each older token; `sharing_seconds` is how long a file's message lets Slack wait, in real
    time; `uploads` has the files still to come, by the secret of their upload URL; `reads` says by
    person and place up to which `ts` they read.

    `bare` is whether it began without a past, `begun` whether the past it began with, if any, is
    in the bot too; `reached` is the latest product time at which it was kept.

    Args:
        manifest: the app's manifest, as a mapping.
    """

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        super().__init__()
        self.manifest = Manifest.read(manifest)
        self.base_url = "http://127.0.0.1"
        self.bare = self.begun = False
        self.reached: datetime | None = None
        self.team_id = self.team_name = self.domain = self.app_id = ""
        self.bot_id = self.bot_user = ""
        self.bot_token = new_bot_token()
        self.app_token = f"xapp-1-{secrets.token_hex(16)}"
        self.signing_secret = secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)
        self.token_state = "active"
        self.former_tokens: dict[str, str] = {}
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, Group] = {}
        self.files: dict[str, File] = {}
        self.uploads: dict[str, File] = {}
        self.sharing_seconds = 0.0
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.typed_in_messages: dict[tuple[str, str, str], dict[str, dict[str, Json]]] = {}
        self.notices: deque[Notice] = deque(maxlen=REMEMBERED)
        self.reads: dict[str, dict[str, str]] = {}
        self.calls = Calls()
        self.faults = Faults(self.closing)
        self.triggers = Triggers()
        self.response_urls = ResponseUrls()
        self.emit: Callable[[Json], None] = _ignore
        self.link_url = ""
        self.tickets: set[str] = set()
        self._last_ts = 0

    @property
    def url(self) -> str:
        """The workspace's address as Slack gives it, ending with a slash."""
        return f"https://{self.domain}.slack.com/"

    def next_ts(self) -> str:
        """A new `ts`: product time, unique and rising even where that time stands still."""
        with self.lock:
            now = int(clock.now().timestamp() * 1_000_000)
            self._last_ts = max(now, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

    def rewind(self) -> None:
        """Lets the next `ts` be in the past: product time was turned back."""
        with self.lock:
            self._last_ts = 0

    def continue_after(self, ts: str) -> None:
        """Makes every later `ts` greater than this one."""
        seconds, _, rest = ts.partition(".")
        self._last_ts = max(self._last_ts, int(seconds) * 1_000_000 + int(rest))

    def person(self, name_or_id: str) -> Person:
        """The person of that id or handle.

        Raises:
            KeyError: nobody is called so.
        """
        found = self.people.get(name_or_id) or next(
            (one for one in self.people.values() if one.name == name_or_id.lstrip("@")), None
        )
        if found is None:
            raise KeyError(f"Nobody is called {name_or_id!r} in {self.team_name}.")
        return found

    def channel(self, name_or_id: str) -> Channel:
        """The channel of that id or name, with or without `#`.

        Raises:
            KeyError: there is none.
        """
        found = self.channels.get(name_or_id) or next(
            (
                one
                for one in self.channels.values()
                if not one.is_direct() and one.name == name_or_id.lstrip("#")
            ),
            None,
        )
        if found is None:
            raise KeyError(f"There is no channel {name_or_id!r} in {self.team_name}.")
        return found

    def group(self, handle_or_id: str) -> Group:
        """The user group of that id or handle, with or without `@`.

        Raises:
            KeyError: there is none.
        """
        found = self.groups.get(handle_or_id) or next(
            (one for one in self.groups.values() if one.handle == handle_or_id.lstrip("@")), None
        )
        if found is None:
            raise KeyError(f"There is no user group {handle_or_id!r} in {self.team_name}.")
        return found

    def direct(self, *people: str) -> Channel:
        """The conversation between these people (ids), opened when it is new."""
        channel_id = self.direct_id(*people)
        known = self.channels.get(channel_id)
        if known is not None:
            return known
        members = sorted(set(people))
        kind = "im" if len(members) <= 2 else "mpim"
        names = [self.people[member].name for member in members]
        name = f"mpdm-{'--'.join(names)}-1" if kind == "mpim" else ""
        channel = Channel(
            id=channel_id,
            name=name,
            kind=kind,
            members=members,
            creator=members[0],
            created=int(clock.now().timestamp()),
        )
        with self.change():
            self.channels[channel.id] = channel
        return channel

    def direct_id(self, *people: str) -> str:
        """The id of the conversation between these people (ids), whether it is open or not."""
        members = sorted(set(people))
        return identity("D" if len(members) <= 2 else "G", self.team_id, *members)

    def post(self, message: Message) -> Message:
        """Puts a message into its channel."""
        with self.change():
            channel = self.channels[message.channel]
            last = next(reversed(channel.messages), "")
            channel.messages[message.ts] = message
            if moment(message.ts) < moment(last):
                # Two threads took their ts in one order and came here in the other.
                ordered = sorted(channel.messages.items(), key=lambda item: moment(item[0]))
                channel.messages = dict(ordered)
            if message.thread_ts in channel.messages and message.ephemeral_for is None:
                replies = channel.messages[message.thread_ts].replies
                insort(replies, message.ts, key=moment)
            for file in message.files:
                file.shares.setdefault(message.channel, []).append(message.ts)
        return message

    def remove(self, message: Message) -> None:
        """Takes a message out of its channel; one with replies leaves a tombstone."""
        with self.change():
            for file in message.files:
                file.shares[message.channel].remove(message.ts)
            messages = self.channels[message.channel].messages
            if message.replies:
                stone = Message(message.channel, message.ts, SLACKBOT, DELETED, subtype=TOMBSTONE)
                stone.replies = message.replies
                messages[stone.ts] = stone
                return
            messages.pop(message.ts, None)
            parent = messages.get(message.thread_ts or "")
            if parent is not None and message.ts in parent.replies:
                parent.replies.remove(message.ts)
                if parent.subtype == TOMBSTONE and not parent.replies:
                    del messages[parent.ts]

    def tell(self, user: str, text: str, channel: str | None) -> None:
        """Slackbot tells a person something, in the channel where they are."""
        with self.change():
            self.notices.append(Notice(user=user, text=text, channel=channel))
            if channel is not None:
                ts = self.next_ts()
                self.post(Message(channel, ts, SLACKBOT, text, ephemeral_for=user))

    def visible(self, channel: Channel, user: str) -> list[Message]:
        """What a person sees in a channel, oldest first."""
        return [one for one in channel.messages.values() if self.shows(channel, one, user)]

    def latest(self, channel: Channel, user: str) -> Iterator[Message]:
        """The same, newest first."""
        for message in reversed(channel.messages.values()):
            if self.shows(channel, message, user):
                yield message

    def shows(self, channel: Channel, message: Message, user: str) -> bool:
        """Whether a channel shows a person this message of its."""
        return channel.is_seen_by(user) and message.ephemeral_for in (None, user)

    def view(self, view_id: str) -> View | None:
        """The open view of that id, on anybody's screen."""
        for stack in self.stacks.values():
            for view in stack:
                if view.id == view_id:
                    return view
        return next((home for home in self.homes.values() if home.id == view_id), None)

    def record(self, call: RecordedCall) -> None:
        """Keeps a call for the inspector."""
        with self.change(seen=False):
            self.calls.keep(call)
