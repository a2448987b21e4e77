"""A line of a file of dependencies: read, or said what is wrong with it; pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from bot.errors import Refusal
from bot.folding import letters
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from workflows.dependencies import filter_names
from workflows.dependencies.asking import AHEAD, LONGEST_NEEDS, LONGEST_WHY
from workflows.dependencies.rules import PROMISED, Risk, State

LONGEST_SOURCE = 200
# No date is older: what says so was mistyped.
_OLDEST = date(2000, 1, 1)
_SLASHED = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_MONTHS = 12
_DATES = ("needed_by", "agreed_date", "asked_on", "agreed_on", "delivered_on")
# What people write in a column of states, beside the states' own names.
_STATES: Mapping[str, tuple[State, Risk]] = {
    "at_risk": (State.AGREED, Risk.AT_RISK),
    "blocked": (State.AGREED, Risk.BLOCKED),
    filter_names.LATE: (State.AGREED, Risk.NONE),
    filter_names.OVER: (State.CONFIRMED, Risk.NONE),
}
_DONE = frozenset({State.DELIVERED, State.CONFIRMED})


@dataclass(frozen=True)
class Sent:
    """A line as it was written, cell by cell."""

    needs: str = ""
    provider: str = ""
    requester: str = ""
    needed_by: str = ""
    agreed_date: str = ""
    owner: str = ""
    state: str = ""
    why: str = ""
    key_result: str = ""
    asked_on: str = ""
    agreed_on: str = ""
    delivered_on: str = ""
    source: str = ""


@dataclass(frozen=True)
class Incoming:
    """A line that was read; the teams, the owner and the key result are still to be found.

    Attributes:
        promised: the date that was agreed, None where nothing was.
        asked_on: None for today.
    """

    needs: str
    why: str
    needed_by: date
    promised: date | None
    state: State
    risk: Risk
    asked_on: date | None
    agreed_on: date | None
    delivered_on: date | None


def read(sent: Sent, language: str, today: date) -> Incoming | Errors:
    """What a line tells, or what is wrong with it, by its fields.

    Args:
        language: of the file; in French the day comes first in `3/4/2026`, in English that must be
            plain.
        today: where the workspace is.
    """
    wrong = _texts_wrong(sent)
    days: dict[str, date | None] = dict.fromkeys(_DATES)
    for name in _DATES:
        try:
            days[name] = _day(getattr(sent, name), language)
        except Refusal as refused:
            wrong[name] = refused.words
    if days["needed_by"] is None:
        wrong.setdefault("needed_by", say("Say by when."))
    wrong |= _days_wrong(days, today)
    state, risk = _state(sent.state, days)
    if state is None:
        wrong["state"] = _unknown_state(sent.state)
    elif not wrong:
        wrong |= _missing(state, days)
    needed_by = days["needed_by"]
    if wrong or state is None or needed_by is None:
        return Errors(wrong)
    promised = days["agreed_date"] or needed_by
    return Incoming(
        clean(sent.needs).strip(),
        clean(sent.why).strip(),
        needed_by,
        promised if state in PROMISED | _DONE else None,
        state,
        risk,
        *(days[name] for name in ("asked_on", "agreed_on", "delivered_on")),
    )


def _texts_wrong(sent: Sent) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    needs = clean(sent.needs).strip()
    if not needs:
        wrong["needs"] = say("Say what is needed, in a few words.")
    elif len(needs) > LONGEST_NEEDS or "\n" in needs:
        wrong["needs"] = say(
            "One line of at most {most} characters: the rest goes into the column “why”.",
            most=LONGEST_NEEDS,
        )
    if len(clean(sent.why)) > LONGEST_WHY:
        wrong["why"] = say("At most {most} characters fit here.", most=LONGEST_WHY)
    if len(clean(sent.source)) > LONGEST_SOURCE:
        wrong["source"] = say("At most {most} characters fit here.", most=LONGEST_SOURCE)
    return wrong


def _state(typed: str, days: Mapping[str, date | None]) -> tuple[State | None, Risk]:
    """How far it is; where nothing says so, as far as its dates do."""
    written = letters(typed)
    if not written or filter_names.STATES.get(written) == filter_names.OPEN:
        state = State.AGREED if days["agreed_date"] else State.ASKED
        return (State.DELIVERED if days["delivered_on"] else state), Risk.NONE
    found = filter_names.STATES.get(written, "")
    if found in _STATES:
        return _STATES[found]
    return (State(found) if found in set(State) else None), Risk.NONE


def _missing(state: State, days: Mapping[str, date | None]) -> dict[str, Words]:
    """What has to be known of what was delivered, so that lead times tell the truth."""
    if state not in _DONE:
        return {}
    wrong: dict[str, Words] = {}
    if days["delivered_on"] is None:
        wrong["delivered_on"] = say("Say when it was delivered.")
    if days["asked_on"] is None:
        wrong["asked_on"] = say("Say when it was asked for: it is delivered by now.")
    return wrong


def _days_wrong(days: Mapping[str, date | None], today: date) -> dict[str, Words]:
    wrong: dict[str, Words] = {}
    for name, day in days.items():
        if day is None:
            continue
        past = name in ("asked_on", "agreed_on", "delivered_on")
        if day < _OLDEST or day > today + timedelta(days=0 if past else AHEAD):
            wrong[name] = (
                say("That day is still to come, or too long ago.")
                if past
                else say("That day is more than two years ahead, or too long ago.")
            )
    order = [(name, days[name]) for name in ("asked_on", "agreed_on", "delivered_on")]
    told = [(name, day) for name, day in order if day]
    for (_, before), (name, day) in pairwise(told):
        if day < before:
            wrong.setdefault(name, say("That is before it was asked for or agreed."))
    return wrong


def _unknown_state(typed: str) -> Words:
    near = ", ".join(filter_names.nearest_state(typed))
    typed = clean(typed).strip()
    if near:
        return say("“{typed}” is no state. Did you mean {near}?", typed=typed, near=near)
    return say(
        "“{typed}” is no state: write asked, agreed, under way, at risk, blocked, delivered,"
        " confirmed, declined or withdrawn.",
        typed=typed,
    )


def _day(typed: str, language: str) -> date | None:
    """The day that somebody wrote, None for none.

    Raises:
        Refusal: it is none, or is read in two ways.
    """
    written = clean(typed).strip()
    if not written:
        return None
    slashed = _SLASHED.fullmatch(written)
    try:
        if slashed is None:
            return date.fromisoformat(written)
        first, second, year = map(int, slashed.groups())
        if language == "fr" or first > _MONTHS or first == second:
            return date(year, second, first)
        if second > _MONTHS:
            return date(year, first, second)
    except ValueError:
        raise Refusal(
            say("“{date}” is no date: write it as 2026-11-30.", date=written[:75])
        ) from None
    raise Refusal(
        say(
            "Is it the day or the month that comes first in “{date}”? Write 2026-11-30.",
            date=written,
        )
    )
