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
from bot.store.people import Learnt
from bot.store.workspaces import Workspace
from handlers.people import news
from handlers.people.reading import profile, status
from workflows.absence.status import follow

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
        began: when the first page of the listing was asked for; None for no listing.
        whole: an earlier page named the bot itself, as a listing that is whole does.
    """

    users: tuple[Mapping[str, Any], ...]
    asked: datetime
    cursor: str = ""
    lost: bool = False
    began: datetime | None = None
    whole: bool = False


def read_one(client: WebClient, args: Mapping[str, str]) -> Told:
    """One person, as `users.info` gives them."""
    asked = clock.now()
    user = client.users_info(user=args["person"], include_locale=True)["user"]
    return Told((user,), asked)


def write_one(session: Session, workspace: Workspace, told: Told, now: datetime) -> None:
    """Complete the person's row."""
    news.record(session, workspace, _learn(session, workspace, told, now), now)
    met = people.known(session, workspace, {user["id"] for user in told.users})
    # What they saw before was in nobody's language.
    homes.touch(session, workspace, met.values())


def read_page(client: WebClient, args: Mapping[str, str]) -> Told:
    """A page of everyone, the first one without a cursor."""
    asked = clock.now()
    cursor = args.get("cursor") or None
    # The pages that an older version asked for do not say when the first one was.
    began = datetime.fromisoformat(args["began"]) if "began" in args else None if cursor else asked
    try:
        page = client.users_list(cursor=cursor, limit=PAGE, include_locale=True)
    except SlackApiError as refused:
        if refused.response["error"] != "invalid_cursor":
            raise
        return Told((), asked, lost=True)
    following = (page.get("response_metadata") or {}).get("next_cursor", "")
    return Told(tuple(page["members"]), asked, following, began=began, whole="whole" in args)


def write_page(session: Session, workspace: Workspace, told: Told, now: datetime) -> None:
    """Learn the page's people, and ask for the page that follows; after the last, who is missing.

    Who left while the bot was away may be named no more. Nobody is missing from a listing that was
    cut short: one that lost its place, or in which not even the bot itself stands.
    """
    news.record(session, workspace, _learn(session, workspace, told, now), now)
    if told.lost:
        people.make_due(session, workspace, now)
        return
    ids = {user["id"] for user in told.users}
    people.listed(session, workspace, ids, told.asked)
    whole = told.whole or workspace.bot_user in ids
    if told.cursor and told.began:
        more = {"cursor": told.cursor, "began": told.began.isoformat()}
        more |= {"whole": "yes"} if whole else {}
        jobs.defer(session, workspace, people.LEARN, SPACE, **more)
    elif told.began and whole:
        gone = people.unlisted(session, workspace, told.began, told.asked)
        news.record(session, workspace, gone, now)


def _learn(session: Session, workspace: Workspace, told: Told, now: datetime) -> Learnt:
    profiles = {user["id"]: profile(user, workspace.slack_id) for user in told.users}
    learnt = people.learn(session, workspace, profiles, told.asked)
    follow(session, workspace, {user["id"]: status(user) for user in told.users}, now)
    return learnt
