"""The living card of a dependency, one in each team's channel, with a thread: pure functions.

Whoever changes what a card shows calls `handlers.dependencies.telling.refresh`, which reads what
the card needs and puts it in the outbox.
"""

from collections.abc import Collection, Sequence
from functools import partial

from slack_sdk.models.blocks import ActionsBlock, Block, SectionBlock

from bot.blockkit import mrkdwn, note
from bot.i18n import Translator
from bot.mrkdwn import escape
from bot.posts import Edit, Post, Tell, is_person
from bot.replies import Message, message
from handlers.dependencies import buttons, describing, lines
from handlers.dependencies.describing import Links
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move, Side, State


def place(found: Dependency, side: Side) -> str:
    """Slack's id of where a side reads of it; empty where nobody would.

    Its team's channel; without one, the person who sees to it, in their direct messages.
    """
    team = found.team(side)
    if team.channel:
        return team.channel
    sees = found.owner if side is Side.PROVIDER else found.asked_by
    return next((one.slack_id for one in (sees, team.lead) if one and one.here), "")


def key(found: Dependency, side: Side) -> str:
    """What the card of a side is called in the outbox; empty where there is none.

    Two teams that share a channel share the card.
    """
    where = place(found, side)
    return _key(found, where) if where else ""


def card(t: Translator, found: Dependency, sides: Sequence[Side], links: Links) -> Message:
    """How a dependency stands, for all who read in a team's channel.

    Args:
        sides: whose channel it is.
    """
    head, why = describing.head(t, found), describing.why(found)
    rest = "\n".join(describing.facts(t, found, links))
    blocks: list[Block] = [SectionBlock(text=mrkdwn(head)), SectionBlock(text=mrkdwn(rest))]
    if why:
        blocks.append(note(why))
    row = buttons.on_card(t, found, sides)
    return message("\n".join(filter(None, [head, rest, why])), *blocks, ActionsBlock(elements=row))


def refreshed(
    found: Dependency, history: Sequence[Made], links: Links | None = None, mark: str = ""
) -> Tell:
    """Both cards as they are now, and what happened last, in their threads.

    A card that is not there is posted, also where that failed before.

    Args:
        history: all its moves.
        mark: names a change that is no move: the cards are edited, and no thread tells it.
    """
    shown, last = links or Links(), history[-1]
    tell: list[Post | Edit] = []
    for where, sides in _places(found).items():
        if is_person(where) and all(one.state is State.ASKED for one in history):
            # Who is asked hears of it as of all they owe, and who asked knows.
            continue
        words = partial(card, found=found, sides=sides, links=shown)
        name = _key(found, where)
        by, about = last.person.slack_id if last.person else "", found.reference
        hours = is_person(where)
        tell.append(Post(where, words, name, in_hours=hours, asked_by=by, about=about))
        if mark or last.place > 1:
            tell.append(Edit(name, words, f"{name}:{found.moves}{mark}", by, about))
        if not mark and last.place > 1:
            tell.append(_in_thread(found, last, history, where))
    return tuple(tell)


def passed_on(found: Dependency, history: Sequence[Made]) -> tuple[Edit, Post] | None:
    """What becomes of the card of a team that said it is not for them; None for no such card."""
    asked = [one for one in history if one.move in (Move.ASK, Move.REDIRECT)]
    if history[-1].move is not Move.REDIRECT or len(asked) < 2:
        return None
    where = asked[-2].channel
    if not where or where in _places(found):
        return None
    name = _key(found, where)
    words = partial(_left, found=found)
    edit = Edit(name, words, f"{name}:{found.moves}", about=found.reference)
    return edit, _in_thread(found, history[-1], history, where)


def left_behind(found: Dependency, history: Sequence[Made], left: Collection[str]) -> list[Edit]:
    """The cards in channels that are none of both teams' any more: they say where it is now.

    Args:
        left: where cards stood before, and do not any more.
    """
    # A team that said it is for another one reads which.
    asked = {one.channel for one in history if one.move in (Move.ASK, Move.REDIRECT)}
    words, about = partial(_moved_away, found=found), found.reference
    names = [_key(found, where) for where in left if where not in asked and not is_person(where)]
    return [Edit(name, words, f"{name}:left:{found.moves}", about=about) for name in names]


def places(found: Dependency) -> frozenset[str]:
    """Slack's ids of where its cards stand."""
    return frozenset(_places(found))


def _in_thread(found: Dependency, made: Made, history: Sequence[Made], where: str) -> Post:
    def said(t: Translator) -> Message:
        return message(lines.told(t, found, made, history))

    name = _key(found, where)
    key = f"{name}:move:{made.place}"
    return Post(where, said, key, under=name, in_hours=is_person(where))


def _left(t: Translator, found: Dependency) -> Message:
    """The card where a dependency was asked for first."""
    said = t(
        "↪️ *{reference}* · {needs}\nAsked of *{team}* now.",
        reference=found.reference,
        needs=escape(found.needs),
        team=escape(found.provider.name),
    )
    row = ActionsBlock(elements=[buttons.open_(t, found.id)])
    return message(said, SectionBlock(text=mrkdwn(said)), row)


def _moved_away(t: Translator, found: Dependency) -> Message:
    """The card in a channel that its team has left."""
    where = " · ".join(f"<#{one}>" for one in _places(found) if not is_person(one))
    values = {"reference": found.reference, "needs": escape(found.needs)}
    said = (
        t("↪️ *{reference}* · {needs}\nIts card is in {where} now.", **values, where=where)
        if where
        else t("↪️ *{reference}* · {needs}\nIts card is not kept here any more.", **values)
    )
    row = ActionsBlock(elements=[buttons.open_(t, found.id)])
    return message(said, SectionBlock(text=mrkdwn(said)), row)


def _key(found: Dependency, where: str) -> str:
    return f"dependencies.card:{found.id}:{where}"


def _places(found: Dependency) -> dict[str, tuple[Side, ...]]:
    """The sides of each place where a card stands."""
    made: dict[str, tuple[Side, ...]] = {}
    for side in (Side.PROVIDER, Side.REQUESTER):
        where = place(found, side)
        if where:
            made[where] = (*made.get(where, ()), side)
    return made
