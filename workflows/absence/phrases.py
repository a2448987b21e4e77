"""What people type behind the command: `until friday`, `du 12 déc au 2 janv`, `retour lundi`.

Both languages are read whoever types. A day of the week is the next one, never today. A date
without a year is the next one too, but for a period that has begun: on the 3rd, `1 to 10 march` is
now.
"""

import re
from dataclasses import dataclass, replace
from datetime import date, timedelta
from enum import Enum, auto

from bot.errors import Refusal
from bot.i18n import Words, say
from bot.mrkdwn import escape, excerpt
from workflows.absence import points, words
from workflows.absence.period import after
from workflows.absence.points import Point, Unreadable, point

_DAY = timedelta(days=1)
# How long ago a period may have begun whose first day could also be next year's.
_BEGUN = timedelta(days=60)
# The longest period that is taken to go through the new year, such as 12 dec to 2 jan.
_THROUGH = timedelta(days=183)
# Of what was typed, in a sentence about it.
_SHOWN = 60

_HELP = {"help", "aide"}
_BACK = re.compile(
    r"(?:i'?m |i am |je suis )?(?:back|retour|de retour|rentree?|revenue?)"
    r"(?: today| now| aujourd'hui)?|cancel|annuler?"
)
_INTRO = re.compile(
    r"^(?:i'?m |i am |i'll be |i will be |je suis |je serai )?"
    r"(?:away|absente?|off|out of office|ooo|out|on leave|on holidays?|on vacation|sick"
    r"|en conges?|en vacances|en rtt|malade)(?: |$)"
)
_INCLUDED = re.compile(r" \(?(?:included|inclusive|inclus|compris)\)?$")
_TO = r"(?:to|until|till|til|through|thru|au|a|jusqu'? ?(?:au|a|en))"
_SINCE = r"(?P<since>since|depuis) "
_FROM = r"(?:from|starting|as of|a partir d[ue]|a partir|a compter d[ue]|des|du|de) "
_AND = r"(?:between|entre) (?P<a>.+?) (?:and|et) (?P<b>.+)"
_LENGTH = r"(?P<count>\w+) (?P<unit>day|jour|week|semaine|month|mois)s?"
_FOR = r"(?:for|pour|pendant|durant) "
_UNITS = {"jour": "day", "semaine": "week", "mois": "month"}
_BACK_ON = re.compile(
    r"(?:(?:i'?m |i am |i'll be |i will be |je suis |je serai )?(?:back|de retour|retour)"
    r"|je reviens|je rentre) (?P<b>.+)"
)
_UNTIL = re.compile(rf"(?!a (?:partir|compter)\b)(?:{_TO}|up to) (?P<b>.+)")
_RANGES = (re.compile(_AND), re.compile(rf"(?:{_SINCE}|{_FROM})?(?P<a>.+?) {_TO} (?P<b>.+)"))
_LENGTHS = (
    re.compile(rf"(?:{_SINCE}|{_FROM})(?P<a>.+?) {_FOR}{_LENGTH}"),
    re.compile(rf"(?:{_FOR})?{_LENGTH}(?: {_FROM}(?P<a>.+))?"),
)
_OPEN = re.compile(rf"(?:{_SINCE}|{_FROM})(?P<a>.+?)(?: on| onwards?)?")
_WEEK = re.compile(
    r"(?:all |the |la |toute |toute la )?(?P<next>next week|semaine prochaine|week|semaine)"
    r"|(?:this|cette|all this|toute cette) (?:week|semaine)"
)
# Dashes between two days, but in 2026-12-12 and après-demain.
_DASHES = (
    (re.compile(r" *[–—→] *| -+ "), " to "),
    (re.compile(r"(?<![-/.\d])(\d{1,2}) ?- ?(\d{1,2})(?= [a-z])"), r"\1 to \2"),
    (re.compile(r"(?<=[/.]\d)- ?(?=\d{1,2}[/.])|(?<=[/.]\d\d)- ?(?=\d{1,2}[/.])"), " to "),
    (re.compile(r"^([a-z]+)\.? (\d{1,2}) ?- ?(\d{1,2})$"), r"\2 to \3 \1"),
)
_PART_OF_DAY = re.compile(
    r"\d ?(?:h|am|pm)\b|\d:\d\d|\b(?:hours?|heures?|morning|afternoon|noon|midday|evening|tonight"
    r"|matin|apres-midi|midi|soir|half|demi)"
)


class Verb(Enum):
    """What the command asks for."""

    FORM = auto()
    HELP = auto()
    BACK = auto()
    AWAY = auto()


@dataclass(frozen=True)
class Phrase:
    """What was typed, read.

    Attributes:
        first, last: of the days away; without `last` until they say that they are back.
        until: whether only its end was named, so that they may have meant the day before.
        back: whether what was named is the day on which they are back.
    """

    verb: Verb
    first: date = date.min
    last: date | None = None
    until: bool = False
    back: bool = False


def read(typed: str, today: date, month_first: bool = False) -> Phrase:
    """What a phrase asks for.

    Args:
        typed: Slack's escapes undone, nobody mentioned.
        today: where the person is.
        month_first: whether 2/3 is the third of February.

    Raises:
        Refusal: it names no days that can be read, with a sentence that says what to type.
    """
    phrase = words.folded(typed)
    if phrase in _HELP:
        return Phrase(Verb.HELP)
    if _BACK.fullmatch(phrase):
        return Phrase(Verb.BACK)
    bare = _INCLUDED.sub("", _INTRO.sub("", phrase))
    for pattern, to in _DASHES:
        bare = pattern.sub(to, bare)
    if not bare:
        return Phrase(Verb.FORM)
    try:
        return _Reader(today, month_first).read(bare)
    except Unreadable as unreadable:
        raise Refusal(_sentence(unreadable, typed)) from None


@dataclass(frozen=True)
class _Reader:
    today: date
    month_first: bool

    def read(self, phrase: str) -> Phrase:
        """The days away that a phrase names, in the first form that fits."""
        if found := _WEEK.fullmatch(phrase):
            return self._week(bool(found["next"]))
        if found := _BACK_ON.fullmatch(phrase):
            back = points.find(self._point(found["b"]), self.today, self.today)
            if back <= self.today:
                return Phrase(Verb.BACK)
            return Phrase(Verb.AWAY, self.today, back - _DAY, until=True, back=True)
        for pattern in _LENGTHS:
            found = pattern.fullmatch(phrase)
            if found and words.count(found["count"]):
                return self._length(found)
        if found := _UNTIL.fullmatch(phrase):
            last = points.find(self._point(found["b"]), self.today, self.today)
            return Phrase(Verb.AWAY, self.today, last, until=True)
        for pattern in _RANGES:
            if found := pattern.fullmatch(phrase):
                return self._range(found)
        if found := _OPEN.fullmatch(phrase):
            return Phrase(Verb.AWAY, self._first(found))
        day = points.find(self._point(phrase), self.today, self.today)
        return Phrase(Verb.AWAY, day, day)

    def _point(self, typed: str) -> Point:
        return point(typed, self.month_first)

    def _week(self, following: bool) -> Phrase:
        sunday = self.today + (7 - self.today.isoweekday()) * _DAY
        if following:
            return Phrase(Verb.AWAY, sunday + _DAY, sunday + 7 * _DAY)
        return Phrase(Verb.AWAY, self.today, sunday)

    def _first(self, found: re.Match[str]) -> date:
        named = self._point(found["a"])
        if found.groupdict().get("since"):
            return points.find_before(named, self.today)
        return points.find(named, self.today, self.today)

    def _length(self, found: re.Match[str]) -> Phrase:
        first = self._first(found) if found["a"] else self.today
        unit = _UNITS.get(found["unit"], found["unit"])
        return Phrase(Verb.AWAY, first, after(first, words.count(found["count"]), unit))

    def _range(self, found: re.Match[str]) -> Phrase:
        one, other = self._point(found["a"]), self._point(found["b"])
        if one.day and not one.month and other.month:
            one = _in_the_month_of(one, other)
        if found.groupdict().get("since"):
            first = points.find_before(one, self.today)
        elif one.comes_again and other.year:
            last = points.find(other, self.today, self.today)
            first = points.find_before(one, last)
            turned = first.year < last.year and last - first > _THROUGH
            if turned and self.today - first > _BEGUN:
                # 12 dec to 1 dec 2026 did not begin a year ago: it ends before it starts.
                first = points.find(one, self.today, last)
            return Phrase(Verb.AWAY, first, last)
        else:
            first = points.find(one, self.today, self.today)
            if one.comes_again and (begun := self._begun(one, other)):
                first = begun
        return Phrase(Verb.AWAY, first, self._last(one, other, first))

    def _last(self, one: Point, other: Point, first: date) -> date:
        last = points.find(other, self.today, first)
        turned = (other.month, other.day) < (one.month, one.day)
        if one.month and other.comes_again and turned and last - first > _THROUGH:
            # 12 dec to 10 dec is no year but a slip: it ends before it starts.
            return points.find_before(other, first)
        return last

    def _begun(self, one: Point, other: Point) -> date | None:
        """The first day of a period that is under way."""
        first = points.find_before(one, self.today)
        if self.today - first > _BEGUN:
            return None
        return first if points.find(other, self.today, first) >= self.today else None


def _in_the_month_of(one: Point, other: Point) -> Point:
    """The first of two days, such as 12 to 14 dec or 28 to 3 jan, in a month of its own."""
    if one.day <= other.day:
        return replace(one, month=other.month, year=other.year)
    year = other.year - 1 if other.year and other.month == 1 else other.year
    return replace(one, month=(other.month - 2) % 12 + 1, year=year)


def _sentence(unreadable: Unreadable, typed: str) -> Words:
    if _PART_OF_DAY.search(words.folded(typed)):
        return say(
            "An absence is whole days here, not hours or halves. Try `/absence today`, or `/absence"
            " until friday`, which includes Friday."
        )
    if unreadable.looks_like_one:
        return say(
            "There is no day “{typed}”. Check it and try again, or type `/absence` alone to choose"
            " the days in a form.",
            typed=_safe(_as_typed(unreadable.typed, typed)),
        )
    return say(
        "I can't read “{typed}” as days away. Try `/absence until friday` or `/absence 12 dec to"
        " 2 jan`, or type `/absence` alone to choose the days in a form.",
        typed=_safe(typed),
    )


def _as_typed(part: str, typed: str) -> str:
    """A part of a folded phrase with the accents and capitals it was typed with."""
    pieces = typed.split()
    size = len(part.split())
    turns = (" ".join(pieces[at : at + size]) for at in range(len(pieces)))
    return next((each for each in turns if words.folded(each) == part), part)


def _safe(typed: str) -> str:
    return escape(excerpt(" ".join(typed.split()), _SHOWN)).replace("`", "'")
