"""A person's latest insights, on their App Home."""

from collections.abc import Sequence
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot import roles
from bot.blockkit import mrkdwn
from bot.delivery import reach
from bot.facts import Fact
from bot.i18n import Translator
from bot.store import homes
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import arranged, ids, views
from handlers.insights.arranged import Arranged
from workflows.insights import permissions, search, settings, triage
from workflows.insights.insight import Insight

# So many insights, of one's own and of those nobody looked at, and so much of each.
LATEST, NEWEST, WORDS = 3, 2, 200


def draw(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """The latest ones, and how to keep one."""
    return latest(t, search.latest(session, workspace, person, LATEST))


def sorting(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What nobody looked at yet, for those who lead a team and for Product Ops."""
    if not (person.leads or person.product_ops) or not roles.may(person, permissions.TRIAGE):
        return ()
    left = triage.left(session, workspace, person)
    if not left:
        return ()
    return to_sort(t, left, triage.first(session, workspace, person, NEWEST))


def chosen(
    session: Session, workspace: Workspace, person: Person, now: datetime, t: Translator
) -> Sequence[Block]:
    """What is chosen for insights, for Product Ops."""
    if not roles.may(person, permissions.ARRANGE):
        return ()
    found = settings.chosen(session, workspace)
    problems = reach.problems(session, workspace, filter(None, (found.digest_channel,)))
    return arranged.at_home(t, Arranged(found, problems=problems))


def to_sort(t: Translator, left: int, newest: Sequence[Insight]) -> Sequence[Block]:
    """How many insights nobody looked at, the newest of them, and the button that shows them."""
    count = t.n("*{n} insight nobody looked at yet*", "*{n} insights nobody looked at yet*", left)
    lines = [f"*{each.reference}* · {views.fitted(each.words, WORDS)}" for each in newest]
    button = ButtonElement(
        text=t("Look at them"), action_id=ids.TRIAGE_AT_HOME, value="home", style="primary"
    )
    text = "\n".join([count, *lines])
    return [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=[button])]


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
