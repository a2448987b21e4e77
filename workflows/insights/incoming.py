"""What another system tells of an insight, checked: a row of a file, or a note sent over HTTP."""

import hashlib
import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from bot.folding import letters
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from workflows.insights import filter_names as names
from workflows.insights.form import LONGEST_CHOICE, Fields, Typed, check
from workflows.insights.nearness import mistyped, nearest
from workflows.insights.settings import erased_at

LONGEST_KEY = 200
# No insight is older: what says so was mistyped.
_OLDEST = date(2000, 1, 1)
_DAY = timedelta(days=1)
_MONTHS = 12
# What our own export calls an insight, up to the numbers that the database holds.
_OWN = re.compile(r"INS-([0-9]{1,18})", re.IGNORECASE | re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")


@dataclass(frozen=True)
class Sent:
    """What was told, as it was written.

    Attributes:
        words to area: as in a form, but that they are not chosen from a menu.
        segment: of the customer, who keeps the one they have.
        at: when it was said: `2026-11-30`, with or without a time.
        reference: what the other system calls it.
        by: who is said to have kept it.
        private: whether it is for a few only, as our own export has it; empty for no.
    """

    words: str = ""
    customer: str = ""
    segment: str = ""
    said_by: str = ""
    kind: str = ""
    source: str = ""
    severity: str = ""
    area: str = ""
    tags: str = ""
    link: str = ""
    at: str = ""
    reference: str = ""
    by: str = ""
    private: str = ""


@dataclass(frozen=True)
class Known:
    """What a workspace has to say of it.

    Attributes:
        names: of the product's areas.
        welcome: whether another one may be new.
        months: for how many insights are kept; None for good.
    """

    names: Collection[str]
    welcome: bool = False
    months: int | None = None


@dataclass(frozen=True)
class Incoming:
    """An insight that may be kept.

    Attributes:
        at: when it was said, None where that was not told.
        key: tells it from the others of its origin; not in what words, which may name somebody.
        digest: tells whether it is the same as before, 64 bits.
        number: of the insight of ours that it says it is, 0 for none.
    """

    fields: Fields
    key: str
    digest: int
    number: int = 0
    segment: str = ""
    at: datetime | None = None


def read(sent: Sent, known: Known, now: datetime, days: str = "") -> Incoming | Errors:
    """What was told, or everything that is wrong with it at once, by the names in `Sent`.

    Args:
        days: what comes first in `3/4/2026`: `day`, `month`, or empty where nobody said.
    """
    wrong: dict[str, Words] = {}
    chosen = {key: _choice(key, getattr(sent, key), wrong) for key in _CHOICES}
    area = _area(clean(sent.area), known, wrong)
    if sent.private.strip():
        wrong["private"] = say(
            "It is for a few only, and what is brought in is for everyone to see: empty this cell"
            " to bring it in all the same."
        )
    moment = _moment(sent.at.strip(), now, days, wrong)
    if moment and known.months and erased_at(moment, known.months) < now:
        wrong["at"] = say("It is older than the months for which insights are kept.")
    segment, key = clean(sent.segment), clean(sent.reference)
    for field, text, longest in (
        ("segment", segment, LONGEST_CHOICE),
        ("reference", key, LONGEST_KEY),
        ("area", area, LONGEST_CHOICE),
    ):
        if len(text) > longest:
            wrong[field] = say("{longest} characters at most fit here.", longest=longest)
    fields = check(
        Typed(sent.words, sent.said_by, customer=sent.customer, tags=sent.tags, link=sent.link)
    )
    if isinstance(fields, Errors):
        return Errors({**fields.fields, **wrong})
    if wrong:
        return Errors(wrong)
    own = _OWN.fullmatch(key)
    return Incoming(
        Fields(**{**vars(fields), **chosen, "area": area}),
        *identity(sent),
        int(own[1]) if own else 0,
        segment,
        moment,
    )


def identity(sent: Sent) -> tuple[str, int]:
    """The key and the digest of what was told, whatever may be wrong with it by now."""
    whole, named = json.dumps(vars(sent)).encode(), clean(sent.reference)
    key = f"ref:{_hash(named.encode(), 16).hex()}" if named else f"row:{_hash(whole, 16).hex()}"
    return key, int.from_bytes(_hash(whole, 8), "big", signed=True)


def _hash(whole: bytes, size: int) -> bytes:
    return hashlib.blake2b(whole, digest_size=size).digest()


_CHOICES = (names.KIND, names.SOURCE, names.SEVERITY)


def first_in(dates: Iterable[str]) -> str:
    """What comes first in dates such as `3/4/2026`: `day`, `month`, or empty where none tells."""
    found = [map(int, each.groups()[:2]) for each in map(_SLASHED.match, dates) if each]
    pairs = [tuple(each) for each in found]
    days = any(first > _MONTHS for first, _ in pairs)
    months = any(second > _MONTHS for _, second in pairs)
    return "" if days == months else "day" if days else "month"


def _choice(key: str, typed: str, wrong: dict[str, Words]) -> str:
    """The one of a few values that is meant, in either language."""
    if not typed.strip():
        return ""
    known = names.VALUES[key]
    # Where we write it ourselves, what it means follows a colon.
    found = known.get(letters(typed.partition(":")[0]), "")
    if not found:
        wrong[key] = say(
            "“{value}” is none of {values}.",
            value=clean(typed)[:LONGEST_CHOICE],
            values=", ".join(names.values(key, french=False)),
        )
    return found


def _area(typed: str, areas: Known, wrong: dict[str, Words]) -> str:
    """The area that is meant; one that may be new unless it is a slip of another."""
    by_name = {letters(name): name for name in areas.names}
    meant = letters(typed)
    if not typed or meant in by_name:
        return by_name.get(meant, "")
    slip = mistyped(meant, by_name)
    if areas.welcome and not slip:
        return typed
    near = by_name[slip] if slip else ", ".join(nearest(typed, areas.names))
    wrong["area"] = (
        say("There is no product area “{area}”. Did you mean {near}?", area=typed, near=near)
        if near
        else say(
            "There is no product area “{area}”: Product Ops add it, or leave this empty.",
            area=typed,
        )
    )
    return ""


def _moment(typed: str, now: datetime, days: str, wrong: dict[str, Words]) -> datetime | None:
    if not typed:
        return None
    found = _dated(typed, days)
    if found is None:
        wrong["at"] = _unread(typed, days)
    elif found.date() < _OLDEST or found > now + _DAY:
        wrong["at"] = say(
            "“{date}” is too long ago, or still to come.", date=typed[:LONGEST_CHOICE]
        )
    return found if found is None else min(found, now)


def _dated(typed: str, days: str) -> datetime | None:
    slashed = _SLASHED.fullmatch(typed)
    try:
        if slashed and days:
            first, second, year = map(int, slashed.groups())
            day, month = (first, second) if days == "day" else (second, first)
            return _noon(date(year, month, day))
        if len(typed) == len("2026-11-30"):
            return _noon(date.fromisoformat(typed))
        found = datetime.fromisoformat(typed)
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    except (ValueError, OverflowError):
        return None


def _noon(day: date) -> datetime:
    """A moment of a day that is the same day nearly everywhere."""
    return datetime.combine(day, time(12), UTC)


def _unread(typed: str, days: str) -> Words:
    if _SLASHED.fullmatch(typed) and not days:
        return say(
            "Is it the day or the month that comes first in “{date}”? Write 2026-11-30.",
            date=typed,
        )
    return say(
        "“{date}” is no date: write it as 2026-11-30.", date=clean(typed)[:LONGEST_CHOICE] or "…"
    )
