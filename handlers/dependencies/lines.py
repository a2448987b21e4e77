"""What happened to a dependency, move by move, in words: pure functions."""

import re
from collections.abc import Sequence

from bot.i18n import Translator
from bot.mrkdwn import cut, escape
from handlers.dependencies import wording
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move, Side

# Of what somebody said with a move, in a channel.
EXCERPT = 500
_REFERENCE = re.compile(r"DEP-[0-9]+")


def told(t: Translator, found: Dependency, made: Made, history: Sequence[Made]) -> str:
    """A move for who reads of it: who, for which team, what, and what they said."""
    said = _happening(t, found, made, provider(found, made, history))
    return f"{said}\n{reason(t, made)}" if made.words else said


def reason(t: Translator, made: Made) -> str:
    """What was said with a move, as a block quote, safe to show.

    Who moves a promise with what it waits for, in one click, says what that is.
    """
    if made.move is Move.SLIP and _REFERENCE.fullmatch(made.words):
        return quoted(t("It waits for {reference}.", reference=made.words))
    return quoted(made.words)


def provider(found: Dependency, made: Made, history: Sequence[Made]) -> str:
    """The name of the team that was asked just before a move."""
    named = [
        one.team
        for one in history
        if one.place < made.place and one.move in (Move.ASK, Move.REDIRECT) and one.team
    ]
    return named[-1] if named else found.provider.name


def quoted(words: str) -> str:
    """What somebody said, as a block quote, safe to show; of much, the beginning."""
    short = words if len(words) <= EXCERPT else f"{words[: cut(words, EXCERPT)]}…"
    return "\n".join(f"> {line}" for line in escape(short).splitlines())


def _happening(t: Translator, found: Dependency, made: Made, asked: str) -> str:
    """What a move says, in a sentence."""
    team = asked if made.side is Side.PROVIDER else found.requester.name
    who = t("*{who}* ({team})", who=wording.who(t, made.person), team=escape(team))
    day = wording.day(t, made.after or found.expected, found.asked_at.date())
    before = wording.day(t, made.before or found.expected, found.asked_at.date())
    values = {"who": who, "day": day, "before": before, "team": escape(made.team)}
    if made.move is Move.OPTIONS:
        return _options(t, found, who)
    if made.move is Move.TAKE and made.after:
        return t("👍 {who} would go along with {day}.", **values)
    return {
        Move.ASK: t("{who} asks *{team}* for it, by {day}.", **values),
        Move.ACCEPT: t("🤝 {who} accepts: {day}.", **values),
        Move.PROPOSE: t("🔁 {who} proposes another date: {day}.", **values),
        Move.DECLINE: t("✋ {who} declines:", **values),
        Move.REDIRECT: t("↪️ {who} says it is for *{team}*, which is asked now.", **values),
        Move.ASK_AGAIN: t("🔁 {who} asks again, by {day}.", **values),
        Move.START: t("🛠️ {who} has started.", **values),
        Move.SLIP: t("📅 {who} gives a new date: {day} instead of {before}.", **values),
        Move.RISK: t("⚠️ {who} says it is at risk:", **values),
        Move.BLOCK: t("⛔ {who} says it is blocked:", **values),
        Move.CLEAR: t("👍 {who} says nothing stands in the way any more.", **values),
        Move.SURE: t("👍 {who} confirms the date.", **values),
        Move.DELIVER: t("📦 {who} says it is there.", **values),
        Move.CONFIRM: t("✅ {who} confirms: it is what they needed.", **values),
        Move.REOPEN: t("↩️ {who} says it is not there yet:", **values),
        Move.TAKE: t("👍 {who} accepts the new date.", **values),
        Move.OTHER_WAY: t("☑️ {who} finds another way: it is not needed any more.", **values),
        Move.WITHDRAW: t("☑️ {who} withdraws it: it is not needed any more.", **values),
    }[made.move]


def _options(t: Translator, found: Dependency, who: str) -> str:
    """The one move that nobody is asked about elsewhere: it names who is to answer."""
    whom = found.owner if found.owner and found.owner.here else found.provider.lead
    if whom is None:
        return t("❓ {who} asks what else there is.", who=who)
    return t("❓ {who} asks {owner} what else there is.", who=who, owner=f"<@{whom.slack_id}>")
