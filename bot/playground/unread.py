"""How far each person has read, and what is new to them.

A place is a channel's id, or `channel/ts` for the thread of that message.
"""

from collections.abc import Iterable, Iterator
from itertools import islice

from bot.playground.reading import message_words
from bot.playground.records import Channel, Json, Message
from bot.playground.state import Workspace, moment

NOTHING = "0"
# What is not read any more is not counted any further.
MOST = 100
_EVERYONE = ("<!here", "<!channel", "<!everyone")


def place_of(message: Message) -> str:
    """Where a message is read: its channel, or its thread."""
    if message.is_in_channel():
        return message.channel
    return thread_place(message.channel, message.thread_ts or message.ts)


def thread_place(channel: str, root: str) -> str:
    """The place of the thread under this `ts`."""
    return f"{channel}/{root}"


def newest(channel: Channel) -> str:
    """The last `ts` of a channel."""
    return next(reversed(channel.messages), NOTHING)


def read_to(workspace: Workspace, user: str, place: str) -> str:
    """The `ts` of the last message a person read there."""
    return workspace.reads.get(user, {}).get(place, NOTHING)


def read(workspace: Workspace, user: str, place: str, ts: str) -> None:
    """A person read a place up to a `ts`; they never read less than before."""
    with workspace.lock:
        if moment(read_to(workspace, user, place)) >= moment(ts):
            return
        with workspace.change():
            workspace.reads.setdefault(user, {})[place] = ts


def read_everything(workspace: Workspace) -> None:
    """Everybody read whatever there is."""
    for channel in workspace.channels.values():
        roots = [one for one in channel.messages.values() if one.replies]
        for user in channel.members:
            read(workspace, user, channel.id, newest(channel))
            for root in roots:
                read(workspace, user, thread_place(channel.id, root.ts), root.replies[-1])


def channel_json(workspace: Workspace, channel: Channel, user: str) -> Json:
    """How far a person read a channel, and how much is new there and names them."""
    told = {"read": read_to(workspace, user, channel.id), "unread": 0, "mentions": 0}
    if user not in channel.members:
        return told
    new = list(islice(_new(workspace, channel, user), MOST))
    named = len(new) if channel.is_direct() else sum(is_named(workspace, one, user) for one in new)
    return told | {"unread": len(new), "mentions": named}


def _new(workspace: Workspace, channel: Channel, user: str) -> Iterator[Message]:
    """What is new to a person in a channel itself, newest first."""
    since = moment(read_to(workspace, user, channel.id))
    for message in reversed(channel.messages.values()):
        if moment(message.ts) <= since:
            return
        if message.ephemeral_for is None and message.user != user and message.is_in_channel():
            yield message


def is_named(workspace: Workspace, message: Message, user: str) -> bool:
    """Whether a message calls this person, a group of theirs, or everybody."""
    groups = (one.id for one in workspace.groups.values() if user in one.users)
    calls = (f"<@{user}", *_EVERYONE, *(f"<!subteam^{group}" for group in groups))
    words = message_words(message)
    return any(call in words for call in calls)


def threads(workspace: Workspace, user: str) -> list[Json]:
    """The threads a person takes part in, the one with the latest reply first."""
    found = [
        (root, channel)
        for channel in workspace.channels.values()
        if channel.is_seen_by(user)
        for root in channel.messages.values()
        if root.replies and _takes_part(workspace, channel, root, user)
    ]
    found.sort(key=lambda pair: moment(pair[0].replies[-1]), reverse=True)
    return [_thread_json(workspace, channel, root, user) for root, channel in found]


def _takes_part(workspace: Workspace, channel: Channel, root: Message, user: str) -> bool:
    if root.user == user:
        return True
    replies = _replies(channel, root.replies)
    return any(one.user == user or is_named(workspace, one, user) for one in replies)


def _replies(channel: Channel, ts: Iterable[str]) -> Iterator[Message]:
    return (channel.messages[one] for one in ts)


def _thread_json(workspace: Workspace, channel: Channel, root: Message, user: str) -> Json:
    since = moment(read_to(workspace, user, thread_place(channel.id, root.ts)))
    new = [one for one in root.replies if moment(one) > since]
    theirs = [one for one in _replies(channel, new) if one.user != user]
    return {"channel": channel.id, "ts": root.ts, "unread": len(theirs)}
