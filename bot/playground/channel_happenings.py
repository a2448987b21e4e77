"""What happens to channels, and the events the app hears of it, where it subscribed.

Source: https://docs.slack.dev/reference/events/channel_created
"""

import re

from bot import clock
from bot.playground.happenings import tell
from bot.playground.records import Channel, Person, identity
from bot.playground.refusing import refusal
from bot.playground.state import Workspace

# https://docs.slack.dev/reference/methods/conversations.create
_NAME = re.compile(r"[\w\-]{1,80}")


def make(workspace: Workspace, name: str, maker: Person, private: bool = False) -> Channel:
    """A person makes a channel and is its first member.

    Raises:
        ValueError: the name is taken, or none that Slack takes; in words for a person.
    """
    if not _NAME.fullmatch(name) or name != name.lower():
        raise refusal(maker, "channel_name")
    with workspace.change():
        if any(one.name == name for one in workspace.channels.values()):
            raise refusal(maker, "channel_taken", name=name)
        made = Channel(
            id=identity("C", workspace.team_name, name),
            name=name,
            kind="private" if private else "public",
            members=[maker.id],
            creator=maker.id,
            created=int(clock.now().timestamp()),
        )
        workspace.channels[made.id] = made
    if not private:
        about = {"id": made.id, "name": name, "created": made.created, "creator": maker.id}
        ts = workspace.next_ts()
        event = {"type": "channel_created", "channel": about, "event_ts": ts}
        tell(workspace, "channel_created", event)
    return made
