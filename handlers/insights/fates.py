"""What becomes of insights, as their authors read it: pure functions of what they show."""

from collections.abc import Sequence

from slack_sdk.models.blocks import Block, ButtonElement, ContextBlock, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.replies import Message, message
from handlers.insights import ids, sayings, views
from workflows.insights.insight import CLOSED, NEW, Insight
from workflows.insights.receipt import Fate
from workflows.insights.theme import NOT_NOW, Theme

_WORDS, _NAME, _REASON = 150, 75, 320
# Of a theme's states, the last ones; of the insights that shipped, the first ones.
_PATH, _LISTED = 5, 10


def receipt(t: Translator, fates: Sequence[Fate]) -> Message:
    """What becomes of some insights of one author, who is told in direct messages."""
    head = t("*What becomes of what you told us*")
    lines = [f"{_named(each.insight)}\n{_line(t, each)}" for each in fates]
    foot = t("I keep this message up to date. Nothing else is asked of you.")
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    for each, line in zip(fates, lines, strict=True):
        blocks.append(SectionBlock(text=mrkdwn(line), accessory=_open(t, each.insight)))
    blocks.append(ContextBlock(elements=[mrkdwn(foot)]))
    return message("\n".join([head, *lines, foot]), *blocks)


def in_thread(t: Translator, fate: Fate) -> Message:
    """The same of one insight, in the thread of the message it was kept from."""
    line = t(
        "This was kept as *{reference}*. {line}",
        reference=fate.insight.reference,
        line=_line(t, fate),
    )
    return message(line, SectionBlock(text=mrkdwn(line), accessory=_open(t, fate.insight)))


def erased(t: Translator) -> Message:
    """The same, once none of them is left."""
    said = t("What was said here was erased.")
    return message(said, SectionBlock(text=mrkdwn(said)))


def shipped(t: Translator, theme: Theme, insights: Sequence[Insight]) -> Message:
    """What someone told us has shipped."""
    head = t("🎉 *{theme}* has shipped.", theme=views.fitted(theme.name, _NAME))
    reason = views.fitted(theme.reason, _REASON)
    thanks = t.n(
        "You told us about it. Whoever said it to you may be glad to hear:",
        "You told us about it {n} times. Whoever said it to you may be glad to hear:",
        len(insights),
    )
    lines = [_named(each) + _said_by(t, each) for each in insights[:_LISTED]]
    if len(insights) > _LISTED:
        more = len(insights) - _LISTED
        lines.append(t.n("And {n} more.", "And {n} more.", more))
    texts = ["\n".join(filter(None, (head, reason))), "\n".join([thanks, *lines])]
    return message("\n".join(texts), *views.blocks(texts, []))


def _line(t: Translator, fate: Fate) -> str:
    said = _state(t, fate)
    if fate.notes > 1:
        said += " · " + t.n("{n} note says this", "{n} notes say this", fate.notes)
    return said


def _state(t: Translator, fate: Fate) -> str:
    insight = fate.insight
    if insight.undone_at:
        return t("You took it back.")
    if fate.path:
        theme = views.fitted(insight.theme, _NAME)
        path = " → ".join(sayings.state(t, state) for state in fate.path[-_PATH:])
        reason = views.fitted(insight.theme_reason, _REASON)
        if insight.theme_state == NOT_NOW:
            return t(
                "In *{theme}*: {path}, because: {reason}", theme=theme, path=path, reason=reason
            )
        said = t("In *{theme}*: {path}", theme=theme, path=path)
        return t("{theme}. {reason}", theme=said, reason=reason) if reason else said
    if insight.state == CLOSED:
        return t("Read, with thanks. We leave it at that for now.")
    if insight.state == NEW:
        return t("Somebody takes another look at it.")
    return t("Looked at. It is in no theme yet.")


def _named(insight: Insight) -> str:
    return f"*{insight.reference}* “{views.fitted(insight.words, _WORDS)}”"


def _said_by(t: Translator, insight: Insight) -> str:
    """Who it is from, so that they can be told."""
    names = (insight.customer, insight.said_by, insight.source_name)
    who = next((views.fitted(name, _NAME) for name in names if name), "")
    return t(" · from {name}", name=who) if who else ""


def _open(t: Translator, insight: Insight) -> ButtonElement:
    return ButtonElement(text=t("Open"), action_id=ids.SHOW, value=str(insight.id))
