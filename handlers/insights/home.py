"""A person's latest insights, on their App Home."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.facts import Fact
from bot.i18n import Translator
from bot.store import homes
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import ids, views
from workflows.insights import search
from workflows.insights.insight import Insight

# So many insights, and so much of each.
LATEST, WORDS = 3, 200


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """The latest ones, and how to keep one."""
    return latest(t, search.latest(session, workspace, person, LATEST))


def touch(session: Session, workspace: Workspace, fact: Fact) -> None:
    """Something happened to an insight: its author sees it."""
    homes.touch(session, workspace, [fact.person])


def latest(t: Translator, insights: Sequence[Insight]) -> Sequence[Block]:
    """Some insights and how to keep one; `/insight list` has the others."""
    blocks: list[Block] = []
    for insight in insights:
        words = views.fitted(insight.words, WORDS)
        when = t.moment(insight.kept_at)
        private = " · " + t("🔒 private") if insight.private else ""
        button = ButtonElement(
            text=t("Add details"), action_id=ids.DETAILS_AT_HOME, value=str(insight.id)
        )
        line = f"*{insight.reference}* · {when}{private}\n{words}"
        blocks.append(SectionBlock(text=mrkdwn(line), accessory=button))
    how = t(
        "Keep what you learn from users and the market: type `/insight` and a few words in any"
        " channel, or choose *Keep as insight* in a message's menu."
    )
    if insights:
        how += " " + t("`/insight list` shows all of yours.")
    return [*blocks, *views.blocks([], [how])]
