"""What Slack tells of the private channels the bot is in; of public ones nothing is kept."""

from collections.abc import Mapping

from bot.store import channels, jobs
from bot.store.engine import Session
from bot.store.workspaces import Workspace

# Slack's letter for a private channel in membership events.
PRIVATE = "G"


def joined(session: Session, workspace: Workspace, event: Mapping[str, str]) -> None:
    """Someone joined; where it was the bot, all who are there are read."""
    if event.get("channel_type") != PRIVATE:
        return
    if event["user"] == workspace.bot_user:
        jobs.defer(session, workspace, channels.READ, channel=event["channel"])
    else:
        channels.add_member(session, workspace, event["channel"], event["user"])


def left(session: Session, workspace: Workspace, event: Mapping[str, str]) -> None:
    """Someone left."""
    channels.remove_member(session, workspace, event["channel"], event["user"])


def bot_left(session: Session, workspace: Workspace, event: Mapping[str, str]) -> None:
    """The bot was removed: it no longer knows who is there."""
    channels.set_members(session, workspace, event["channel"], ())
