"""What a team reads that waits for something that slipped or is at risk: pure functions."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from slack_sdk.models.blocks import ActionsBlock, Block, ButtonElement, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape, excerpt
from bot.replies import Message, message
from bot.store.team import Team
from handlers.dependencies import buttons, ids, lines, wording
from workflows.dependencies.blast import Hit
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.load import WEEKS, Load
from workflows.dependencies.rules import Move, Side
from workflows.dependencies.tying import Clash

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
        first: what slipped, is at risk or overdue.
        made: the move that said so; None where its date is over.
        waits: what the team waits for and is hit.
        promises: what it promised to others and is hit, because it waits.
        goals: the key results at risk, by the ids of what they wait for.
    """

    first: Dependency
    made: Made | None
    waits: Sequence[Hit]
    promises: Sequence[Hit]
    goals: Mapping[int, Goal]


def alert(t: Translator, told: Alert) -> Message:
    """The one message of a team."""
    texts = [_head(t, told)]
    made: list[Block] = [SectionBlock(text=mrkdwn(texts[0]))]
    parts = [(_waits(t, told, hit), _can_do(t, told, hit)) for hit in told.waits[:_TOLD]]
    parts += [(_promise(t, hit), _may_move(t, told, hit)) for hit in told.promises[:_TOLD]]
    for text, row in parts:
        texts.append(text)
        made += [SectionBlock(text=mrkdwn(text)), ActionsBlock(elements=row)]
    more = len(told.waits) + len(told.promises) - len(parts)
    if more > 0:
        texts.append(t.n("and {n} more", "and {n} more", more))
        made.append(note(texts[-1]))
    return message("\n".join(texts), *made)


def eased(t: Translator, found: Dependency, made: Made, hits: Sequence[Hit]) -> Message:
    """What is better by now than a team was told, for its thread.

    Args:
        made: the move that made it so.
        hits: what the team waits for and would be there sooner.
    """
    said = [_better(t, found, made)]
    for hit in hits[:_TOLD]:
        near = hit.found.asked_at.date()
        values = {"reference": hit.found.reference, "day": wording.day(t, hit.day, near)}
        if hit.day > hit.before:
            told = wording.day(t, hit.found.forecast or hit.day, near)
            said.append(
                t("*{reference}* would be there on {day}, not on {told}.", **values, told=told)
            )
        else:
            said.append(t("*{reference}* can be there on {day}, as was promised.", **values))
    return message("\n".join(said))


def _better(t: Translator, found: Dependency, made: Made) -> str:
    values = {"reference": found.reference, "team": escape(found.provider.name)}
    if made.move is Move.SLIP:
        day = wording.day(t, found.expected, found.asked_at.date())
        return t("👍 *{reference}*: {team} says {day} now.", **values, day=day)
    if made.move is Move.DELIVER:
        return t("📦 *{reference}* is there, says {team}.", **values)
    if made.side is Side.REQUESTER:
        values["team"] = escape(found.requester.name)
        return t("👍 *{reference}*: {team} does not need it any more.", **values)
    if made.move in (Move.DECLINE, Move.REDIRECT):
        return t("*{reference}* does not come from {team}.", **values)
    return t("👍 *{reference}*: nothing stands in the way any more, says {team}.", **values)


def _head(t: Translator, told: Alert) -> str:
    """What happened, and why."""
    first, made = told.first, told.made
    near = first.asked_at.date()
    values = _named(first) | {"team": escape(first.provider.name)}
    if made is None:
        day = wording.day(t, first.expected, near)
        return t(
            "⏰ *{reference}* · {needs}: {team} said {day}, and it is not there.", **values, day=day
        )
    if made.move is Move.SLIP and made.after and made.before:
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
    return f"{said}\n{lines.reason(t, made)}" if made.words else said


def _named(found: Dependency) -> dict[str, str]:
    return {"reference": found.reference, "needs": escape(excerpt(found.needs, _TITLE))}


def _waits(t: Translator, told: Alert, hit: Hit) -> str:
    """What a team waits for: its own new date, and the key result behind it."""
    said = _own(t, hit) if hit.found.id == told.first.id else _further(t, hit)
    goal = told.goals.get(hit.found.id)
    return f"{said}\n{_at_risk(t, hit, goal)}" if goal else said


def _own(t: Translator, hit: Hit) -> str:
    day = wording.day(t, hit.found.needed_by, hit.found.asked_at.date())
    if hit.is_late:
        return t("You need it by {day}.", day=day)
    return t("You need it by {day}: that still holds.", day=day)


def _further(t: Translator, hit: Hit) -> str:
    near = hit.found.asked_at.date()
    team, before = escape(hit.found.provider.name), wording.day(t, hit.before, near)
    values = _named(hit.found) | {"team": team, "before": before}
    if hit.day > hit.before:
        return t(
            "*{reference}* · {needs}, which {team} promised you, waits for it: {day} instead of"
            " {before}, unless they find a way.",
            **values,
            day=wording.day(t, hit.day, near),
        )
    return t(
        "*{reference}* · {needs}, which {team} promised you for {before}, waits for it.", **values
    )


def _at_risk(t: Translator, hit: Hit, goal: Goal) -> str:
    """The key result behind it, and what puts it at risk."""
    near = hit.found.asked_at.date()
    title = escape(excerpt(goal.title, _TITLE))
    if hit.day > goal.ends:
        day = wording.day(t, goal.ends, near)
        return t("🎯 At risk: {title}. Its cycle ends before that, on {day}.", title=title, day=day)
    if hit.is_late:
        day = wording.day(t, hit.found.needed_by, near)
        return t("🎯 At risk: {title}. It needed this by {day}.", title=title, day=day)
    return t("🎯 A key result waits for it: {title}.", title=title)


def _promise(t: Translator, hit: Hit) -> str:
    """What a team promised that waits for it."""
    near = hit.found.asked_at.date()
    team, before = escape(hit.found.requester.name), wording.day(t, hit.before, near)
    values = _named(hit.found) | {"team": team, "before": before}
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
    moves = [buttons.move(t, found.id, each, side) for each in (Move.OPTIONS, Move.OTHER_WAY)]
    if hit.day == hit.before:
        return [*moves, *row]
    if hit.through is None:
        take = buttons.move(t, found.id, Move.TAKE, side, seen=str(found.moves))
    else:
        take = _follow(t, told, hit, Move.TAKE, side)
    return [take, *moves, *row]


def _may_move(t: Translator, told: Alert, hit: Hit) -> list[ButtonElement]:
    """What it can do about what it promised."""
    found, side = hit.found, Side.PROVIDER
    row = [buttons.open_(t, found.id)]
    if not found.is_promised:
        return row
    made = [buttons.move(t, found.id, each, side) for each in (Move.SLIP, Move.RISK)]
    if hit.day > hit.before:
        made.insert(0, _follow(t, told, hit, Move.SLIP, side))
    return [*made, *row]


def _follow(t: Translator, told: Alert, hit: Hit, wanted: Move, side: Side) -> ButtonElement:
    """Goes along with the later date in one click, or moves one's promise to it."""
    label = wording.move(t, Move.TAKE)
    if wanted is Move.SLIP:
        label = t("Move to {day}", day=wording.day(t, hit.day, hit.found.asked_at.date()))
    carried = ids.carried(hit.found.id, wanted, side, str(hit.found.moves))
    return ButtonElement(
        text=label,
        action_id=ids.of(ids.FOLLOW, wanted),
        value=f"{carried}:{hit.day.isoformat()}:{told.first.number}",
    )


def clash(t: Translator, found: Dependency, clash: Clash) -> str:
    """That a promise is to be there before what it waits for allows, for whoever promises it."""
    near = found.asked_at.date()
    return t(
        "⚠️ *{promise}* is to be there on {day}, and with *{reference}* that can be {ready} at the"
        " earliest: *New date* on its page tells the other team.",
        promise=clash.promise.reference,
        day=wording.day(t, clash.promise.expected, near),
        reference=found.reference,
        ready=wording.day(t, clash.ready, near),
    )


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
