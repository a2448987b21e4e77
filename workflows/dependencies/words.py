"""The words a dependency is found by: how its index and a question spell them."""

import re

from sqlalchemy import ColumnElement

from bot.folding import folded, indexed

_WORD = re.compile(r"[^\W_]+")


def index(*texts: str) -> ColumnElement[str]:
    """What some texts are found by."""
    # PostgreSQL takes `l’accès` for one word, and `<b>` for none.
    return indexed(" ".join(words("\n".join(texts))))


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(folded(text))
