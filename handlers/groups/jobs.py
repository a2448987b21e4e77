"""Asks Slack for all user groups and who is in them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import structlog
from slack_sdk import WebClient
from slack_sdk.errors import SlackApiError

from bot import clock
from bot.store import groups
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.groups import news, reading

# What Slack says where there are none to have: its free plan has no user groups, and an app that
# was installed before it asked for their scope has to be installed again.
NONE = {"plan_upgrade_required", "missing_scope"}

log = structlog.get_logger()


@dataclass(frozen=True)
class Found:
    """All user groups, as `usergroup` objects, and when Slack was asked."""

    groups: tuple[Mapping[str, Any], ...]
    asked: datetime


def read(client: WebClient, args: Mapping[str, str]) -> Found | None:
    """All user groups, deleted ones too; None where there are none to have."""
    asked = clock.now()
    try:
        told = client.usergroups_list(include_users=True, include_disabled=True)
    except SlackApiError as refused:
        if refused.response["error"] not in NONE:
            raise
        log.warning("no user groups", reason=refused.response["error"])
        return None
    return Found(tuple(told["usergroups"]), asked)


def write(session: Session, workspace: Workspace, found: Found, now: datetime) -> None:
    """Keep them; those that Slack no longer names are gone."""
    told = [reading.group(each) for each in found.groups]
    changed = groups.learn(session, workspace, told, found.asked)
    named = {each.slack_id for each in told}
    gone = groups.unlisted(session, workspace, named, found.asked)
    news.record(session, workspace, (*changed, *gone), now)
