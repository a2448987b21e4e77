"""What the full-text index holds of an insight."""

from bot.folding import folded
from workflows.insights.form import Fields


def searched(fields: Fields) -> str:
    """An insight's words, tags and names, folded."""
    return folded(fields.words, " ".join(fields.tags), fields.customer, fields.said_by)
