"""The weekly digest: the job that posts it where Product Ops chose, unless there is nothing."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial

from bot.delivery import outbox
from bot.posts import Post
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.dependencies import digest_views
from workflows.dependencies import settings
from workflows.dependencies.digest import digest


def post(session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime) -> None:
    """The job: a week's digest, once."""
    channel = settings.chosen(session, workspace).channel
    if not channel:
        return
    found = digest(session, workspace, now)
    if found.empty:
        return
    words = partial(digest_views.told, digest=found)
    key = f"dependencies.digest:{args['week']}"
    outbox.put(session, workspace, [Post(channel, words, key)], now)
