"""The workspace itself: everything Slack would remember, in memory, behind one lock."""

import secrets
import threading
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from bot import clock
from bot.playground.faults import Faults
from bot.playground.manifest import Manifest
from bot.playground.records import (
    Channel,
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

SLACKBOT = "USLACKBOT"
REMEMBERED = 2_000


def _ignore(event: Json) -> None:
    """What happens to events while nobody listens."""


class Workspace:
    """A Slack workspace with one app in it.

    Read and change it under `change()`, which wakes up everybody who waits for something.

    Args:
        manifest: the app's manifest, as a mapping.
    """

    def __init__(self, manifest: Mapping[str, Any]) -> None:
        self.manifest = Manifest.read(manifest)
        self.lock = threading.RLock()
        self.condition = threading.Condition(self.lock)
        self.version = 0
        self.closing = threading.Event()
        self.base_url = "http://127.0.0.1"
        self.team_id = self.team_name = self.domain = self.app_id = ""
        self.bot_id = self.bot_user = ""
        self.bot_token = f"xoxb-{secrets.token_hex(16)}"
        self.app_token = f"xapp-1-{secrets.token_hex(16)}"
        self.signing_secret = secrets.token_hex(16)
        self.verification_token = secrets.token_hex(12)
        self.token_state = "active"
        self.people: dict[str, Person] = {}
        self.channels: dict[str, Channel] = {}
        self.groups: dict[str, Group] = {}
        self.stacks: dict[str, list[View]] = {}
        self.homes: dict[str, View] = {}
        self.typed_in_messages: dict[tuple[str, str, str], dict[str, dict[str, Json]]] = {}
        self.notices: deque[Notice] = deque(maxlen=REMEMBERED)
        self.calls: deque[RecordedCall] = deque(maxlen=REMEMBERED)
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

    @contextmanager
    def change(self) -> Iterator[None]:
        """Holds the lock, and tells all who wait that something changed."""
        with self.condition:
            yield
            self.version += 1
            self.condition.notify_all()

    def wait_until(self, met: Callable[[], bool], timeout: float) -> bool:
        """Waits until `met()` holds; False after `timeout` seconds of real time, or at the end."""
        with self.condition:
            self.condition.wait_for(lambda: self.closing.is_set() or met(), timeout)
            return met()

    def close(self) -> None:
        """Lets everybody go who waits for something."""
        self.closing.set()
        with self.condition:
            self.condition.notify_all()

    def next_ts(self) -> str:
        """A new `ts`: product time, unique and rising even where that time stands still."""
        with self.lock:
            now = int(clock.now().timestamp() * 1_000_000)
            self._last_ts = max(now, self._last_ts + 1)
            return f"{self._last_ts // 1_000_000}.{self._last_ts % 1_000_000:06d}"

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

    def direct(self, *people: str) -> Channel:
        """The conversation between these people (ids), opened when it is new."""
        members = sorted(set(people))
        for channel in self.channels.values():
            if channel.is_direct() and sorted(channel.members) == members:
                return channel
        kind, prefix = ("im", "D") if len(members) <= 2 else ("mpim", "G")
        names = [self.people[member].name for member in members]
        name = f"mpdm-{'--'.join(names)}-1" if kind == "mpim" else ""
        channel = Channel(
            id=identity(prefix, self.team_id, *members),
            name=name,
            kind=kind,
            members=members,
            creator=members[0],
            created=int(clock.now().timestamp()),
        )
        with self.change():
            self.channels[channel.id] = channel
        return channel

    def post(self, message: Message) -> Message:
        """Puts a message into its channel."""
        with self.change():
            messages = self.channels[message.channel].messages
            messages[message.ts] = message
            if message.thread_ts in messages and message.ephemeral_for is None:
                messages[message.thread_ts].replies.append(message.ts)
        return message

    def remove(self, message: Message) -> None:
        """Takes a message out of its channel."""
        with self.change():
            messages = self.channels[message.channel].messages
            messages.pop(message.ts, None)
            parent = messages.get(message.thread_ts or "")
            if parent is not None and message.ts in parent.replies:
                parent.replies.remove(message.ts)

    def tell(self, user: str, text: str, channel: str | None) -> None:
        """Slackbot tells a person something, in the channel where they are."""
        with self.change():
            self.notices.append(Notice(user=user, text=text, channel=channel))
            if channel is not None:
                ts = self.next_ts()
                self.post(Message(channel, ts, SLACKBOT, text, ephemeral_for=user))

    def visible(self, channel: Channel, user: str) -> list[Message]:
        """What a person sees in a channel, oldest first."""
        if channel.kind != "public" and user not in channel.members:
            return []
        return [
            message
            for message in channel.messages.values()
            if message.ephemeral_for in (None, user)
        ]

    def view(self, view_id: str) -> View | None:
        """The open view of that id, on anybody's screen."""
        for stack in self.stacks.values():
            for view in stack:
                if view.id == view_id:
                    return view
        return next((home for home in self.homes.values() if home.id == view_id), None)

    def record(self, call: RecordedCall) -> None:
        """Keeps a call for the inspector."""
        with self.change():
            self.calls.append(call)
