"""Reads Slack's `usergroup` objects: https://docs.slack.dev/reference/objects/usergroup-object."""

from collections.abc import Mapping
from typing import Any

from bot.store.groups import Moves, Told


def group(told: Mapping[str, Any]) -> Told:
    """What a `usergroup` object says; Slack calls one that is deleted disabled."""
    users = told.get("users")
    return Told(
        slack_id=told["id"],
        handle=str(told.get("handle") or ""),
        name=str(told.get("name") or ""),
        people=None if users is None else tuple(users),
        updated=int(told.get("date_update") or 0),
        gone=bool(told.get("date_delete")),
    )


def moves(event: Mapping[str, Any]) -> Moves:
    """Who came and went, as `subteam_members_changed` tells it."""
    return Moves(
        slack_id=event["subteam_id"],
        added=tuple(event.get("added_users") or ()),
        removed=tuple(event.get("removed_users") or ()),
        since=int(event.get("date_previous_update") or 0),
        updated=int(event.get("date_update") or 0),
    )
