"""What the full-text index holds of an insight."""

from bot.folding import folded
from workflows.insights.form import Fields


def searched(fields: Fields, conversation: str = "") -> str:
    """An insight's words, tags and names, folded, and the thread it was kept from."""
    tags = " ".join(fields.tags)
    return folded(fields.words, tags, fields.customer, fields.said_by, conversation)
