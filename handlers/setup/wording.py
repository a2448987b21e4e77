"""What the questions of the set-up ask, and why."""

from bot.i18n import Translator
from workflows.setup.answers import Question


def question(t: Translator, asked: Question) -> str:
    """What it asks."""
    return {
        Question.PRODUCT_OPS: t("Who is Product Ops?"),
        Question.ANNOUNCEMENTS: t("Where do announcements go?"),
        Question.COUNTRY: t("Which country's calendar counts?"),
        Question.LANGUAGE: t("Which language by default?"),
    }[asked]


def why(t: Translator, asked: Question) -> str:
    """What the answer is for."""
    return {
        Question.PRODUCT_OPS: t(
            "They set me up, send news and see what needs attention. Two or more is best: one may"
            " be away."
        ),
        Question.ANNOUNCEMENTS: t("News for everyone is posted in this channel."),
        Question.COUNTRY: t(
            "On its public holidays I ask nothing of anyone. Whoever works elsewhere chooses"
            " another country on their own page."
        ),
        Question.LANGUAGE: t(
            "I speak each person's language as they have it in Slack. This one is for channels, and"
            " for whoever Slack tells me nothing of."
        ),
    }[asked]
