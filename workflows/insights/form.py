"""What a person typed, checked: into a command as a whole, into a form field by field."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import urlsplit

from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Words, say, say_n
from bot.mrkdwn import clean, is_blank
from workflows.insights import tags

# Slack's longest message (developer docs, chat.postMessage, "Truncating content").
LONGEST = 40_000
# The end of a text field of Slack's (plain_text_input, max_length).
SHOWN = 3_000
LONGEST_NAME = 200
LONGEST_LINK = 1_000
# A host's name up to the path, as people type it: with a dot, and no scheme before it.
_HOST = re.compile(r"(?:[\w-]+\.)+[^\W\d_]{2,}(?::\d+)?(?:[/?#]|$)")
KINDS = ("user", "market")
SOURCES = ("interview", "support", "sales", "survey", "analytics", "market")
SEVERITIES = ("low", "medium", "high")
# What a menu of Slack's holds of a choice (composition objects, option).
LONGEST_CHOICE = 75


@dataclass(frozen=True)
class Typed:
    """A form's fields as they were typed; `tags` between blanks or commas, `area` by its name."""

    words: str = ""
    said_by: str = ""
    kind: str = ""
    customer: str = ""
    tags: str = ""
    link: str = ""
    source: str = ""
    severity: str = ""
    area: str = ""


@dataclass(frozen=True)
class Fields:
    """What an insight says, checked and cleaned.

    Attributes:
        kind: `user`, `market` or empty.
        source: one of `SOURCES`, or empty.
        severity: one of `SEVERITIES`, or empty.
        area: the name of a product area, or empty.
    """

    words: str
    said_by: str = ""
    kind: str = ""
    customer: str = ""
    tags: tuple[str, ...] = ()
    link: str = ""
    source: str = ""
    severity: str = ""
    area: str = ""


def from_words(text: str) -> Fields:
    """What a command's text says.

    Args:
        text: what was typed, Slack's escapes undone.

    Raises:
        Refusal: it is empty, nothing but tags, or over 40,000 characters.
    """
    words = clean(text)
    wrong = _wrong_words(words)
    if wrong:
        raise Refusal(wrong)
    return Fields(words, tags=tags.tags_in(words))


def check(typed: Typed, untagged: Collection[str] = ()) -> Fields | Errors:
    """The fields of a form, or everything that is wrong with them at once.

    Args:
        untagged: what looks like a tag in the words and is none, the name of a channel.
    """
    words, said_by, customer = clean(typed.words), clean(typed.said_by), clean(typed.customer)
    named, link = tags.split(clean(typed.tags)), _completed(clean(typed.link))
    wrong = {
        "words": _wrong_words(words),
        "said_by": _wrong_name(said_by, LONGEST_NAME),
        "customer": _wrong_name(customer, LONGEST_CHOICE),
        "tags": _wrong_tags(named),
        "link": _wrong_link(link),
    }
    errors = {field: sentence for field, sentence in wrong.items() if sentence}
    if errors:
        return Errors(errors)
    both = dict.fromkeys((*map(tags.tag, named), *tags.tags_in(words, untagged)))
    return Fields(
        words=words,
        said_by=said_by,
        kind=typed.kind if typed.kind in KINDS else "",
        customer=customer,
        tags=tuple(both)[: tags.MOST],
        link=link,
        source=typed.source if typed.source in SOURCES else "",
        severity=typed.severity if typed.severity in SEVERITIES else "",
        area=clean(typed.area),
    )


def beginning(text: str) -> str:
    """The part of a text that a form's field shows: 3,000 characters as a browser counts them."""
    return text.encode("utf-16-le")[: 2 * SHOWN].decode("utf-16-le", "ignore")


def whole(typed: str, text: str) -> str:
    """What a person means by a field that showed only the beginning of a text.

    Args:
        typed: what the field holds now.
        text: the whole text; what the field did not show of it stays.
    """
    shown = beginning(text)
    rest = text[len(shown) :]
    if not rest:
        return typed
    if clean(typed) == clean(shown):
        return text
    gap = shown[len(shown.rstrip()) :] if typed == typed.rstrip() else ""
    return typed + gap + rest


def _wrong_words(words: str) -> Words | None:
    if is_blank(words):
        return say("There are no words to keep here. Write what you learnt in a sentence.")
    if len(words) > LONGEST:
        return say(
            "This is {length} characters long; an insight holds {longest} at most. Shorten it,"
            " or keep it as two insights.",
            length=len(words),
            longest=LONGEST,
        )
    if tags.only_tags(words):
        return say(
            "What did you learn about {tags}? Add a few words: tags alone don't say it.",
            tags=" ".join(f"#{tag}" for tag in tags.tags_in(words)),
        )
    return None


def _wrong_name(name: str, longest: int) -> Words | None:
    if len(name) <= longest:
        return None
    return say(
        "This is {length} characters long; {longest} fit here. The rest belongs with what you"
        " learnt.",
        length=len(name),
        longest=longest,
    )


def _wrong_tags(named: tuple[str, ...]) -> Words | None:
    for piece in named:
        if len(piece) > tags.LONGEST:
            return say("A tag has {longest} characters at most.", longest=tags.LONGEST)
        if not tags.tag(piece):
            return say(
                "“{tag}” can't be a tag: use letters, digits, - and _, with at least one letter,"
                " and a space between two tags.",
                tag=piece,
            )
    if len(named) > tags.MOST:
        return say_n(
            "That is {n} tag; an insight has {most} at most.",
            "That is {n} tags; an insight has {most} at most.",
            len(named),
            most=tags.MOST,
        )
    return None


def _completed(link: str) -> str:
    """A link with `https://` where it begins with a host's name."""
    return f"https://{link}" if _HOST.match(link) else link


def _wrong_link(link: str) -> Words | None:
    if not link:
        return None
    if len(link) > LONGEST_LINK:
        return say("A link has {longest} characters at most.", longest=LONGEST_LINK)
    try:
        parts = urlsplit(link)
        good = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        good = False
    if good and not any(letter.isspace() or letter in '<>"' for letter in link):
        return None
    return say("This is not a web address: it starts with https:// or http:// and has no spaces.")
