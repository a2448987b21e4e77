"""Reads Slack's `user` objects: https://docs.slack.dev/reference/objects/user-object."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import LANGUAGES
from bot.store.people import Profile
from workflows.absence.status import Status

# Slack's own, which does not say that it is a bot.
SLACKBOT = "USLACKBOT"


def is_person(user: Mapping[str, Any]) -> bool:
    """Whether it is somebody, and not a bot or a workflow."""
    return not user.get("is_bot") and user["id"] != SLACKBOT


def profile(user: Mapping[str, Any]) -> Profile:
    """What a `user` object says; a locale the bot does not speak is English.

    People are called what Slack shows: the display name they chose, else their full name.
    """
    shown = user.get("profile") or {}
    locale = str(user.get("locale") or "")[:2]
    known = locale if locale in LANGUAGES else "en"
    names = (shown.get("display_name"), shown.get("real_name"), user.get("real_name"))
    return Profile(
        name=next((name for name in names if name), user.get("name") or ""),
        timezone=user.get("tz") or "UTC",
        active=not user.get("deleted", False),
        language=known if locale else None,
        updated=int(user.get("updated") or 0),
    )


def status(user: Mapping[str, Any]) -> Status:
    """The Slack status in a `user` object."""
    shown = user.get("profile") or {}
    return Status(
        emoji=str(shown.get("status_emoji") or ""),
        expires=int(shown.get("status_expiration") or 0),
        updated=int(user.get("updated") or 0),
    )
