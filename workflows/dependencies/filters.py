"""Reads which dependencies are asked for: filters such as `late team:Payments`, in any order."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from bot.folding import letters
from workflows.dependencies import filter_names as names

_BLANK = " \u00a0\u202f"
# A filter may have French blanks around its colon, and its value quotes.
_TOKEN = re.compile(
    rf"""(?P<key>[^\W\d_]+(?:[’'][^\W\d_]+)?)[{_BLANK}]?:[{_BLANK}]?
    (?P<value>"[^"]*"|“[^”]*”|«[^»]*»|<@[^>]*>|[^\s:]*(?=\s|$))
    |\S+""",
    re.VERBOSE,
)
_QUOTES = '"“”«»' + _BLANK
_NAMED = (names.TEAM, names.FROM, names.FOR, names.OWNER)
# Words that are no filter yet may be the name of a team.
_WHOSE = (*_NAMED, names.SCOPE, "")
_AHEAD = re.compile(r"(\d{1,3})([a-z]+)")
_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("d", "day", "days", "j", "jour", "jours"), 1),
    **dict.fromkeys(("w", "week", "weeks", "s", "sem", "semaine", "semaines"), 7),
    **dict.fromkeys(("m", "month", "months", "mois"), 30),
}


class Why(StrEnum):
    """What is wrong with a filter."""

    KEY = "key"
    STATE = "state"
    DAY = "day"
    NAME = "name"
    EMPTY = "empty"
    WORDS = "words"


@dataclass(frozen=True)
class Filter:
    """A filter.

    Attributes:
        key: one of `filter_names`' keys; empty for words that are none yet.
        value: what is looked for; for a state and a scope as the tables and the code have it.
        named: what the key was called; empty where it was typed without one.
        start, end: where it stands in the text.
    """

    key: str
    value: str
    named: str
    start: int
    end: int

    def written(self, value: str) -> str:
        """It as it would be typed with another value."""
        quoted = f'"{value}"' if re.search(r"\s", value) else value
        return f"{self.named}:{quoted}" if self.named else value


@dataclass(frozen=True)
class Wrong:
    """A filter that can't be used; `instead` is what may have been meant, as it is typed."""

    filter: Filter
    why: Why
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """Which dependencies are asked for.

    Attributes:
        text: as it was typed.
        by: those that are to be there on this day, or before.
        wrongs: the filters that can't be read.
    """

    text: str
    filters: tuple[Filter, ...] = ()
    by: date | None = None
    wrongs: tuple[Wrong, ...] = ()

    @property
    def says_whose(self) -> bool:
        """Whether it says of which teams, or of whom."""
        return any(each.key in _WHOSE for each in self.filters)

    def values(self, key: str) -> tuple[str, ...]:
        """What is looked for under a key."""
        return tuple(each.value for each in self.filters if each.key == key)

    def corrected(self, wrong: Wrong, instead: str) -> str:
        """The text with other words in the place of a filter."""
        one = wrong.filter
        return self.text[: one.start] + instead + self.text[one.end :]


@dataclass(frozen=True)
class _Token:
    text: str
    key: str
    value: str
    start: int
    end: int


def parse(text: str, today: date) -> Asked:
    """What was typed behind `list` or `export`, Slack's escapes undone.

    Args:
        today: where the workspace is.
    """
    text = unicodedata.normalize("NFC", text).strip()
    tokens = [_token(found) for found in _TOKEN.finditer(text)]
    found, wrongs, by = [], [], None
    while tokens:
        one = _keyed(tokens) if tokens[0].key else _phrase(tokens)
        if one is None:
            continue
        wrong = _wrong(one)
        if wrong is None and one.key == names.BY:
            day = _day(one.value, today)
            by = min(day, by or day) if day else by
            wrong = None if day else Wrong(one, Why.DAY)
        elif wrong is None:
            found.append(_settled(one))
        wrongs += [wrong] if wrong else []
    return Asked(text, tuple(found), by, tuple(wrongs))


def _token(found: re.Match[str]) -> _Token:
    key = found["key"] or ""
    return _Token(found[0], key, found["value"] or "", found.start(), found.end())


def _keyed(tokens: list[_Token]) -> Filter:
    """The filter at the beginning, which takes the words that belong to its value."""
    first = tokens.pop(0)
    key, value, end = names.KEYS.get(letters(first.key), ""), first.value, first.end
    if key == names.STATE:
        while tokens and letters(f"{value} {tokens[0].text}") in names.STATES:
            value, end = f"{value} {tokens[0].text}", tokens.pop(0).end
    bare = value and value[0] not in _QUOTES
    while bare and key in _NAMED and tokens and not tokens[0].key and not _known(tokens):
        value, end = f"{value} {tokens[0].text}", tokens.pop(0).end
    return Filter(key, value.rstrip(",;").strip(_QUOTES), first.key, first.start, end)


def _phrase(tokens: list[_Token]) -> Filter | None:
    """What stands at the beginning without a key; None for what says nothing."""
    count = _known(tokens)
    first = tokens[0]
    if count:
        taken = [tokens.pop(0) for _ in range(count)]
        key, value = names.PHRASES.get(_joined(taken), ("", ""))
        return Filter(key, value, "", first.start, taken[-1].end) if key else None
    taken = [tokens.pop(0)]
    while tokens and not tokens[0].key and not _known(tokens):
        taken.append(tokens.pop(0))
    words = " ".join(each.text for each in taken).rstrip(",;")
    return Filter("", words, "", first.start, taken[-1].end) if letters(words) else None


def _known(tokens: list[_Token]) -> int:
    """How many of the words at the beginning make a filter, or say nothing; 0 for none."""
    for count in range(min(names.LONGEST, len(tokens)), 0, -1):
        some = tokens[:count]
        if not any(each.key for each in some) and _joined(some) in names.PHRASES:
            return count
    return int(_joined(tokens[:1]) in names.SILENT)


def _joined(tokens: list[_Token]) -> str:
    return letters(" ".join(each.text for each in tokens))


def _wrong(one: Filter) -> Wrong | None:
    if one.named and not one.key:
        meant = names.nearest_key(one.named)
        return Wrong(
            one, Why.KEY, tuple(Filter("", "", each, 0, 0).written(one.value) for each in meant)
        )
    if one.named and not one.value:
        return Wrong(one, Why.EMPTY)
    if one.key == names.STATE and one.named and letters(one.value) not in names.STATES:
        return Wrong(one, Why.STATE, tuple(map(one.written, names.nearest_state(one.value))))
    return None


def _settled(one: Filter) -> Filter:
    if one.key == names.STATE and one.named:
        return Filter(one.key, names.STATES[letters(one.value)], one.named, one.start, one.end)
    return one


def _day(value: str, today: date) -> date | None:
    ahead = _AHEAD.fullmatch(letters(value))
    if ahead and ahead[2] in _DAYS:
        return today + timedelta(days=int(ahead[1]) * _DAYS[ahead[2]])
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None
