"""What is said of insights that are alike or linked: pure functions of what they show."""

from collections.abc import Sequence

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, ContextBlock, SectionBlock

from bot import blockkit
from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.replies import Json, Message
from handlers.insights import ids
from handlers.insights.views import fitted
from workflows.insights.insight import Insight
from workflows.insights.likeness import Alike

# How many are offered at once, and how many of those linked are quoted, with a button.
OFFERED, UNLINKED = 2, 5
_EXCERPT, _WORD, _WORDS = 200, 40, 6
_LINKED = 20


def lines(t: Translator, alikes: Sequence[Alike]) -> list[str]:
    """What each likely duplicate is and why it is taken for one, a line each."""
    return [
        t(
            "Looks like *{reference}*: “{words}” · both say: {shared}",
            reference=alike.insight.reference,
            words=fitted(alike.insight.words, _EXCERPT),
            shared=", ".join(fitted(word, _WORD) for word in alike.words[:_WORDS]),
        )
        for alike in alikes
    ]


def buttons(
    t: Translator, insight: Insight, alike: Alike, in_form: bool = False
) -> list[ButtonElement]:
    """The buttons that say whether a likely duplicate of an insight is one.

    Args:
        in_form: whether they stand in a form rather than in a message.
    """
    same, other = (ids.SAME_IN_FORM, ids.NOT_SAME_IN_FORM) if in_form else (ids.SAME, ids.NOT_SAME)
    value = f"{insight.id}:{alike.insight.id}"
    named = t("Same as {reference}", reference=alike.insight.reference)
    return [
        ButtonElement(text=named, action_id=same, value=value),
        ButtonElement(text=t("Not the same"), action_id=other, value=value),
    ]


def below(message: Message, t: Translator, insight: Insight, alikes: Sequence[Alike]) -> Message:
    """A message about an insight, and below it what is most like it."""
    return _with(message, lines(t, alikes), _blocks(t, insight, alikes))


def below_in_form(view: Json, t: Translator, insight: Insight, alikes: Sequence[Alike]) -> Json:
    """The same of a form."""
    more = map(blockkit.written, _blocks(t, insight, alikes, in_form=True))
    return {**view, "blocks": [*view["blocks"], *more]}


def with_links(
    message: Message, t: Translator, insight: Insight, linked: Sequence[Insight]
) -> Message:
    """A message about an insight, and below it what it is linked to."""
    first, more = linked[:UNLINKED], linked[UNLINKED:]
    texts = [
        t(
            "Same as *{reference}*: “{words}”",
            reference=each.reference,
            words=fitted(each.words, _EXCERPT),
        )
        for each in first
    ]
    blocks: list[Block] = [
        SectionBlock(text=mrkdwn(line), accessory=_unlinking(t, insight, each))
        for line, each in zip(texts, first, strict=True)
    ]
    if more:
        texts.append(t("Same as: {references}", references=_listed(more)))
        blocks.append(ContextBlock(elements=[mrkdwn(texts[-1])]))
    return _with(message, texts, blocks)


def unlinking(t: Translator, insight: Insight) -> ButtonElement:
    """The button that takes an insight out of those it is linked to."""
    return _unlinking(t, insight, insight)


def same(t: Translator, insight: Insight, other: Insight) -> str:
    """The line that says that two insights are linked now."""
    return t(
        "*{reference}* is linked to *{other}*: they count as one need.",
        reference=insight.reference,
        other=other.reference,
    )


def not_same(t: Translator, insight: Insight, other: Insight) -> str:
    """The line that says that two insights are not the same."""
    return t(
        "Noted: *{reference}* and *{other}* are not the same. I won't compare them again.",
        reference=insight.reference,
        other=other.reference,
    )


def unlinked(t: Translator, insight: Insight) -> str:
    """The line that says that an insight is linked to no other any more."""
    return t("*{reference}* stands on its own again.", reference=insight.reference)


def headed(head: str, message: Message, *row: ButtonElement) -> Message:
    """A message with a line of its own above it, and the buttons that belong to that."""
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head))]
    if row:
        blocks.append(ActionsBlock(elements=list(row)))
    before = tuple(map(blockkit.written, blocks))
    return Message(f"{head}\n{message.text}", before + message.blocks)


def taking_back(t: Translator, insight: Insight, other: Insight) -> ButtonElement:
    """The button that forgets that two insights are not the same."""
    value = f"{insight.id}:{other.id}"
    return ButtonElement(text=t("Compare them again"), action_id=ids.COMPARE_AGAIN, value=value)


def _unlinking(t: Translator, insight: Insight, out: Insight) -> ButtonElement:
    """The button on the card of an insight that takes one out, itself or another."""
    value = f"{insight.id}:{out.id}"
    return ButtonElement(text=t("Unlink"), action_id=ids.UNLINK, value=value)


def _listed(linked: Sequence[Insight]) -> str:
    more = ", …" if len(linked) > _LINKED else ""
    return ", ".join(f"*{each.reference}*" for each in linked[:_LINKED]) + more


def _blocks(
    t: Translator, insight: Insight, alikes: Sequence[Alike], in_form: bool = False
) -> list[Block]:
    found: list[Block] = []
    for alike, line in zip(alikes, lines(t, alikes), strict=True):
        found.append(SectionBlock(text=mrkdwn(line)))
        found.append(ActionsBlock(elements=buttons(t, insight, alike, in_form)))
    return found


def _with(message: Message, texts: list[str], blocks: list[Block]) -> Message:
    more = tuple(map(blockkit.written, blocks))
    return Message("\n".join([message.text, *texts]), message.blocks + more)
