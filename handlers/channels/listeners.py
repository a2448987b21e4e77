"""What Slack tells of the private channels the bot is in; of public ones nothing is kept."""

from collections.abc import Mapping
from datetime import datetime

from bot.delivery import reach
from bot.store import channels, homes, jobs, people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from workflows.dependencies import awaiting
from workflows.onboarding import arriving, doing

# Slack's letter for a private channel in membership events.
PRIVATE = "G"


def joined(session: Session, workspace: Workspace, event: Mapping[str, str], now: datetime) -> None:
    """Someone joined; where it was the bot, or the channel is news, all who are there are read."""
    if event["user"] == workspace.bot_user:
        reach.note(session, workspace, event["channel"], "")
        homes.touch(session, workspace, people.product_ops(session, workspace))
        jobs.defer(session, workspace, awaiting.REACHED, channel=event["channel"])
    _look_at(session, workspace, event)
    if event.get("channel_type") != PRIVATE:
        return
    known = channels.add_member(session, workspace, event["channel"], event["user"])
    if not known or event["user"] == workspace.bot_user:
        channels.ask(session, workspace, event["channel"], now)


def left(session: Session, workspace: Workspace, event: Mapping[str, str]) -> None:
    """Someone left."""
    channels.remove_member(session, workspace, event["channel"], event["user"])


def bot_left(session: Session, workspace: Workspace, event: Mapping[str, str]) -> None:
    """The bot was removed: it no longer knows who is there."""
    channels.forget_members(session, workspace, event["channel"])


def _look_at(session: Session, workspace: Workspace, event: Mapping[str, str]) -> None:
    """Their first weeks may wait for it, or begin with it."""
    person = people.find(session, workspace, event["user"])
    if person is None or event["user"] == workspace.bot_user:
        return
    begins = arriving.chosen(session, workspace) == event["channel"]
    if begins or doing.waits_for_channels(session, workspace, person):
        who, where = event["user"], event["channel"]
        jobs.defer(session, workspace, doing.JOINED, person=who, channel=where)
