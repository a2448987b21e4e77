"""Asks Slack who its people are: everyone, page by page, and whoever a payload names."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import clock
from bot.store import homes, jobs, people
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.people.reading import is_person, profile

# https://docs.slack.dev/apis/web-api/pagination: "no more than 200 results at a time".
PAGE = 200
# Seconds between two pages: Slack allows 20 a minute.
SPACE = 3


@dataclass(frozen=True)
class Told:
    """What Slack told, and when it was asked.

    Attributes:
        users: `user` objects.
        cursor: of the page that follows, empty where there is none.
        lost: Slack no longer knew the page that was asked for.
    """

    users: tuple[Mapping[str, Any], ...]
    asked: datetime
    cursor: str = ""
    lost: bool = False


def read_one(client: WebClient, args: Mapping[str, str]) -> Told:
    """One person, as `users.info` gives them."""
    asked = clock.now()
    user = client.users_info(user=args["person"], include_locale=True)["user"]
    return Told((user,), asked)


def write_one(session: Session, workspace: Workspace, told: Told, now: datetime) -> None:
    """Complete the person's row."""
    for user in told.users:
        people.complete(session, workspace, user["id"], profile(user), told.asked)
        known = people.find(session, workspace, user["id"])
        assert known, "just completed"
        # What they saw before was in nobody's language.
        homes.touch(session, workspace, [known])


def read_page(client: WebClient, args: Mapping[str, str]) -> Told:
    """A page of everyone, the first one without a cursor."""
    asked = clock.now()
    cursor = args.get("cursor") or None
    try:
        page = client.users_list(cursor=cursor, limit=PAGE, include_locale=True)
    except SlackApiError as refused:
        if refused.response["error"] != "invalid_cursor":
            raise
        return Told((), asked, lost=True)
    following = (page.get("response_metadata") or {}).get("next_cursor", "")
    return Told(tuple(page["members"]), asked, following)


def write_page(session: Session, workspace: Workspace, told: Told, now: datetime) -> None:
    """Learn the page's people, and ask for the page that follows."""
    profiles = {user["id"]: profile(user) for user in told.users if is_person(user)}
    people.learn(session, workspace, profiles, told.asked)
    if told.cursor:
        jobs.defer(session, workspace, people.LEARN, SPACE, cursor=told.cursor)
    if told.lost:
        people.make_due(session, workspace, now)
