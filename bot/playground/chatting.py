"""What a person does on the page as anybody does in Slack: write, read, react, come and go."""

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.playground import channel_happenings, happenings, statuses, unread
from bot.playground.gestures import Gestures
from bot.playground.records import Channel, Json, Message, Person
from bot.playground.refusing import refusal
from bot.playground.state import SLACKBOT, TOMBSTONE, Workspace
from bot.playground.writing import message_text

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
            raise refusal(me, "nothing")
        root = self._root(me, channel, body.get("thread_ts"))
        if root is not None and text.startswith("/"):
            name = text.split(maxsplit=1)[0]
            raise refusal(me, "no_command_in_thread", name=name)
        message = self.gestures.type(me, channel, text, root, bool(body.get("broadcast")))
        return {"ts": message.ts if message else None}

    def _root(self, me: Person, channel: Channel, ts: str | None) -> str | None:
        """The first message of the thread that this one is in, or begins."""
        if ts is None:
            return None
        parent = channel.messages.get(ts)
        if parent is None or parent.ephemeral_for is not None:
            raise refusal(me, "gone")
        return parent.thread_ts or parent.ts

    def _edit(self, me: Person, body: Json) -> Json:
        message = self._own(me, body)
        text = str(body["text"])
        if not text.strip():
            raise refusal(me, "empty")
        happenings.edit(self.workspace, message, message_text(self.workspace, text, me.id), None)
        return {}

    def _delete(self, me: Person, body: Json) -> Json:
        happenings.delete(self.workspace, self._own(me, body))
        return {}

    def _dismiss(self, me: Person, body: Json) -> Json:
        """Takes what only this person sees off their screen."""
        message = self._seen(me, body)
        if message.ephemeral_for != me.id:
            raise refusal(me, "for_everybody")
        happenings.delete(self.workspace, message)
        return {}

    def _react(self, me: Person, body: Json) -> Json:
        """Adds a reaction, or takes one's own back."""
        message = self._seen(me, body)
        self._mine(me, message.channel)
        name = str(body["name"])
        if not _EMOJI.fullmatch(name):
            raise refusal(me, "no_emoji")
        if message.ephemeral_for is not None or message.subtype == TOMBSTONE:
            raise refusal(me, "no_reaction")
        if me.id in message.reactions.get(name, ()):
            happenings.unreact(self.workspace, message, me.id, name)
        else:
            happenings.react(self.workspace, message, me.id, name)
        return {}

    def _read(self, me: Person, body: Json) -> Json:
        """Says up to which message this person has read a channel, or a thread of it."""
        channel, thread = self._visible(me, body["channel"]), body.get("thread_ts")
        if body["ts"] not in channel.messages:
            raise refusal(me, "gone")
        place = unread.thread_place(channel.id, thread) if thread else channel.id
        unread.read(self.workspace, me.id, place, str(body["ts"]))
        return {}

    def _status(self, me: Person, body: Json) -> Json:
        said = (str(body.get("emoji", "")), str(body.get("text", "")))
        statuses.put(self.workspace, me, said, str(body.get("until", "")))
        return {}

    def _join(self, me: Person, body: Json) -> Json:
        channel = self._visible(me, body["channel"])
        self._open(me, channel)
        happenings.join(self.workspace, channel, me.id)
        return {}

    def _leave(self, me: Person, body: Json) -> Json:
        """Leaves a channel, or takes somebody out of it."""
        channel = self._mine(me, body["channel"])
        if channel.is_direct():
            raise refusal(me, "direct_stays")
        user = self.workspace.person(str(body.get("user", me.id)))
        happenings.leave(self.workspace, channel, user.id)
        return {}

    def _invite(self, me: Person, body: Json) -> Json:
        channel = self._mine(me, body["channel"])
        if channel.is_direct():
            raise refusal(me, "direct_is_full")
        user = self.workspace.person(str(body["user"]))
        if user.deleted or user.id == SLACKBOT:
            raise refusal(me, "cannot_be_added", name=user.real_name)
        happenings.join(self.workspace, channel, user.id, inviter=me.id)
        return {}

    def _create(self, me: Person, body: Json) -> Json:
        name = str(body["name"]).strip().lstrip("#")
        made = channel_happenings.make(self.workspace, name, me, bool(body.get("private")))
        return {"channel": made.id}

    def _direct(self, me: Person, body: Json) -> Json:
        """Opens the direct messages with somebody."""
        other = self.workspace.person(str(body["user"]))
        return {"channel": self.workspace.direct(me.id, other.id).id}

    def _visible(self, me: Person, channel_id: str) -> Channel:
        channel = self.workspace.channel(channel_id)
        if not channel.is_seen_by(me.id):
            raise refusal(me, "not_seen")
        return channel

    def _mine(self, me: Person, channel_id: str) -> Channel:
        """A channel this person may write into."""
        channel = self._visible(me, channel_id)
        self._open(me, channel)
        if me.id not in channel.members:
            raise refusal(me, "not_joined", name=channel.name)
        return channel

    def _open(self, me: Person, channel: Channel) -> None:
        if channel.archived:
            raise refusal(me, "archived", name=channel.name)

    def _seen(self, me: Person, body: Json) -> Message:
        channel = self.workspace.channel(body["channel"])
        message = channel.messages.get(body["ts"])
        if message is None or not self.workspace.shows(channel, message, me.id):
            raise refusal(me, "gone")
        return message

    def _own(self, me: Person, body: Json) -> Message:
        message = self._seen(me, body)
        if message.user != me.id or message.from_app:
            raise refusal(me, "not_yours")
        self._open(me, self.workspace.channels[message.channel])
        return message
