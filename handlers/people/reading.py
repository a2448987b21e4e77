"""Reads Slack's `user` objects: https://docs.slack.dev/reference/objects/user-object."""

from collections.abc import Mapping
from typing import Any

from bot.i18n import LANGUAGES
from bot.store.people import SLACKBOT, Kind, Profile
from bot.zones import zone
from workflows.absence.status import Status


def profile(user: Mapping[str, Any], team: str) -> Profile:
    """What a `user` object says; a locale the bot does not speak is English.

    People are called what Slack shows: the display name they chose, else their full name.

    Args:
        team: Slack's id of the workspace that was told.
    """
    shown = user.get("profile") or {}
    locale = str(user.get("locale") or "")[:2]
    known = locale if locale in LANGUAGES else "en"
    names = (shown.get("display_name"), shown.get("real_name"), user.get("real_name"))
    return Profile(
        name=next((name for name in names if name), user.get("name") or ""),
        timezone=str(zone(user.get("tz") or "UTC")),
        active=not user.get("deleted", False),
        language=known if locale else None,
        updated=int(user.get("updated") or 0),
        kind=kind(user, team),
        admin=any(user.get(rank) for rank in ("is_admin", "is_owner", "is_primary_owner")),
    )


def status(user: Mapping[str, Any]) -> Status:
    """The Slack status in a `user` object."""
    shown = user.get("profile") or {}
    return Status(
        emoji=str(shown.get("status_emoji") or ""),
        expires=int(shown.get("status_expiration") or 0),
        updated=int(user.get("updated") or 0),
    )


def kind(user: Mapping[str, Any], team: str) -> Kind:
    """What a user is.

    - A bot, `is_bot`, is an app where it is the user of one (`profile.api_app_id`) or of a workflow
      (`is_workflow_bot`, `is_connector_bot`). Slackbot is a bot although Slack does not say so.
      `is_app_user` says nothing of this: it is true of people who have authorised an app.
    - A guest is invited to some channels (`is_restricted`) or a single one
      (`is_ultra_restricted`). So is, to this bot, someone of another company with whom a channel is
      shared: Slack calls them `is_stranger`, or names another `team_id` and, on Enterprise Grid,
      no `enterprise_user.teams` with this workspace.
    - Everyone else is a member, invited people who have not signed in yet too.

    Args:
        team: Slack's id of the workspace that was told.
    """
    app = (user.get("profile") or {}).get("api_app_id")
    if any(user.get(name) for name in ("is_workflow_bot", "is_connector_bot")):
        return Kind.APP
    if user.get("is_bot") or user["id"] == SLACKBOT:
        return Kind.APP if app else Kind.BOT
    if any(user.get(name) for name in ("is_restricted", "is_ultra_restricted")):
        return Kind.GUEST
    return Kind.GUEST if _is_external(user, team) else Kind.MEMBER


def _is_external(user: Mapping[str, Any], team: str) -> bool:
    if user.get("is_stranger"):
        return True
    teams = (user.get("enterprise_user") or {}).get("teams")
    return team not in teams if teams else bool(user.get("team_id")) and user["team_id"] != team
