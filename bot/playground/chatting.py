"""What a person does on the page as anybody does in Slack: write, read, react, come and go."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground import channel_happenings, happenings, statuses, unread
from bot.playground.gestures import Gestures
from bot.playground.records import Channel, Json, Message, Person
from bot.playground.state import SLACKBOT, TOMBSTONE, Workspace
from bot.playground.writing import message_text

GONE = "That message is not there any more."
_EMOJI = re.compile(r"[\w+\-']+(::skin-tone-[2-6])?")


@dataclass(frozen=True)
class Chatting:
    """The page's gestures that have nothing to do with the app."""

    workspace: Workspace
    gestures: Gestures

    def named(self) -> dict[str, Callable[[Person, Json], Json]]:
        """The gestures by the last part of their address."""
        return {
            "type": self._type,
            "edit": self._edit,
            "delete": self._delete,
            "dismiss": self._dismiss,
            "react": self._react,
            "read": self._read,
            "status": self._status,
            "join": self._join,
            "leave": self._leave,
            "invite": self._invite,
            "create": self._create,
            "direct": self._direct,
        }

    def _type(self, me: Person, body: Json) -> Json:
        channel = self._mine(me, body["channel"])
        text = str(body["text"])
        if not text.strip():
            raise ValueError("There is nothing to send.")
        root = self._root(channel, body.get("thread_ts"))
        if root is not None and text.startswith("/"):
            name = text.split(maxsplit=1)[0]
            raise ValueError(f"{name} can't be used in a thread: type it in the channel.")
        message = self.gestures.type(me, channel, text, root, bool(body.get("broadcast")))
        return {"ts": message.ts if message else None}

    def _root(self, channel: Channel, ts: str | None) -> str | None:
        """The first message of the thread that this one is in, or begins."""
        if ts is None:
            return None
        parent = channel.messages.get(ts)
        if parent is None or parent.ephemeral_for is not None:
            raise ValueError(GONE)
        return parent.thread_ts or parent.ts

    def _edit(self, me: Person, body: Json) -> Json:
        message = self._own(me, body)
        text = str(body["text"])
        if not text.strip():
            raise ValueError("A message can't be empty: delete it instead.")
        happenings.edit(self.workspace, message, message_text(self.workspace, text, me.id), None)
        return {}

    def _delete(self, me: Person, body: Json) -> Json:
        happenings.delete(self.workspace, self._own(me, body))
        return {}

    def _dismiss(self, me: Person, body: Json) -> Json:
        """Takes what only this person sees off their screen."""
        message = self._seen(me, body)
        if message.ephemeral_for != me.id:
            raise ValueError("Everybody here sees this message.")
        happenings.delete(self.workspace, message)
        return {}

    def _react(self, me: Person, body: Json) -> Json:
        """Adds a reaction, or takes one's own back."""
        message = self._seen(me, body)
        self._mine(me, message.channel)
        name = str(body["name"])
        if not _EMOJI.fullmatch(name):
            raise ValueError("Choose an emoji.")
        if message.ephemeral_for is not None or message.subtype == TOMBSTONE:
            raise ValueError("Nobody can react to this message.")
        if me.id in message.reactions.get(name, ()):
            happenings.unreact(self.workspace, message, me.id, name)
        else:
            happenings.react(self.workspace, message, me.id, name)
        return {}

    def _read(self, me: Person, body: Json) -> Json:
        """Says up to which message this person has read a channel, or a thread of it."""
        channel, thread = self._visible(me, body["channel"]), body.get("thread_ts")
        if body["ts"] not in channel.messages:
            raise ValueError(GONE)
        place = unread.thread_place(channel.id, thread) if thread else channel.id
        unread.read(self.workspace, me.id, place, str(body["ts"]))
        return {}

    def _status(self, me: Person, body: Json) -> Json:
        said = (str(body.get("emoji", "")), str(body.get("text", "")))
        statuses.put(self.workspace, me, said, str(body.get("until", "")))
        return {}

    def _join(self, me: Person, body: Json) -> Json:
        channel = self._visible(me, body["channel"])
        self._open(channel)
        happenings.join(self.workspace, channel, me.id)
        return {}

    def _leave(self, me: Person, body: Json) -> Json:
        """Leaves a channel, or takes somebody out of it."""
        channel = self._mine(me, body["channel"])
        if channel.is_direct():
            raise ValueError("Nobody can leave direct messages.")
        user = self.workspace.person(str(body.get("user", me.id)))
        happenings.leave(self.workspace, channel, user.id)
        return {}

    def _invite(self, me: Person, body: Json) -> Json:
        channel = self._mine(me, body["channel"])
        if channel.is_direct():
            raise ValueError("Nobody can be added to direct messages.")
        user = self.workspace.person(str(body["user"]))
        if user.deleted or user.id == SLACKBOT:
            raise ValueError(f"{user.real_name} can't be added.")
        happenings.join(self.workspace, channel, user.id, inviter=me.id)
        return {}

    def _create(self, me: Person, body: Json) -> Json:
        name = str(body["name"]).strip().lstrip("#")
        made = channel_happenings.make(self.workspace, name, me.id, bool(body.get("private")))
        return {"channel": made.id}

    def _direct(self, me: Person, body: Json) -> Json:
        """Opens the direct messages with somebody."""
        other = self.workspace.person(str(body["user"]))
        return {"channel": self.workspace.direct(me.id, other.id).id}

    def _visible(self, me: Person, channel_id: str) -> Channel:
        channel = self.workspace.channel(channel_id)
        if not channel.is_seen_by(me.id):
            raise ValueError("You are not in this channel.")
        return channel

    def _mine(self, me: Person, channel_id: str) -> Channel:
        """A channel this person may write into."""
        channel = self._visible(me, channel_id)
        self._open(channel)
        if me.id not in channel.members:
            raise ValueError(f"Join #{channel.name} first.")
        return channel

    def _open(self, channel: Channel) -> None:
        if channel.archived:
            raise ValueError(f"#{channel.name} is archived.")

    def _seen(self, me: Person, body: Json) -> Message:
        channel = self.workspace.channel(body["channel"])
        message = channel.messages.get(body["ts"])
        if message is None or not self.workspace.shows(channel, message, me.id):
            raise ValueError(GONE)
        return message

    def _own(self, me: Person, body: Json) -> Message:
        message = self._seen(me, body)
        if message.user != me.id or message.from_app:
            raise ValueError("Only who wrote a message can change it.")
        self._open(self.workspace.channels[message.channel])
        return message
