"""What is said about an insight that is shared: pure functions of what they show."""

from slack_sdk.models.blocks import (
    ActionsBlock,
    Block,
    ButtonElement,
    ConversationFilter,
    ConversationSelectElement,
    InputBlock,
    PlainTextInputElement,
)
from slack_sdk.models.views import View

from bot.delivery.reach import Problem
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Json, Message, form, message
from handlers.insights import ids, views
from workflows.insights.insight import Insight
from workflows.insights.share import LONGEST_NOTE, Share


def asked(t: Translator, insight: Insight, note: str = "") -> Json:
    """The form that asks where an insight is to be shared.

    Args:
        note: what was said with it before, and could not be posted.
    """
    words = views.quoted(insight.words, views.EXCERPT)
    return form(
        View(
            type="modal",
            callback_id=ids.SHARE_FORM,
            title=t("Share {reference}", reference=insight.reference),
            submit=t("Share"),
            close=t("Cancel"),
            private_metadata=str(insight.id),
            blocks=[*views.blocks([words], []), *_fields(t, note)],
        )
    )


def under_way(t: Translator, insight: Insight, share: Share, problem: Problem | None) -> Json:
    """What the form becomes once the insight is on its way.

    Args:
        problem: why the channel could not be reached the last time.
    """
    words = t(
        "*{reference}* is on its way to {channel}. If I can't post it there, I'll tell you why.",
        reference=insight.reference,
        channel=f"<#{share.place.channel}>",
    )
    lines = (
        [t("The last time I could not post there. {why}", why=t.words(problem.words))]
        if problem
        else []
    )
    return form(
        View(
            type="modal",
            title=insight.reference,
            close=t("Close"),
            blocks=views.blocks([words], lines),
        )
    )


def shared(t: Translator, insight: Insight, share: Share) -> Message:
    """An insight in a channel, for all who read there: people by name, so that nobody is pinged."""
    name = views.fitted(share.name, 100) or t("a colleague")
    if insight.undone_at:
        return _gone(t("*{reference}* was taken back by its author.", reference=insight.reference))
    if insight.private:
        return _gone(t("*{reference}* is private now.", reference=insight.reference))
    head = t("*{reference}*, shared by {name}", reference=insight.reference, name=name)
    note = [escape(share.place.note)] if share.place.note else []
    texts = [head, *note, views.quoted(insight.words, views.EXCERPT)]
    lines = views.facts(t, insight, mentions=False)
    button = ButtonElement(text=t("Open"), action_id=ids.SHOW, value=str(insight.id))
    return message(
        "\n".join([*texts, *lines]), *views.blocks(texts, lines), ActionsBlock(elements=[button])
    )


def erased(t: Translator, reference: str) -> Message:
    """What is said where an insight was shared that was erased, e.g. `INS-12`."""
    return _gone(t("*{reference}* was erased.", reference=reference))


def _gone(words: str) -> Message:
    return message(words, *views.blocks([words], []))


def _fields(t: Translator, note: str) -> list[Block]:
    return [
        InputBlock(
            block_id=ids.CHANNEL,
            label=t("Channel"),
            element=ConversationSelectElement(
                action_id=ids.CHANNEL,
                default_to_current_conversation=True,
                # What customers said does not leave the company.
                filter=ConversationFilter(
                    include=["public", "private"],
                    exclude_external_shared_channels=True,
                    exclude_bot_users=True,
                ),
            ),
        ),
        InputBlock(
            block_id=ids.NOTE,
            label=t("Add a note"),
            optional=True,
            element=PlainTextInputElement(
                action_id=ids.NOTE,
                multiline=True,
                max_length=LONGEST_NOTE,
                initial_value=note or None,
            ),
        ),
    ]
