"""Reads what a search asks for: words, and filters such as `tag:billing`, in any order."""

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.folding import letters
from bot.zones import zone
from workflows.insights import filter_names as names
from workflows.insights.nearness import mistyped, nearest

_BLANK = " \u00a0\u202f"
# What is quoted is words, whatever stands in it. A filter may have French blanks around its colon.
_NEXT = re.compile(
    rf"""(?<!\S)-?(?:"[^"]*"|“[^”]*”|«[^»]*»)
    |(?<!\S)(?P<head>(?P<key>[^\W\d_]+)[{_BLANK}]?:)(?P<gap>[{_BLANK}]?)
    (?P<value>"[^"]*"|“[^”]*”|«[^»]*»|<@[^>]*>|[^\s"“«]\S*)?""",
    re.VERBOSE,
)
_QUOTES = '"“”«»' + _BLANK
_AGO = re.compile(r"(\d{1,4})([a-z]+)")
_DAY = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_DAYS: Mapping[str, int] = {
    **dict.fromkeys(("d", "day", "days", "j", "jour", "jours"), 1),
    **dict.fromkeys(("w", "week", "weeks", "s", "sem", "semaine", "semaines"), 7),
    **dict.fromkeys(("m", "month", "months", "mois"), 30),
    **dict.fromkeys(("y", "year", "years", "a", "an", "ans"), 365),
}
_LONGEST_AGO = timedelta(days=36_500)


class Why(StrEnum):
    """What is wrong with a filter."""

    KEY = "key"
    VALUE = "value"
    MOMENT = "moment"
    NAME = "name"
    EMPTY = "empty"


@dataclass(frozen=True)
class Filter:
    """A filter.

    Attributes:
        key: one of `filter_names`' keys.
        value: what is looked for; for a kind, a state and the like the one they have in the tables.
        named: what the key was called.
        start, end: where it stands in the text.
    """

    key: str
    value: str
    named: str
    start: int
    end: int

    def written(self, value: str) -> str:
        """It as it would be typed with another value."""
        return f'{self.named}:"{value}"' if re.search(r"\s", value) else f"{self.named}:{value}"


@dataclass(frozen=True)
class Wrong:
    """A filter that can't be searched by; `instead` is what may have been meant, as it is typed."""

    filter: Filter
    why: Why
    instead: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """What a search asks for.

    Attributes:
        text: as it was typed.
        words: what is left of it without its filters.
        filters: those that can be read, but for `since`.
        since: no insight is older.
        wrongs: those that can't.
    """

    text: str
    words: str = ""
    filters: tuple[Filter, ...] = ()
    since: datetime | None = None
    wrongs: tuple[Wrong, ...] = ()

    def corrected(self, instead: Mapping[Filter, str]) -> str:
        """The text with other words in the place of some filters."""
        text = self.text
        for each in sorted(instead, key=lambda one: one.start, reverse=True):
            text = text[: each.start] + instead[each] + text[each.end :]
        return text

    def piece(self, one: Filter) -> str:
        """A filter as it was typed."""
        return self.text[one.start : one.end]


def parse(text: str, now: datetime, timezone: str = "UTC") -> Asked:
    """What was typed behind `search`, Slack's escapes undone.

    Args:
        timezone: of whoever typed it, where a date begins.
    """
    text = unicodedata.normalize("NFC", text)
    rest, filters, wrongs, place = [], [], [], 0
    since: datetime | None = None
    while found := _NEXT.search(text, place):
        read = _filter(found) if found["key"] else None
        end = read.end if read else found.end("head") if found["key"] else found.end()
        rest.append(text[place : found.start() if read else end])
        place = end
        if read is None:
            continue
        wrong = _wrong(read)
        if wrong:
            wrongs.append(wrong)
        elif read.key == names.SINCE:
            begins = _since(read.value, now, timezone)
            if begins is None:
                wrongs.append(Wrong(read, Why.MOMENT))
            else:
                since = max(begins, since or begins)
        else:
            filters.append(_settled(read))
    words = " ".join("".join([*rest, text[place:]]).split())
    return Asked(text, words, tuple(filters), since, tuple(wrongs))


def quoted(piece: str) -> str:
    """What looks like a filter, as words."""
    return '"' + " ".join(piece.replace('"', " ").split()) + '"'


def _filter(found: re.Match[str]) -> Filter | None:
    """The filter at a place, wrong or not; None where these are words that have a colon."""
    named, value = found["key"], found["value"] or ""
    key = names.KEYS.get(letters(named), "")
    end = found.end("value") if value else found.end("head")
    if found["gap"] and (not key or _is_filter(value)):
        value, end = "", found.end("head")
    if value.startswith("//") or not (key or value):
        return None
    value = value.rstrip(",;")
    if not key and not mistyped(letters(named), names.KEYS):
        return None
    return Filter(key, value.strip(_QUOTES), named, found.start(), end)


def _is_filter(value: str) -> bool:
    return letters(value.partition(":")[0]) in names.KEYS and ":" in value


def _wrong(read: Filter) -> Wrong | None:
    if not read.key:
        meant = mistyped(letters(read.named), names.KEYS)
        instead = Filter(meant, "", names.WRITTEN[meant], 0, 0).written(read.value)
        return Wrong(read, Why.KEY, (instead,))
    if not read.value:
        return Wrong(read, Why.EMPTY)
    values = names.VALUES.get(read.key)
    if not values or letters(read.value) in values:
        return None
    near = nearest(read.value, (names.WRITTEN[each] for each in values))
    near = near or names.values(read.key, names.is_french(read.named))
    return Wrong(read, Why.VALUE, tuple(map(read.written, near)))


def _settled(read: Filter) -> Filter:
    values = names.VALUES.get(read.key)
    value = values[letters(read.value)] if values else read.value
    return Filter(read.key, value, read.named, read.start, read.end)


def _since(value: str, now: datetime, timezone: str) -> datetime | None:
    ago = _AGO.fullmatch(letters(value))
    if ago and ago[2] in _DAYS:
        return now - min(timedelta(days=int(ago[1]) * _DAYS[ago[2]]), _LONGEST_AGO)
    day = _DAY.fullmatch(value)
    try:
        there = zone(timezone)
        return datetime(int(day[1]), int(day[2]), int(day[3] or 1), tzinfo=there) if day else None
    except ValueError:
        return None
