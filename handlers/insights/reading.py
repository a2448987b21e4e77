"""Reads what Slack sends about insights: pure functions of its payloads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from bot import carried, decoding, filled
from bot.forms import Errors
from bot.i18n import Translator
from bot.mrkdwn import clean, is_blank, plain, unescape
from handlers.insights import ids
from workflows.insights.form import LONGEST, Typed
from workflows.insights.insight import Origin

Json = Mapping[str, Any]

FIELDS: Mapping[str, str] = {
    ids.WORDS: "words",
    ids.SAID_BY: "said_by",
    ids.KIND: "kind",
    ids.CUSTOMER: "customer",
    ids.TAGS: "tags",
    ids.LINK: "link",
    ids.SOURCE: "source",
    ids.SEVERITY: "severity",
    ids.AREA: "area",
}


# What stands before the name of a theme that is still to be made.
NEW_THEME = "new:"


class Verb(Enum):
    """What `/insight …` asks for."""

    KEEP = auto()
    FORM = auto()
    LIST = auto()
    SEARCH = auto()
    EXPORT = auto()
    DIGEST = auto()
    SHOW = auto()
    TRIAGE = auto()
    THEMES = auto()
    SETTINGS = auto()
    HELP = auto()


# Both languages, whoever types. A list or help count only alone: "list of …" begins an insight.
_ALONE = {
    **dict.fromkeys(("list", "liste"), Verb.LIST),
    **dict.fromkeys(("digest", "condensé", "condense"), Verb.DIGEST),
    **dict.fromkeys(("export", "exporter"), Verb.EXPORT),
    **dict.fromkeys(("triage", "tri", "trier"), Verb.TRIAGE),
    **dict.fromkeys(("themes", "thèmes"), Verb.THEMES),
    **dict.fromkeys(("settings", "réglages", "reglages"), Verb.SETTINGS),
    **dict.fromkeys(("help", "aide"), Verb.HELP),
}
_SEARCH = {"search", "chercher"}
_EXPORT = {"export", "exporter"}
# What an insight is called, up to the numbers that the database holds.
_REFERENCE = re.compile(r"INS-([0-9]{1,18})", re.IGNORECASE | re.ASCII)


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What a form carries unseen, from its opening to its submission.

    Attributes:
        channel, private, author, permalink, thread_ts, ts: as in Origin.
        draft: the draft it was filled from, 0 if none.
        insight: the insight it completes, 0 for a new one.
        changed: when that one had been changed last, as ISO 8601 writes it; empty if never.
        cut: its first field shows only the beginning of a text.
        attended: as in Insight.
        threaded: the message is in a thread, or begins one.
    """

    channel: str = ""
    private: bool = False
    author: str = ""
    permalink: str = ""
    draft: int = 0
    insight: int = 0
    changed: str = ""
    cut: bool = False
    attended: bool = False
    thread_ts: str = ""
    ts: str = ""
    threaded: bool = False

    @property
    def origin(self) -> Origin:
        """Where the insight was kept."""
        said = self.author, self.permalink, self.thread_ts
        return Origin(self.channel, self.private, *said, ts=self.ts)

    @property
    def seen(self) -> datetime | None:
        """When the insight had been changed last."""
        return datetime.fromisoformat(self.changed) if self.changed else None


def asked(text: str) -> tuple[Verb, str]:
    """What a command asks for, and the words it is about, Slack's escapes undone.

    To show an insight, the words are its number.
    """
    words = unescape(text).strip()
    if not words:
        return Verb.FORM, ""
    first, *rest = words.split(maxsplit=1)
    if not rest and first.lower() in _ALONE:
        return _ALONE[first.lower()], ""
    searches = first.lower() in _SEARCH
    reference = _REFERENCE.fullmatch((rest[0] if searches and rest else words).strip())
    if reference:
        return Verb.SHOW, reference[1]
    if searches:
        return Verb.SEARCH, rest[0] if rest else ""
    if first.lower() in _EXPORT:
        return Verb.EXPORT, rest[0]
    return Verb.KEEP, words


def keepable(typed: Json) -> bool:
    """Whether what was typed behind the command is words to keep, not a search or the like."""
    verb, words = asked(typed["text"])
    return verb is Verb.KEEP and not is_blank(clean(words))


def origin(channel: str, name: str) -> Origin:
    """Where something was typed.

    Args:
        channel: Slack's id.
        name: what Slack calls it in commands and shortcuts: the name of a public channel, or
            `privategroup`, `directmessage`, `mpdm-…`.
    """
    if channel.startswith("D") or name == "directmessage" or name.startswith("mpdm-"):
        return Origin(private=True)
    return Origin(channel, private=name == "privategroup" or channel.startswith("G"))


def place(command: Json) -> Origin:
    """Where a command was typed."""
    return origin(command["channel_id"], command["channel_name"])


def part(value: str) -> tuple[int, int]:
    """The insight and the part of it in the value of a button under its words.

    Raises:
        Refusal: the value is none of such a button's.
    """
    insight, _, number = value.partition(":")
    return decoding.number(insight), decoding.number(number)


def theme(value: str) -> tuple[int | None, str]:
    """The theme that an option of a menu stands for: its id, or the name of one to be made.

    Raises:
        Refusal: the value is none of such an option's.
    """
    name = value.removeprefix(NEW_THEME)
    return (None, name) if name != value else (decoding.number(value), "")


def of_block(action: Json) -> int:
    """The id of the insight that the block of a menu is about.

    Raises:
        Refusal: it is about none.
    """
    return decoding.number(action["block_id"].rpartition(".")[2])


def typed(values: Json) -> Typed:
    """The fields of a form from its `state.values`, whatever its blocks are called."""
    found = {
        FIELDS[action]: _value(element)
        for block in values.values()
        for action, element in block.items()
        if action in FIELDS
    }
    return Typed(**found)


def shown(view: Json) -> Typed:
    """What stood in the fields of a form before anyone typed."""
    elements = [block["element"] for block in view["blocks"] if block["type"] == "input"]
    fields = {FIELDS.get(each["action_id"]): _initial(each) for each in elements}
    return Typed(**{field: value for field, value in fields.items() if field})


def errors(t: Translator, view: Json, wrong: Errors) -> dict[str, str]:
    """The sentences beside the wrong fields of an insight's form, by the ids its blocks have."""
    return filled.beside(t, view, wrong, {name: action for action, name in FIELDS.items()})


def readable(text: str, names: Mapping[str, str]) -> str:
    """A message's text as plain words, people by name unless it gets too long to be kept."""
    whole = clean(plain(text, names))
    return whole if len(whole) <= LONGEST else clean(plain(text, {}))


def _value(element: Json) -> str:
    if "selected_option" in element:
        return str((element["selected_option"] or {}).get("value", ""))
    return str(element.get("value") or "")


def _initial(element: Json) -> str:
    option = element.get("initial_option") or {}
    return str(option.get("value") or element.get("initial_value") or "")
