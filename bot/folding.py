"""Text compared as people do: no accents, no case, ligatures spelt out."""

import unicodedata
from collections.abc import Collection
from difflib import get_close_matches

from sqlalchemy import ColumnElement, func

# PostgreSQL refuses a text-search vector over 1 MB; a text that Unicode unfolds may reach it.
LONGEST = 120_000  # bytes; 40,000 Chinese characters

_SPELT_OUT = str.maketrans({"œ": "oe", "æ": "ae", "Œ": "oe", "Æ": "ae", "ß": "ss"})
# Where a name is none of those that are known.
_OFFERED = 3
# Blanks, and what shows nothing.
_BLANK = {"Cc", "Cf", "Zs", "Zl", "Zp"}


def folded(*texts: str) -> str:
    """The texts as one, as an index and a question both spell it."""
    whole = "\n".join(text for text in texts if text)
    if whole.isascii():
        return whole.lower()
    apart = unicodedata.normalize("NFKD", whole.translate(_SPELT_OUT))
    plain = "".join(letter for letter in apart if not unicodedata.combining(letter)).casefold()
    return plain.encode()[:LONGEST].decode(errors="ignore")


def indexed(text: str | ColumnElement[str]) -> ColumnElement[str]:
    """The text-search vector of a folded text, which finds it by English and by French endings."""
    english, french = (func.to_tsvector(language, text) for language in ("english", "french"))
    return english.op("||")(french)


def sameness(name: str) -> str:
    """What two names share that differ only by case, accents and blanks."""
    return "".join(c for c in folded(name) if unicodedata.category(c) not in _BLANK)


def letters(name: str) -> str:
    """What is compared of a name that is typed by heart: its letters and digits alone, folded."""
    return "".join(letter for letter in sameness(name) if letter.isalnum())


def near(typed: str, names: Collection[str]) -> str:
    """The names that are most like what was typed, the likest first; empty for none."""
    known = {sameness(name): name for name in names}
    wanted = sameness(typed)
    part = [name for same, name in known.items() if wanted and (wanted in same or same in wanted)]
    like = [known[same] for same in get_close_matches(wanted, known, _OFFERED)]
    return ", ".join(list(dict.fromkeys(like + part))[:_OFFERED])
