"""Asks Slack for what a payload does not tell of a person."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from slack_sdk import WebClient

from bot.i18n import LANGUAGES
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Profile
from bot.store.workspaces import Workspace


def read(client: WebClient, args: Mapping[str, str]) -> Mapping[str, Any]:
    """The person's `user` object, as `users.info` gives it."""
    user: Mapping[str, Any] = client.users_info(user=args["person"], include_locale=True)["user"]
    return user


def write(session: Session, workspace: Workspace, user: Mapping[str, Any], now: datetime) -> None:
    """Complete the person's row."""
    people.complete(session, workspace, user["id"], profile(user), now)


def profile(user: Mapping[str, Any]) -> Profile:
    """What a Slack `user` object says; a locale the bot does not speak is English."""
    shown = user.get("profile") or {}
    locale = str(user.get("locale") or "")[:2]
    known = locale if locale in LANGUAGES else "en"
    return Profile(
        name=shown.get("display_name") or user.get("real_name") or user.get("name") or "",
        timezone=user.get("tz") or "UTC",
        active=not user.get("deleted", False),
        language=known if locale else None,
    )
