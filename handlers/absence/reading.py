"""Reads what Slack sends about absences: pure functions of its payloads."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from bot import carried, decoding
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import unescape
from handlers.absence import ids
from workflows.absence.filling import Filled

Json = Mapping[str, Any]

# Nobody says when they are away in more letters.
LONGEST = 300
_MENTION = re.compile(r"<@([UW][A-Z0-9]+)(?:\|[^<>]*)?>")
_HANDLE = re.compile(r"(?:^|(?<=\s))@(?=\S)")
# What people put before whom they name.
_WITH = re.compile(
    r"[,;]?\s*\b(?:with|ask|see|delegate:?|covered by|cover:?|avec|voir|délégué(?:e)?:?"
    r"|remplacé(?:e)? par)\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Typed:
    """What was typed behind the command, Slack's escapes undone.

    Attributes:
        words: all but whom it names.
        delegate: Slack's id of who is mentioned, empty for nobody.
        named: the words behind an `@` that Slack did not make a mention of.
    """

    words: str
    delegate: str = ""
    named: tuple[str, ...] = ()


@dataclass(frozen=True)
class Carried(carried.Carried):
    """What a form carries unseen: the absence it corrects and the draft it was filled from."""

    absence: int = 0
    draft: int = 0


def typed(text: str) -> Typed:
    """What a command says.

    Raises:
        Refusal: it names several people.
    """
    text = text[:LONGEST]
    mentioned = {found[1] for found in _MENTION.finditer(text)}
    handles = _HANDLE.split(unescape(_MENTION.sub(" ", text)))
    if len(mentioned) + len(handles) - 1 > 1:
        raise Refusal(say("One person can stand in for you. Name one, or nobody."))
    if mentioned:
        before, *after = (unescape(piece) for piece in _MENTION.split(text)[::2])
        return Typed(" ".join([_WITH.sub("", before), *after]).strip(), mentioned.pop())
    words, *named = handles
    if named:
        return Typed(_WITH.sub("", words).strip(), named=tuple(named[0].split()))
    return Typed(words.strip())


def filled(values: Json, carried: Carried) -> Filled:
    """The fields of a form from its `state.values`."""
    fields = {action: element for block in values.values() for action, element in block.items()}
    delegates = fields[ids.DELEGATE].get("selected_users") or [""]
    return Filled(
        first=_day(fields[ids.FIRST].get("selected_date")),
        last=_day(fields[ids.LAST].get("selected_date")),
        delegate=str(delegates[0]),
        follows=bool(fields[ids.STATUS].get("selected_options")),
        absence=carried.absence,
    )


def fields(view: Json) -> dict[str, str]:
    """The ids of the blocks of a form's fields, by the name in `Filled`."""
    names = {ids.FIRST: "first", ids.LAST: "last", ids.DELEGATE: "delegate", ids.STATUS: "follows"}
    return {
        names[action]: block
        for block, elements in view["state"]["values"].items()
        for action in elements
        if action in names
    }


def ending(value: str) -> tuple[int, date]:
    """The absence and its last day in the value of the button that ends it a day earlier.

    Raises:
        Refusal: the value is none of such a button's.
    """
    absence, _, last = value.partition(":")
    return decoding.number(absence), decoding.read(date.fromisoformat, last)


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
