"""What is said of a promise as its date nears, and when it is over: pure functions."""

from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Message, message
from handlers.dependencies import buttons, wording
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Side

# Of what is needed, in a line.
_NEEDS = 100


@dataclass(frozen=True)
class Near:
    """A promise and how many working days are left until its date, where it is read."""

    found: Dependency
    today: date
    days: int


def soon(t: Translator, near: Near) -> Message:
    """For who sees to it: the date is near."""
    values = _values(t, near.found, near.today)
    if near.days:
        text = t.n(
            "⏳ *{reference}* for *{requester}* is due on {day}, in {n} working day: {needs}",
            "⏳ *{reference}* for *{requester}* is due on {day}, in {n} working days: {needs}",
            near.days,
            **values,
        )
        return _said(t, near.found, text, (Move.SURE, Move.SLIP, Move.RISK))
    text = t("⏳ *{reference}* for *{requester}* is due today: {needs}", **values)
    return _said(t, near.found, text, (Move.DELIVER, Move.SLIP, Move.RISK))


def over(t: Translator, found: Dependency, today: date) -> Message:
    """For who sees to it: the date is over."""
    text = t(
        "📅 *{reference}* for *{requester}* was promised for {day}: {needs}\n"
        "Is it there, or is there a new date? They have heard that it is not there yet.",
        **_values(t, found, today),
    )
    return _said(t, found, text, (Move.DELIVER, Move.SLIP, Move.BLOCK))


def not_there(t: Translator, found: Dependency, asked: str, today: date) -> Message:
    """For the team that needs it: the date is over.

    Args:
        asked: who was asked for a new date, as a mention or a name; empty for nobody.
    """
    values = _values(t, found, today)
    text = t(
        "📅 *{reference}* from *{provider}* was promised for {day}, and is not there yet: {needs}",
        **values,
    )
    text += "\n" + (
        t("I asked {who} for a new date. You can also ask what else there is.", who=asked)
        if asked
        else t("Nobody sees to it just now: ask {provider} for options.", **values)
    )
    row = (Move.OPTIONS, Move.OTHER_WAY)
    return _said(t, found, text, row, Side.REQUESTER)


def unanswered(t: Translator, found: Dependency, side: Side) -> Message:
    """For a team that nobody leads: nobody has answered yet."""
    team = escape(found.team(side).name)
    return message(
        t(
            "Nobody has answered yet, and nobody leads *{team}*: whoever is in the team can answer"
            " above. `/team` names a lead.",
            team=team,
        )
    )


def unread(t: Translator, found: Dependency, side: Side) -> Message:
    """For who asked: nobody reads it where it was asked."""
    values = _values(t, found, found.needed_by)
    text = t(
        "*{reference}* waits for an answer, and nobody of *{team}* reads it: {needs}\n"
        "Name a lead or a channel of theirs with `/team`.",
        **{**values, "team": escape(found.team(side).name)},
    )
    return _said(t, found, text, ())


def short(needs: str) -> str:
    """What is needed, cut to what a line has room for."""
    return excerpt(needs, _NEEDS)


def _said(
    t: Translator,
    found: Dependency,
    text: str,
    moves: tuple[Move, ...],
    side: Side = Side.PROVIDER,
) -> Message:
    row: list[ButtonElement] = [buttons.move(t, found.id, one, side) for one in moves]
    row.append(buttons.open_(t, found.id))
    return message(text, SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=row))


def _values(t: Translator, found: Dependency, today: date) -> dict[str, str]:
    return {
        "reference": found.reference,
        "requester": escape(found.requester.name),
        "provider": escape(found.provider.name),
        "day": wording.day(t, found.expected, today),
        "needs": escape(short(found.needs)),
    }
