"""The buttons of dependencies, wherever they stand: pure functions."""

from collections.abc import Iterable, Iterator, Sequence

from slack_sdk.models.blocks import ButtonElement

from bot.asks.kinds import Place
from bot.i18n import Translator
from handlers.dependencies import ids, wording
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Risk, Side, State, offered

_OPEN = {Place.MESSAGE: ids.OPEN, Place.HOME: ids.OPEN_AT_HOME}
_MOVE = {Place.MESSAGE: ids.MOVE, Place.HOME: ids.MOVE_AT_HOME}

# Beside the button of `ACCEPT`, which asks for more, one that does the same at once.
AS_ASKED = "as_asked"
# What each side finds on its card, the likeliest first; its page has all of them.
_ON_CARD = {
    Side.PROVIDER: (
        *(Move.ACCEPT, Move.PROPOSE, Move.DECLINE, Move.REDIRECT),
        *(Move.START, Move.DELIVER, Move.CLEAR, Move.SLIP, Move.RISK),
    ),
    Side.REQUESTER: (
        *(Move.ACCEPT, Move.CONFIRM, Move.REOPEN, Move.TAKE, Move.OPTIONS),
        *(Move.OTHER_WAY, Move.ASK_AGAIN),
    ),
}
_CARD = 4
_FIRST = frozenset({Move.ACCEPT, Move.START, Move.DELIVER, Move.CONFIRM, Move.TAKE})


def move(
    t: Translator,
    which: int,
    wanted: Move,
    side: Side,
    place: Place = Place.MESSAGE,
    seen: str = "",
) -> ButtonElement:
    """The button of a move, in a message or on App Home.

    Args:
        which: the dependency's id.
        seen: as for `ids.carried`.
    """
    return _button(t, _MOVE[place], wanted, side, ids.carried(which, wanted, side, seen))


def open_(t: Translator, which: int, place: Place = Place.MESSAGE) -> ButtonElement:
    """The button that opens the page of a dependency."""
    return ButtonElement(text=t("Open"), action_id=_OPEN[place], value=str(which))


def on_card(t: Translator, found: Dependency, sides: Sequence[Side]) -> list[ButtonElement]:
    """Those on the card of a side, or of both where they share a channel."""
    made: dict[str, ButtonElement] = {}
    rows = {side: row for side in sides if (row := _likely(found, side))}
    for side, row in rows.items():
        for one in row[: _CARD // len(rows)]:
            for button in _of(t, ids.MOVE, found, one, side):
                # A row holds no two buttons of one id, and one that is green.
                made.setdefault(str(button.action_id), button)
    return [*_one_first(made.values()), open_(t, found.id)]


def on_page(t: Translator, found: Dependency, side: Side) -> list[ButtonElement]:
    """All that a side may do now, on the page of a dependency."""
    moves = sensible(found, side)
    made = [each for one in moves for each in _of(t, ids.MOVE_IN_FORM, found, one, side)]
    return list(_one_first(made))


def sensible(found: Dependency, side: Side) -> tuple[Move, ...]:
    """The moves of a side that would change something."""
    idle = set()
    if found.risk is Risk.NONE:
        idle.add(Move.CLEAR)
    if found.taken_at is not None:
        idle.add(Move.TAKE)
    return tuple(one for one in offered(side, found.state, found.proposed_by) if one not in idle)


def _likely(found: Dependency, side: Side) -> Sequence[Move]:
    """What a side finds on its card: while nothing is asked of it, the page has the rest."""
    may = sensible(found, side)
    if side is Side.PROVIDER:
        return [one for one in _ON_CARD[side] if one in may]
    if found.state is State.ASKED:
        return (Move.ACCEPT, Move.PROPOSE, Move.WITHDRAW) if Move.ACCEPT in may else ()
    if found.is_promised and Move.TAKE not in may and found.risk is Risk.NONE:
        return ()
    return [one for one in _ON_CARD[side] if one in may]


def _of(
    t: Translator, door: str, found: Dependency, wanted: Move, side: Side
) -> Iterator[ButtonElement]:
    """The button of a move, before it the one that agrees at once to what was asked for."""
    seen = ids.carried(found.id, wanted, side, str(found.moves))
    if wanted is Move.ACCEPT and side is Side.PROVIDER:
        at_once = t("Accept this date") if found.proposed_by else t("Accept as asked")
        yield ButtonElement(
            text=at_once, action_id=ids.of(door, AS_ASKED), value=seen, style="primary"
        )
        yield ButtonElement(
            text=t("Accept…"),
            action_id=ids.of(door, wanted),
            value=ids.carried(found.id, wanted, side),
        )
    else:
        dated = wanted in (Move.ACCEPT, Move.TAKE)
        yield _button(t, door, wanted, side, seen if dated else ids.carried(found.id, wanted, side))


def _one_first(row: Iterable[ButtonElement]) -> Iterator[ButtonElement]:
    """The same, of which one at the most stands out."""
    first = True
    for each in row:
        if not first:
            each.style = None
        first = first and each.style is None
        yield each


def _button(t: Translator, door: str, wanted: Move, side: Side, carried: str) -> ButtonElement:
    return ButtonElement(
        text=wording.move(t, wanted, side),
        action_id=ids.of(door, wanted),
        value=carried,
        style="primary" if wanted in _FIRST else None,
    )
