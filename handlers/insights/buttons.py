"""The buttons that act on one insight."""

from slack_sdk.models.blocks import ButtonElement, ConfirmObject

from bot.i18n import Translator
from workflows.insights.insight import Insight


def narrowing(t: Translator, insight: Insight, action: str) -> ButtonElement:
    """The button that makes an insight private again; `action` as for `widening`."""
    return button(t("Make private again"), action, insight)


def widening(t: Translator, insight: Insight, action: str) -> ButtonElement:
    """The button that shows a private insight to everyone, once it is confirmed.

    Args:
        action: its id, another one in a form than in a message.
    """
    return button(t("Show to everyone"), action, insight, _sure(t, insight))


def sharing(t: Translator, insight: Insight, action: str) -> list[ButtonElement]:
    """The button that posts an insight to a channel; none for a private one.

    Args:
        action: as for `widening`.
    """
    return [] if insight.private else [button(t("Share"), action, insight)]


def button(
    text: str, action: str, insight: Insight, confirm: ConfirmObject | None = None
) -> ButtonElement:
    """A button with an insight's id; `action` is its own id, `confirm` what it asks first."""
    return ButtonElement(text=text, action_id=action, value=str(insight.id), confirm=confirm)


def _sure(t: Translator, insight: Insight) -> ConfirmObject:
    return ConfirmObject(
        title=t("Show {reference} to everyone?", reference=insight.reference),
        text=t("It was kept in private. Everyone in the workspace can then find and read it."),
        confirm=t("Show to everyone"),
        deny=t("Cancel"),
    )
