"""Where the app may post: a channel, a person, a thread."""

from bot.playground.call import Call
from bot.playground.records import Channel, Person
from bot.playground.refusals import Refused
from bot.playground.state import SLACKBOT, Workspace

# What does not keep the app from posting, by whether it posts in a thread.
_HARMLESS = {
    False: "restricted_action_non_threadable_channel",
    True: "restricted_action_thread_only_channel",
}


def destination(call: Call, name: str = "channel") -> Channel:
    """The channel an argument names: by id, by name, or a person's messages by user id.

    Raises:
        Refused: `channel_not_found`, `cannot_dm_bot`, `user_disabled`.
    """
    wanted = call.text(name)
    workspace = call.workspace
    person = workspace.people.get(wanted)
    if person is not None:
        return direct_with(workspace, person)
    if wanted in workspace.channels:
        return call.channel(name)
    return _named(workspace, wanted) or call.channel(name)


def direct_with(workspace: Workspace, person: Person) -> Channel:
    """The app's direct messages with a person.

    Raises:
        Refused: `cannot_dm_bot`, `user_disabled`.
    """
    if person.is_bot or person.id == SLACKBOT:
        raise Refused("cannot_dm_bot")
    if person.deleted:
        raise Refused("user_disabled")
    return workspace.direct(workspace.bot_user, person.id)


def limited_as(workspace: Workspace, wanted: str) -> str:
    """The channel's id for what the app calls it, so that each channel has one rate limit."""
    if wanted in workspace.people:
        return workspace.direct_id(workspace.bot_user, wanted)
    named = None if wanted in workspace.channels else _named(workspace, wanted)
    return named.id if named else wanted


def may_write(call: Call, channel: Channel) -> None:
    """Checks that the app may post here, where a `thread_ts` says so in a thread.

    Raises:
        Refused: `is_archived`, `user_disabled`, `messages_tab_disabled`, `not_in_channel`, or
            what the channel restricts.
    """
    workspace = call.workspace
    if channel.archived:
        raise Refused("is_archived")
    if channel.kind == "im" and any(workspace.people[one].deleted for one in channel.members):
        raise Refused("user_disabled")
    if channel.kind == "im" and not workspace.manifest.messages_tab:
        raise Refused("messages_tab_disabled")
    if workspace.bot_user not in channel.members and (
        channel.kind != "public" or "chat:write.public" not in workspace.manifest.scopes
    ):
        raise Refused("not_in_channel")
    if channel.restricted and channel.restricted != _HARMLESS[call.maybe("thread_ts") is not None]:
        raise Refused(channel.restricted)


def thread_of(call: Call, channel: Channel) -> str | None:
    """The thread that `thread_ts` names, by its parent; None without it.

    Slack posts to the channel itself where the parent is gone, and does not say so:
    https://github.com/slack-go/slack/issues/1571
    """
    parent = channel.messages.get(call.maybe("thread_ts") or "")
    if parent is None or parent.ephemeral_for is not None:
        return None
    return parent.thread_ts or parent.ts


def _named(workspace: Workspace, wanted: str) -> Channel | None:
    public = (one for one in workspace.channels.values() if one.kind == "public")
    return next((one for one in public if one.name == wanted.lstrip("#")), None)
