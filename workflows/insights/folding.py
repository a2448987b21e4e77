"""Text made ready for full-text search: no accents, no case, ligatures spelt out."""

import unicodedata

from workflows.insights.form import Fields

# PostgreSQL refuses a text-search vector over 1 MB; a text that Unicode unfolds may reach it.
LONGEST = 120_000  # bytes; 40,000 Chinese characters

_SPELT_OUT = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})


def folded(*texts: str) -> str:
    """The texts as one, as the index and a query both spell it."""
    whole = "\n".join(text for text in texts if text)
    if whole.isascii():
        return whole.lower()
    apart = unicodedata.normalize("NFKD", whole.translate(_SPELT_OUT))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return plain.encode()[:LONGEST].decode(errors="ignore")


def searched(fields: Fields) -> str:
    """What the full-text index holds of an insight."""
    return folded(fields.words, " ".join(fields.tags), fields.customer, fields.said_by)
