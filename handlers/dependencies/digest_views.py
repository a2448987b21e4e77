"""What all teams read before their meeting: pure functions of what the digest found."""

import json
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from slack_sdk.models.blocks import Block, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Message, message
from bot.store.team import Team
from handlers.dependencies import time_messages, wording
from workflows.dependencies.digest import Digest, Line, Note, Pair
from workflows.dependencies.holding import Held, Why
from workflows.dependencies.rules import Side, State
from workflows.dependencies.waiting import turn

# A message has room for so many characters, and so many sections; a section for so many.
ROOM, SECTIONS, SECTION = 10_000, 40, 2_700
# What a section takes beside its words.
_AROUND = 100
# What is left out last where there are more.
_ORDER = (Note.HELD, Note.UNANSWERED, Note.TO_CONFIRM, Note.SOON, Note.NEW, Note.DONE)


def told(t: Translator, digest: Digest) -> Message:
    """A week's digest."""
    shown = _shown(t, digest)
    parts = [_head(t, digest), *_sections(t, shown)]
    more = len(digest.lines) - sum(len(pair.lines) for pair in shown)
    end = t("`/dependency list` shows all of them.")
    if more:
        rest = t.n("And {n} more.", "And {n} more.", more)
        end = f"{rest} {end}"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(part)) for part in parts]
    return message("\n".join([*parts, end]), *blocks, note(end))


def _shown(t: Translator, digest: Digest) -> tuple[Pair, ...]:
    """The pairs with those lines for which there is room, the most pressing ones."""
    kept: set[int] = set()
    left, teams = ROOM, set[tuple[int, int]]()
    for one in sorted(digest.lines, key=lambda line: _ORDER.index(line.note)):
        provider, requester = one.dependency.provider, one.dependency.requester
        pair = provider.id, requester.id
        left -= _size(line(t, one))
        if pair not in teams:
            left -= _size(_between(t, provider, requester)) + _AROUND
        if left < 0 or len({*teams, pair}) > SECTIONS:
            break
        teams.add(pair)
        kept.add(one.dependency.id)
    made = []
    for each in digest.pairs:
        lines = tuple(line for line in each.lines if line.dependency.id in kept)
        if lines:
            made.append(Pair(each.provider, each.requester, lines))
    return tuple(made)


def _head(t: Translator, digest: Digest) -> str:
    """What there is, in figures."""
    counts = {one: sum(line.note is one for line in digest.lines) for one in Note}
    said = [
        (counts[Note.HELD], t.n("{n} to look at", "{n} to look at", counts[Note.HELD])),
        (
            counts[Note.UNANSWERED],
            t.n("{n} without an answer", "{n} without an answer", counts[Note.UNANSWERED]),
        ),
        (
            counts[Note.TO_CONFIRM],
            t.n("{n} to be confirmed", "{n} to be confirmed", counts[Note.TO_CONFIRM]),
        ),
        (
            counts[Note.SOON],
            t.n("{n} due in two weeks", "{n} due in two weeks", counts[Note.SOON]),
        ),
        (counts[Note.NEW], t.n("{n} new", "{n} new", counts[Note.NEW])),
        (counts[Note.DONE], t.n("{n} done", "{n} done", counts[Note.DONE])),
    ]
    title = t("What teams need from each other, {day}", day=wording.day(t, digest.day, digest.day))
    return f"*{title}*\n" + " · ".join(words for count, words in said if count)


def _sections(t: Translator, pairs: Sequence[Pair]) -> Iterator[str]:
    """What stands of the pairs, those of a providing team in one section where they fit."""
    for _, some in groupby(pairs, lambda pair: pair.provider.id):
        text = ""
        for part in (part for pair in some for part in _parts(t, pair)):
            if text and len(text) + len(part) + 1 > SECTION:
                yield text
                text = part
            else:
                text = f"{text}\n{part}" if text else part
        yield text


def _parts(t: Translator, pair: Pair) -> Iterator[str]:
    yield _between(t, pair.provider, pair.requester)
    for one in pair.lines:
        yield line(t, one)


def _between(t: Translator, provider: Team, requester: Team) -> str:
    return t(
        "*{provider}* for *{requester}*",
        provider=escape(provider.name),
        requester=escape(requester.name),
    )


def line(t: Translator, found: Line) -> str:
    """A dependency, how it is, and whose step is the next one."""
    one = found.dependency
    needs = escape(time_messages.short(one.needs))
    said = f"• {one.reference} · {needs} · {_state(t, found)}"
    return " · ".join(filter(None, [said, _next(t, found)]))


def matter(t: Translator, held: Held) -> str:
    """What is the matter with a dependency, to be read behind its name."""
    one = held.dependency
    day = _day(t, one.expected, held.agreed)
    match held.why:
        case Why.BLOCKED:
            return t("blocked, promised for {day}", day=day)
        case Why.LATE if one.expected > held.agreed:
            before = _day(t, held.agreed, one.expected)
            return t("late, promised for {day} and first for {before}", day=day, before=before)
        case Why.LATE:
            return t("late, promised for {day}", day=day)
        case Why.MOVED:
            before = _day(t, held.agreed, one.expected)
            return t("late, {day} instead of {before}", day=day, before=before)
        case Why.AT_RISK:
            return t("at risk, promised for {day}", day=day)
    return t(
        "promised for {day}, not confirmed since {since}",
        day=day,
        since=_day(t, held.since or one.expected, one.expected),
    )


def _state(t: Translator, found: Line) -> str:
    one = found.dependency
    day = _day(t, one.expected, one.asked_at.date())
    if found.note is Note.HELD and found.held:
        return matter(t, found.held)
    if found.note is Note.UNANSWERED:
        asked = _day(t, one.asked_at.date(), one.expected)
        return t("asked on {day}, no answer yet", day=asked)
    if found.note is Note.TO_CONFIRM:
        return t("delivered, not confirmed yet")
    if found.note is Note.DONE:
        return t("delivered and confirmed")
    if one.state is State.ASKED:
        return t("new, needed by {day}", day=day)
    if found.note is Note.NEW:
        return t("new, promised for {day}", day=day)
    return t("promised for {day}", day=day)


def _next(t: Translator, found: Line) -> str:
    """Whose step comes next, and which; empty where nobody has to do anything."""
    one = found.dependency
    values = {"provider": escape(one.provider.name), "requester": escape(one.requester.name)}
    if one.state is State.ASKED:
        team = escape(one.team(turn(one)).name)
        if turn(one) is Side.REQUESTER:
            return t("Next: {team} accepts the date or proposes another one", team=team)
        return t("Next: {team} accepts, proposes another date or declines", team=team)
    if found.note is Note.TO_CONFIRM:
        return t("Next: {requester} says whether it is what they need", **values)
    if found.note is Note.SOON:
        return t("Next: {provider} delivers", **values)
    why = found.held.why if found.held else None
    return (
        {
            Why.BLOCKED: t("Next: both look for options", **values),
            Why.LATE: t("Next: {provider} says when it comes", **values),
            Why.MOVED: t("Next: {requester} accepts the new date or asks for options", **values),
            Why.AT_RISK: t("Next: {provider} says whether the date holds", **values),
            Why.UNCONFIRMED: t("Next: {provider} confirms the date or gives another one", **values),
        }.get(why, "")
        if why
        else ""
    )


def _day(t: Translator, day: date, near: date) -> str:
    """A date in a few letters; its year too, unless it is that of a date near by."""
    return t.short_day(day) if day.year == near.year else t.weekday(day, year=True)


def _size(text: str) -> int:
    """How much of a message's room a text takes."""
    return len(json.dumps(text, ensure_ascii=False))
