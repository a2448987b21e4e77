"""Tags: what `#billing` in a text or `billing` in a field stands for."""

import re
import unicodedata
from collections.abc import Collection

MOST = 20
LONGEST = 50

_URL = re.compile(r"[A-Za-z][A-Za-z0-9+.-]{0,20}://\S*")
# Not inside a word, an address or an HTML entity.
_START = re.compile(r"(?<![\w/&=@#-])#")
# What goes on with a name that began like a tag.
_GOES_ON = re.compile(r"[+#]|[^\w\s,;:!?()\[\]{}<>|«»“”\"…—–-]\w")
_BETWEEN = re.compile(r"[\s,;]+")


def tags_in(words: str, but: Collection[str] = ()) -> tuple[str, ...]:
    """The tags in a text, each once, in the order they come, at most 20.

    A tag is `#` and up to 50 letters, digits, `_` or `-` with at least one letter, not inside a
    word or an address. Where more follows that belongs to it (`#R&D`, `#c++`, `#v2.1`) there is
    none: half of a name would be another one. Tags are the same whatever their case and their
    Unicode form.

    Args:
        but: what looks like a tag and is none.
    """
    if "#" not in words:
        return ()
    text = unicodedata.normalize("NFC", _URL.sub(" ", words))
    found = (_tag_at(text, start.end()) for start in _START.finditer(text))
    return tuple(dict.fromkeys(tag for tag in found if tag and tag not in but))[:MOST]


def split(typed: str) -> tuple[str, ...]:
    """The pieces of a field of tags: between blanks, commas or semicolons, without their `#`."""
    pieces = _BETWEEN.split(unicodedata.normalize("NFC", typed))
    return tuple(piece.lstrip("#") for piece in pieces if piece.lstrip("#"))


def tag(piece: str) -> str:
    """A piece of a field as a tag; empty when it can't be one."""
    return _tag(piece) if _run(piece, 0) == piece else ""


def only_tags(words: str) -> bool:
    """Whether nothing but tags and punctuation stands in a text that has tags."""
    text = unicodedata.normalize("NFC", words)
    rest, end = [], 0
    for start in _START.finditer(text):
        run = _run(text, start.end())
        if _tag_at(text, start.end()):
            rest.append(text[end : start.start()])
            end = start.end() + len(run)
    left = "".join([*rest, text[end:]])
    return end > 0 and not any(unicodedata.category(letter)[0] in "LNS" for letter in left)


def _tag_at(text: str, start: int) -> str:
    """The tag whose first letter is at a place; empty when there is none."""
    run = _run(text, start)
    return "" if _GOES_ON.match(text, start + len(run)) else _tag(run)


def _run(text: str, start: int) -> str:
    end = start
    while end < len(text) and (text[end] in "_-" or unicodedata.category(text[end])[0] in "LNM"):
        end += 1
    return text[start:end]


def _tag(run: str) -> str:
    name = unicodedata.normalize("NFC", run.rstrip("-").casefold())
    letters = any(unicodedata.category(letter)[0] == "L" for letter in name)
    return name if letters and len(name) <= LONGEST else ""
