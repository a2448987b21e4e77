"""Looks whether the bot can write in a channel that somebody chose: two halves of a job."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

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
    info, problem = ask(client, channel)
    outside = info.get("is_private") and not info.get("is_member")
    return Found(channel, problem or ("not_in_channel" if outside else ""))


def ask(client: WebClient, channel: str) -> tuple[Mapping[str, Any], str]:
    """What Slack says of a channel, and its code of why nobody can write there, empty for none."""
    try:
        info = client.conversations_info(channel=channel)["channel"]
    except SlackApiError as refused:
        code = str(refused.response["error"])
        if code in reasons.UNREACHABLE:
            return {}, code
        raise
    return info, "is_archived" if info.get("is_archived") else ""


def note(session: Session, workspace: Workspace, found: Found, now: datetime) -> None:
    """Keep it, and show it to Product Ops."""
    reach.note(session, workspace, found.channel, found.problem)
    homes.touch(session, workspace, people.product_ops(session, workspace), wait=0)
