"""Slack's text format: typed words made safe to show, and Slack's text made plain to keep."""

import re
import unicodedata
from collections.abc import Mapping

# Overrides and isolates reorder what stands around them; what is kept keeps them, what is shown
# does not. The plain marks U+200E and U+200F, which Arabic and Hebrew need, stay.
_REORDERING = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A)])
_REFERENCE = re.compile(r"<(?P<kind>[@#!]?)(?P<target>[^|<>]*)(?:\|(?P<label>[^<>]*))?>")
_UNNAMED = re.compile(r"(?<!\w)@([UW][A-Z0-9]{5,})\b")
# Skin tones and what spells out a region's flag follow an emoji; two letters make a country's.
_MODIFIERS = "".join(map(chr, (*range(0x1F3FB, 0x1F400), *range(0xE0020, 0xE0080))))
_FLAGS = "".join(map(chr, range(0x1F1E6, 0x1F200)))
# Letters that show nothing: a text of these alone is empty to its reader. Beside whole categories,
# those that Unicode calls ignorable (DerivedCoreProperties.txt) and the empty Braille pattern.
_UNSEEN = {"Cc", "Cf", "Zs", "Zl", "Zp"}
_UNSEEN_TOO = {0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5, 0x2800, 0x3164, 0xFFA0} | {
    *(*range(0x180B, 0x1810), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


def escape(text: str) -> str:
    """`text` safe to show: no mention, no link, nobody pinged.

    `*bold*`, `` `code` `` and `:tada:` are shown as everywhere in Slack, where whoever typed them
    meant just that: an emoji picked in Slack arrives by its name.

    Source: Slack's "Formatting text for app surfaces", Escaping text.
    """
    shown = text.translate(_REORDERING)
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def unescape(text: str) -> str:
    """The text a person typed, from what Slack sends of it."""
    return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")


def excerpt(text: str, length: int) -> str:
    """The beginning of a text, at most `length` characters, cut between words where it can be."""
    if len(text) <= length:
        return text
    words = text[:length].rsplit(maxsplit=1)
    whole = len(words) > 1 and len(words[0]) > length // 2
    return (words[0] if whole else text[: cut(text, length - 1)]).rstrip() + "…"


def cut(text: str, length: int) -> int:
    """Where at most `length` characters of a text end, without taking apart what shows as one.

    A letter stays with its accents, an emoji with its skin tone and its family, a flag whole.
    """
    end = min(length, len(text))
    while 0 < end < len(text) and _is_joined(text, end):
        end -= 1
    return end or length


def quote(text: str) -> str:
    """Typed words as a block quote, safe to show."""
    return "\n".join(f"> {line}" for line in escape(text).splitlines())


def clean(text: str) -> str:
    """A typed text as it is kept: what no database or reader can hold is dropped.

    Control characters go (line breaks and tabs stay), half surrogates become question marks, line
    endings become `\\n`, blanks around it go.
    """
    whole = text.encode("utf-8", "replace").decode("utf-8")
    lines = whole.replace("\r\n", "\n").replace("\r", "\n")
    kept = (c for c in lines if c in "\n\t" or unicodedata.category(c) != "Cc")
    return "".join(kept).strip()


def is_blank(text: str) -> bool:
    """Whether a reader would see nothing."""
    return all(
        unicodedata.category(letter) in _UNSEEN or ord(letter) in _UNSEEN_TOO for letter in text
    )


def plain(text: str, names: Mapping[str, str]) -> str:
    """A message's mrkdwn as plain words: mentions by name, links by label and address.

    Args:
        text: the message's `text` as Slack sends it.
        names: display names by Slack id; someone unknown stays an id.
    """
    return unescape(_REFERENCE.sub(lambda found: _plain(found, names), text))


def mentioned(text: str) -> tuple[str, ...]:
    """The Slack ids of the people a message mentions."""
    found = _REFERENCE.finditer(text)
    return tuple(m["target"] for m in found if m["kind"] == "@")


def _is_joined(text: str, at: int) -> bool:
    """Whether the character at a place shows as one with what stands before it."""
    before, letter = text[at - 1], text[at]
    if "\u200d" in (before, letter) or letter in _MODIFIERS:
        return True
    if letter in _FLAGS:
        flags = len(text[:at]) - len(text[:at].rstrip(_FLAGS))
        return flags % 2 == 1
    return unicodedata.category(letter)[0] == "M"


def channels_in(text: str) -> tuple[str, ...]:
    """The channels a message names, as `plain` writes them without their `#`."""
    found = _REFERENCE.finditer(text)
    return tuple(m["label"] or m["target"] for m in found if m["kind"] == "#")


def unnamed(text: str) -> tuple[str, ...]:
    """The Slack ids that stand in plain words where `plain` knew no name."""
    return tuple(_UNNAMED.findall(text)) if "@" in text else ()


def named(text: str, names: Mapping[str, str]) -> str:
    """Plain words with names in place of the ids that `unnamed` finds.

    Args:
        names: display names by Slack id; someone unknown stays an id.
    """
    return _UNNAMED.sub(lambda found: "@" + names.get(found[1], found[1]), text)


def _plain(found: re.Match[str], names: Mapping[str, str]) -> str:
    kind, target, label = found["kind"], found["target"], found["label"]
    if kind == "@":
        return "@" + (label or names.get(target, target))
    if kind == "#":
        return "#" + (label or target)
    if kind == "!":
        return label or "@" + target.split("^")[0]
    if label and label != target:
        return f"{label} ({target})"
    return target
