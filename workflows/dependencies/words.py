"""The words a dependency is found by: how its index and a question spell them."""

import re

from sqlalchemy import ColumnElement

from bot.folding import folded, indexed

# PostgreSQL takes what is written with a typographic apostrophe for one word.
_APOSTROPHES = str.maketrans("’‘ʼ", "   ")
_WORD = re.compile(r"[^\W_]+")


def index(*texts: str) -> ColumnElement[str]:
    """What some texts are found by."""
    return indexed(folded(*texts).translate(_APOSTROPHES))


def words(text: str) -> list[str]:
    """The words of a text, folded."""
    return _WORD.findall(folded(text))
