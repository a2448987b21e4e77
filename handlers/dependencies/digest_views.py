"""What all teams read before their meeting: pure functions of what the digest found."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from slack_sdk.models.blocks import Block, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.replies import Message, message
from handlers.dependencies import ids, time_messages, wording
from workflows.dependencies.digest import Digest, Line, Note, Pair
from workflows.dependencies.holding import Held, Why
from workflows.dependencies.rules import Side, State
from workflows.dependencies.waiting import turn

# A message has room for so many lines, the most pressing ones; a section for so many characters.
SHOWN, SECTION = 30, 2_900
# What is left out first where there are more.
_ORDER = (Note.HELD, Note.UNANSWERED, Note.TO_CONFIRM, Note.SOON, Note.NEW, Note.DONE)


def told(t: Translator, digest: Digest) -> Message:
    """A week's digest."""
    shown = _shown(digest)
    parts = [_head(t, digest), *_sections(t, shown)]
    more = len(digest.lines) - sum(len(pair.lines) for pair in shown)
    end = t("`{command}` shows all of them.", command=f"{ids.COMMAND} list")
    if more:
        rest = t.n("And {n} more.", "And {n} more.", more)
        end = f"{rest} {end}"
    blocks: list[Block] = [SectionBlock(text=mrkdwn(part)) for part in parts]
    return message("\n".join([*parts, end]), *blocks, note(end))


def _shown(digest: Digest) -> tuple[Pair, ...]:
    """The pairs with those lines for which there is room."""
    by_need = sorted(digest.lines, key=lambda line: _ORDER.index(line.note))
    kept = {line.dependency.id for line in by_need[:SHOWN]}
    made = []
    for pair in digest.pairs:
        lines = tuple(line for line in pair.lines if line.dependency.id in kept)
        if lines:
            made.append(Pair(pair.provider, pair.requester, lines))
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
    yield t(
        "*{provider}* for *{requester}*",
        provider=escape(pair.provider.name),
        requester=escape(pair.requester.name),
    )
    for one in pair.lines:
        yield line(t, one)


def line(t: Translator, found: Line) -> str:
    """A dependency, how it is, and whose step is the next one."""
    one = found.dependency
    needs = escape(time_messages.short(one.needs))
    said = f"• {one.reference} · {needs}: {_state(t, found)}"
    return " ".join(filter(None, [said, _next(t, found)]))


def matter(t: Translator, held: Held) -> str:
    """What is the matter with a dependency, to be read behind its name."""
    one = held.dependency
    day = wording.day(t, one.expected, held.agreed)
    match held.why:
        case Why.BLOCKED:
            return t("blocked, it was promised for {day}", day=day)
        case Why.LATE if one.expected > held.agreed:
            before = wording.day(t, held.agreed, one.expected)
            return t("late: promised for {day}, first for {before}", day=day, before=before)
        case Why.LATE:
            return t("late: promised for {day}", day=day)
        case Why.MOVED:
            before = wording.day(t, held.agreed, one.expected)
            return t("late: {day} instead of {before}", day=day, before=before)
        case Why.AT_RISK:
            return t("at risk, it is promised for {day}", day=day)
    return t(
        "promised for {day}, not confirmed since {since}",
        day=day,
        since=wording.day(t, held.since or one.expected, one.expected),
    )


def _state(t: Translator, found: Line) -> str:
    one = found.dependency
    day = wording.day(t, one.expected, one.asked_at.date())
    if found.note is Note.HELD and found.held:
        return f"{matter(t, found.held)}."
    if found.note is Note.UNANSWERED:
        asked = t.short_day(one.asked_at.date())
        return t("asked on {day}, no answer yet.", day=asked)
    if found.note is Note.TO_CONFIRM:
        return t("delivered, not confirmed yet.")
    if found.note is Note.DONE:
        return t("delivered and confirmed.")
    if one.state is State.ASKED:
        return t("new, needed by {day}.", day=day)
    if found.note is Note.NEW:
        return t("new, promised for {day}.", day=day)
    return t("promised for {day}.", day=day)


def _next(t: Translator, found: Line) -> str:
    """Whose step comes next, and which; empty where nobody has to do anything."""
    one = found.dependency
    values = {"provider": escape(one.provider.name), "requester": escape(one.requester.name)}
    if one.state is State.ASKED:
        team = escape(one.team(turn(one)).name)
        if turn(one) is Side.REQUESTER:
            return t("Next: {team} accepts the date or proposes another one.", team=team)
        return t("Next: {team} accepts, proposes another date or declines.", team=team)
    if found.note is Note.TO_CONFIRM:
        return t("Next: {requester} says whether it is what they need.", **values)
    why = found.held.why if found.held else None
    return (
        {
            Why.BLOCKED: t("Next: both look for options.", **values),
            Why.LATE: t("Next: {provider} says when it comes.", **values),
            Why.MOVED: t("Next: {requester} accepts the new date or asks for options.", **values),
            Why.AT_RISK: t("Next: {provider} says whether the date holds.", **values),
            Why.UNCONFIRMED: t(
                "Next: {provider} confirms the date or gives another one.", **values
            ),
        }.get(why, "")
        if why
        else ""
    )
