"""What is said of the thread that is kept with an insight: pure functions of what they show."""

from collections.abc import Mapping
from typing import Any

from slack_sdk.models.blocks import (
    ActionsBlock,
    ButtonElement,
    CheckboxesElement,
    InputBlock,
    Option,
    SectionBlock,
)

from bot.blockkit import mrkdwn
from bot.delivery import reasons
from bot.i18n import Translator
from bot.replies import Message, message
from handlers.insights import ids
from handlers.insights.parts import quotes
from workflows.insights.conversation import LONGEST, MOST, is_cut, uncut
from workflows.insights.insight import Insight

# Slack's codes of a message that was deleted, and of a channel that the bot is not in.
GONE = "thread_not_found"
OUTSIDE = frozenset({"not_in_channel", "channel_not_found"})


def field(t: Translator, wanted: bool, suffix: str = "") -> InputBlock:
    """The box that keeps the whole thread of a message.

    Args:
        wanted: whether it is ticked.
        suffix: what the block's id ends with.
    """
    option = Option(
        value=ids.THREAD,
        label=t("Keep the whole thread"),
        description=t("What the others wrote there can then be read and found too."),
    )
    element = CheckboxesElement(
        action_id=ids.THREAD, options=[option], initial_options=[option] if wanted else None
    )
    return InputBlock(
        block_id=ids.THREAD + suffix, label=t("Thread"), element=element, optional=True
    )


def wanted(values: Mapping[str, Any]) -> bool:
    """Whether that box is ticked, from a form's `state.values`."""
    elements = (block.get(ids.THREAD) or {} for block in values.values())
    return any(element.get("selected_options") for element in elements)


def under_way(t: Translator, insight: Insight) -> str:
    """The line that says that a thread is being read."""
    return t(
        "I'm reading the thread: in a moment `/insight {reference}` shows it too.",
        reference=insight.reference,
    )


def hint(t: Translator, insight: Insight) -> list[str]:
    """The line that says where the thread of an insight is to be read; none where it has none."""
    if not insight.conversation:
        return []
    return [
        t(
            "It comes from a thread, which `/insight {reference}` shows.",
            reference=insight.reference,
        )
    ]


def asked(t: Translator, insight: Insight) -> Message:
    """What the button that reads a thread once more leaves."""
    words = under_way(t, insight)
    return message(words, SectionBlock(text=mrkdwn(words)))


def shown(t: Translator, insight: Insight) -> list[str]:
    """The thread of an insight, each text for a section; none where it has none."""
    if not insight.conversation:
        return []
    first, *rest = quotes(uncut(insight.conversation))
    head = t("The thread it comes from")
    texts = [f"*{head}*\n{first}", *rest]
    if is_cut(insight.conversation):
        end = t(
            "The thread goes on: of a thread I keep the first {messages} messages, and"
            " {characters} characters at most.",
            messages=t.number(MOST),
            characters=t.number(LONGEST),
        )
        texts[-1] += f"\n_{end}_"
    return texts


def unread(t: Translator, insight: Insight, code: str) -> Message:
    """The thread could not be read, and what to do about it.

    Args:
        code: Slack's.
    """
    head = t("*{reference}* is kept, but without its thread.", reference=insight.reference)
    channel = f"<#{insight.channel}>"
    if code in OUTSIDE:
        why = t(
            "I am not in {channel}: type `/invite` there and choose me, then let me read it.",
            channel=channel,
        )
    elif code == GONE:
        why = t("The message was deleted in {channel} before I could read it.", channel=channel)
        return message(f"{head} {why}", SectionBlock(text=mrkdwn(f"{head} {why}")))
    else:
        why = t.words(reasons.words(code))
    words = f"{head} {why}"
    again = ButtonElement(
        text=t("Read the thread"), action_id=ids.READ_THREAD, value=str(insight.id)
    )
    return message(words, SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[again]))
