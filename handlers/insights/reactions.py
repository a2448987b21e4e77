"""What is said of a message that someone put the chosen emoji on: pure functions of their values.

Whoever did it reads all of them but one, which the message's author reads.
"""

from dataclasses import dataclass
from datetime import datetime

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.delivery import reasons
from bot.i18n import Translator, Words
from bot.mrkdwn import escape
from bot.replies import Message, message
from handlers.insights import conversations, ids, views
from workflows.insights.insight import Insight


@dataclass(frozen=True)
class Put:
    """An emoji on a message: its name without colons, and Slack's id of the channel."""

    name: str
    channel: str

    @property
    def emoji(self) -> str:
        """As a message shows it."""
        return f":{escape(self.name)}:"


def receipt(t: Translator, insight: Insight, put: Put, until: datetime | None) -> Message:
    """The message is kept; `until` as for every receipt."""
    head = t(
        "*{reference}* is kept, for your {emoji} in {channel}.",
        reference=insight.reference,
        emoji=put.emoji,
        channel=f"<#{put.channel}>",
    )
    return views.receipt(t, insight, until, head)


def held(t: Translator, insight: Insight, put: Put, mine: bool) -> Message:
    """The message was kept before.

    Args:
        mine: whether its reader did it.
    """
    where = {"reference": insight.reference, "emoji": put.emoji, "channel": f"<#{put.channel}>"}
    if mine:
        words = t(
            "You kept the message you put {emoji} on in {channel} before: it is *{reference}*.",
            **where,
        )
    else:
        words = t(
            "The message you put {emoji} on in {channel} is kept already, as *{reference}*:"
            " {author} did it first.",
            author=views.author(insight),
            **where,
        )
    return _card(t, words, insight)


def unread(t: Translator, put: Put, code: str) -> Message:
    """The bot can't read the message.

    Args:
        code: Slack's, which says why.
    """
    where = {"emoji": put.emoji, "channel": f"<#{put.channel}>"}
    if code == conversations.GONE:
        return _said(
            t(
                "The message you put {emoji} on in {channel} was deleted before I could read it,"
                " so nothing is kept. If you remember what it said, type `/insight` and a few"
                " words.",
                **where,
            )
        )
    if code in conversations.OUTSIDE:
        return _said(
            t(
                "I can't read the message you put {emoji} on, because I am not in {channel}. Type"
                " `/invite` there and choose me; then take your {emoji} off and put it on again.",
                **where,
            )
        )
    why = t.words(reasons.words(code))
    return _said(t("I can't read the message you put {emoji} on in {channel}.", **where), why)


def wordless(t: Translator, put: Put, wrong: Words) -> Message:
    """The message says nothing that can be kept.

    Args:
        wrong: what is the matter with its words.
    """
    head = t(
        "The message you put {emoji} on in {channel} is not kept as it stands.",
        emoji=put.emoji,
        channel=f"<#{put.channel}>",
    )
    how = t("Type `/insight` for that.")
    return _said(head, t.words(wrong), how)


def to_author(t: Translator, insight: Insight, put: Put, own: bool) -> Message:
    """What the author of a message reads, the first time that one of theirs is kept.

    Args:
        own: whether they are of the workspace, not its guest.
    """
    where, label = f"<#{put.channel}>", t("your message")
    happened = t(
        "{name} put {emoji} on {said} in {channel}, and so it is kept as an insight,"
        " *{reference}*: from these the product teams learn what customers and the market need.",
        name=views.author(insight),
        emoji=put.emoji,
        said=f"<{escape(insight.permalink)}|{label}>",
        channel=where,
        reference=insight.reference,
    )
    seen = (
        t(
            "Only {name} and the members of {channel} can see it.",
            name=views.author(insight),
            channel=where,
        )
        if insight.private
        else t("Everyone in the workspace can find it.")
    )
    once = t(
        "If it should not be there, tell {name} or Product Ops. I explain this once: from now on,"
        " a {emoji} under a message of yours says it.",
        name=views.author(insight),
        emoji=put.emoji,
    )
    words = f"{happened} {seen}\n{once}"
    return _card(t, words, insight) if own or insight.private else _said(words)


def _card(t: Translator, words: str, insight: Insight) -> Message:
    button = ButtonElement(text=t("Open"), action_id=ids.SHOW, value=str(insight.id))
    return message(words, SectionBlock(text=mrkdwn(words)), ActionsBlock(elements=[button]))


def _said(*words: str) -> Message:
    text = " ".join(words)
    return message(text, SectionBlock(text=mrkdwn(text)))
