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
# https://docs.slack.dev/apis/web-api/pagination: "no more than 200 results at a time".
PAGE = 200


@dataclass(frozen=True)
class Members:
    """Who is in a channel, by Slack's ids; nobody where the bot is not in it.

    Attributes:
        changes: what had happened to its members when the read was asked for.
    """

    channel: str
    people: tuple[str, ...]
    changes: str


def read(client: WebClient, args: Mapping[str, str]) -> Members:
    """The members of a channel, all pages."""
    channel, changes = args["channel"], args.get("changes", "")
    people: list[str] = []
    cursor = ""
    try:
        while True:
            page = client.conversations_members(channel=channel, cursor=cursor or None, limit=PAGE)
            people += page["members"]
            cursor = (page.get("response_metadata") or {}).get("next_cursor", "")
            if not cursor:
                return Members(channel, tuple(people), changes)
    except SlackApiError as refused:
        if refused.response["error"] in NOT_THERE:
            return Members(channel, (), changes)
        raise


def write(session: Session, workspace: Workspace, members: Members, now: datetime) -> None:
    """Keep who is there; what was read before someone came or went is read anew."""
    if not channels.current(session, workspace, members.channel, members.changes):
        channels.ask(session, workspace, members.channel, now)
        return
    channels.set_members(session, workspace, members.channel, members.people)
    if not members.people:
        channels.put_off(session, workspace, members.channel, now + channels.GONE)
