"""Asks Slack who is in a channel."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot.store import channels
from bot.store.engine import Session
from bot.store.workspaces import Workspace

# What Slack says of a private channel the bot is not in, or that is no more.
NOT_THERE = {"channel_not_found", "not_in_channel", "is_archived"}


@dataclass(frozen=True)
class Members:
    """Who is in a channel, by Slack's ids; nobody where the bot is not in it."""

    channel: str
    people: tuple[str, ...]


def read(client: WebClient, args: Mapping[str, str]) -> Members:
    """The members of a channel, all pages."""
    people: list[str] = []
    cursor = ""
    try:
        while True:
            page = client.conversations_members(
                channel=args["channel"], cursor=cursor or None, limit=1000
            )
            people += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return Members(args["channel"], tuple(people))
    except SlackApiError as refused:
        if refused.response["error"] in NOT_THERE:
            return Members(args["channel"], ())
        raise


def write(session: Session, workspace: Workspace, members: Members, now: datetime) -> None:
    """Keep who is there."""
    channels.set_members(session, workspace, members.channel, members.people)
