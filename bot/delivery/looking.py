"""Looks whether the bot can write in a channel that somebody chose: two halves of a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.delivery import reach, reasons
from bot.store import homes, people
from bot.store.engine import Session
from bot.store.workspaces import Workspace


@dataclass(frozen=True)
class Found:
    """A channel, and Slack's code of why the bot can't write there; empty where it can."""

    channel: str
    problem: str


def look(client: WebClient, args: Mapping[str, str]) -> Found:
    """Ask Slack of a channel; a public one can be joined when there is something to say."""
    channel = args["channel"]
    try:
        info = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as refused:
        code = str(refused.response["error"])
        if code in reasons.UNREACHABLE:
            return Found(channel, code)
        raise
    if info.get("is_archived"):
        return Found(channel, "is_archived")
    outside = info.get("is_private") and not info.get("is_member")
    return Found(channel, "not_in_channel" if outside else "")


def note(session: Session, workspace: Workspace, found: Found, now: datetime) -> None:
    """Keep it, and show it to Product Ops."""
    reach.note(session, workspace, found.channel, found.problem)
    homes.touch(session, workspace, people.product_ops(session, workspace), wait=0)
