"""What a team reads that waits for something that slipped or is at risk: pure functions."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Message, message
from bot.store.team import Team
from handlers.dependencies import buttons, lines, wording
from workflows.dependencies.blast import Hit
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.load import WEEKS, Load
from workflows.dependencies.rules import Move, Side

# So many of a team's are told one by one.
_TOLD = 5
_TITLE = 120


@dataclass(frozen=True)
class Goal:
    """A key result that is at risk.

    Attributes:
        ends: the last day of its cycle.
    """

    title: str
    ends: date


@dataclass(frozen=True)
class Alert:
    """What a team is told.

    Attributes:
        first: what slipped or is at risk.
        made: the move that said so.
        waits: what the team waits for and is hit.
        promises: what it promised to others and is hit, because it waits.
        goals: the key results at risk, by the ids of what they wait for.
    """

    first: Dependency
    made: Made
    waits: Sequence[Hit]
    promises: Sequence[Hit]
    goals: dict[int, Goal]


def alert(t: Translator, told: Alert) -> Message:
    """The one message of a team."""
    texts, blocks = [_head(t, told)], [SectionBlock(text=mrkdwn(_head(t, told)))]
    made: list[Block] = list(blocks)
    for hit in told.waits[:_TOLD]:
        text = _waits(t, told, hit)
        texts.append(text)
        made += [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=_can_do(t, told, hit))]
    for hit in told.promises[:_TOLD]:
        text = _promise(t, told, hit)
        texts.append(text)
        made += [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=_may_move(t, hit))]
    more = len(told.waits) + len(told.promises) - (len(texts) - 1)
    if more > 0:
        texts.append(t.n("and {n} more", "and {n} more", more))
        made.append(note(texts[-1]))
    return message("\n".join(texts), *made)


def _head(t: Translator, told: Alert) -> str:
    """What happened, and why."""
    first, made = told.first, told.made
    values = {
        "reference": first.reference,
        "needs": escape(excerpt(first.needs, _TITLE)),
        "team": escape(first.provider.name),
    }
    if made.move is Move.SLIP and made.after and made.before:
        near = first.asked_at.date()
        said = t(
            "📅 *{reference}* · {needs}: {team} says {day} instead of {before}.",
            **values,
            day=wording.day(t, made.after, near),
            before=wording.day(t, made.before, near),
        )
    elif made.move is Move.BLOCK:
        said = t("⛔ *{reference}* · {needs}: {team} is blocked.", **values)
    else:
        said = t("⚠️ *{reference}* · {needs}: {team} sees the date at risk.", **values)
    return f"{said}\n{lines.quoted(made.words)}" if made.words else said


def _waits(t: Translator, told: Alert, hit: Hit) -> str:
    """What a team waits for: its own new date, and the key result behind it."""
    found = hit.found
    near = found.asked_at.date()
    if found.id == told.first.id:
        days = found.needed_by
        said = t("You need it by {day}.", day=wording.day(t, days, near))
        if hit.day <= days:
            said = t("You need it by {day}: that still holds.", day=wording.day(t, days, near))
    elif hit.day > hit.before:
        said = t(
            "*{reference}* · {needs}, which {team} promised you, waits for it: {day} instead of"
            " {before}, unless they find a way.",
            reference=found.reference,
            needs=escape(excerpt(found.needs, _TITLE)),
            team=escape(found.provider.name),
            day=wording.day(t, hit.day, near),
            before=wording.day(t, hit.before, near),
        )
    else:
        said = t(
            "*{reference}* · {needs}, which {team} promised you for {day}, waits for it.",
            reference=found.reference,
            needs=escape(excerpt(found.needs, _TITLE)),
            team=escape(found.provider.name),
            day=wording.day(t, hit.before, near),
        )
    goal = told.goals.get(found.id)
    if goal is None:
        return said
    risk = t(
        "🎯 It puts a key result at risk: {title}, until {day}.",
        title=escape(excerpt(goal.title, _TITLE)),
        day=wording.day(t, goal.ends, near),
    )
    return f"{said}\n{risk}"


def _promise(t: Translator, told: Alert, hit: Hit) -> str:
    """What a team promised that waits for it."""
    found = hit.found
    near = found.asked_at.date()
    values = {
        "reference": found.reference,
        "needs": escape(excerpt(found.needs, _TITLE)),
        "team": escape(found.requester.name),
        "before": wording.day(t, hit.before, near),
    }
    if hit.day == hit.before:
        return t(
            "Your promise *{reference}* · {needs} to {team}, for {before}, waits for it.", **values
        )
    return t(
        "Your promise *{reference}* · {needs} to {team} waits for it: {day} instead of {before}?",
        **values,
        day=wording.day(t, hit.day, near),
    )


def _can_do(t: Translator, told: Alert, hit: Hit) -> list[ButtonElement]:
    """What a team can do about what it waits for."""
    found, side = hit.found, Side.REQUESTER
    row = [buttons.open_(t, found.id)]
    if not found.is_promised:
        return row
    moves = [Move.OPTIONS, Move.OTHER_WAY]
    if found.id == told.first.id and told.made.move is Move.SLIP:
        moves.insert(0, Move.TAKE)
    made = [
        buttons.move(t, found.id, one, side, seen=str(found.moves) if one is Move.TAKE else "")
        for one in moves
    ]
    return [*made, *row]


def _may_move(t: Translator, hit: Hit) -> list[ButtonElement]:
    """What it can do about what it promised."""
    found = hit.found
    moves = [Move.SLIP, Move.RISK] if found.is_promised else []
    made = [buttons.move(t, found.id, one, Side.PROVIDER) for one in moves]
    return [*made, buttons.open_(t, found.id)]


def circle(t: Translator, teams: Sequence[Team]) -> str:
    """That teams wait for each other; each of them waits for the next."""
    names = " → ".join(escape(team.name) for team in teams)
    return t(
        "🔄 These teams wait for each other now: {teams}. If all slip, none can go on: who begins?",
        teams=names,
    )


def load(t: Translator, team: Team, found: Load) -> str:
    """That a team promises more than it ever delivered, for whoever promises it."""
    return t(
        "For you to know: that makes {promised} promises of {team} within {weeks} weeks, and the"
        " most it delivered in {weeks} weeks is {most}.",
        promised=t.number(found.promised),
        team=escape(team.name),
        weeks=t.number(WEEKS),
        most=t.number(found.most),
    )
