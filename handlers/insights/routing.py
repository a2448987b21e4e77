"""Tells teams of new insights with the tags they hear of."""

from collections.abc import Callable
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement

from bot.delivery import outbox
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import Post
from bot.replies import Message, message
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.insights import ids, views
from workflows.insights import routing
from workflows.insights.insight import Insight
from workflows.insights.routing import Batch

_WORDS, _NAME, _TAGS = 200, 50, 5


def due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Tell each channel of what is new for it; returns how many were told."""
    batches = routing.due(session, workspace, now)
    posts = [
        Post(
            batch.channel,
            _worded(batch),
            f"insights.routed:{batch.channel}:{batch.slot.isoformat()}",
        )
        for batch in batches
    ]
    outbox.put(session, workspace, posts, now)
    return len(posts)


def told(t: Translator, batch: Batch) -> Message:
    """What a channel reads."""
    tags = ", ".join(f"#{escape(tag)}" for tag in batch.tags[:_TAGS])
    if len(batch.tags) > _TAGS:
        tags += " …"
    head = t.n(
        "*{n} new insight with {tags}*", "*{n} new insights with {tags}*", batch.count, tags=tags
    )
    lines = [_line(t, insight) for insight in batch.shown]
    if batch.count > len(lines):
        more = batch.count - len(lines)
        lines.append(t.n("And {n} more.", "And {n} more.", more))
    look = ButtonElement(text=t("Sort insights"), action_id=ids.TRIAGE, value="team")
    blocks: list[Block] = views.blocks([head, *lines], [])
    return message("\n".join([head, *lines]), *blocks, ActionsBlock(elements=[look]))


def _line(t: Translator, insight: Insight) -> str:
    said = f"*{insight.reference}* {views.fitted(insight.words, _WORDS)}"
    who = insight.feed or insight.author_name
    names = (views.fitted(name, _NAME) for name in (insight.customer, who))
    return " · ".join((said, *filter(None, names)))


def _worded(batch: Batch) -> Callable[[Translator], Message]:
    return lambda t: told(t, batch)
