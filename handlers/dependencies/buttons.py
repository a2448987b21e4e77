"""The buttons of dependencies, wherever they stand: pure functions."""

from collections.abc import Iterable

from slack_sdk.models.blocks import ButtonElement

from bot.asks.kinds import Place
from bot.i18n import Translator
from handlers.dependencies import ids, wording
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import Move, Risk, Side, State, offered

_OPEN = {Place.MESSAGE: ids.OPEN, Place.HOME: ids.OPEN_AT_HOME}
_MOVE = {Place.MESSAGE: ids.MOVE, Place.HOME: ids.MOVE_AT_HOME}

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
    t: Translator, which: int, wanted: Move, side: Side, place: Place = Place.MESSAGE, how: str = ""
) -> ButtonElement:
    """The button of a move, in a message or on App Home.

    Args:
        which: the dependency's id.
        how: as for `ids.carried`.
    """
    return _button(t, _MOVE[place], wanted, side, ids.carried(which, wanted, side, how))


def open_(t: Translator, which: int, place: Place = Place.MESSAGE) -> ButtonElement:
    """The button that opens the page of a dependency."""
    return ButtonElement(text=t("Open"), action_id=_OPEN[place], value=str(which))


def on_card(t: Translator, found: Dependency, sides: Iterable[Side]) -> list[ButtonElement]:
    """Those on the card of a side, or of both where they share a channel."""
    rows = [_row(found, side) for side in sides]
    wanted = [(one, side) for side, moves in rows for one in moves[: _CARD // len(rows)]]
    made = [
        _button(t, ids.MOVE, one, side, _carried(found, one, side), plain=place > 0)
        for place, (one, side) in enumerate(_once(wanted))
    ]
    return [*made, open_(t, found.id)]


def on_page(t: Translator, found: Dependency, side: Side) -> list[ButtonElement]:
    """All that a side may do now, on the page of a dependency."""
    return [
        _button(t, ids.MOVE_IN_FORM, one, side, _carried(found, one, side))
        for one in sensible(found, side)
    ]


def sensible(found: Dependency, side: Side) -> tuple[Move, ...]:
    """The moves of a side that would change something."""
    idle = set()
    if found.risk is Risk.NONE:
        idle.add(Move.CLEAR)
    if found.taken_at is not None:
        idle.add(Move.TAKE)
    return tuple(one for one in offered(side, found.state, found.proposed_by) if one not in idle)


def _row(found: Dependency, side: Side) -> tuple[Side, list[Move]]:
    may = sensible(found, side)
    row = [one for one in _ON_CARD[side] if one in may]
    if side is Side.REQUESTER and found.state is State.ASKED and Move.ACCEPT in may:
        row = [Move.ACCEPT, Move.PROPOSE, Move.WITHDRAW]
    elif side is Side.REQUESTER and found.state is not State.DELIVERED and Move.TAKE not in may:
        # While nothing is wrong, its team has nothing to say; the page has the rest.
        row = [one for one in row if one is Move.ASK_AGAIN]
    return side, row


def _once(wanted: Iterable[tuple[Move, Side]]) -> list[tuple[Move, Side]]:
    """Each move once: a row holds no two buttons of one id."""
    seen: dict[Move, Side] = {}
    for one, side in wanted:
        seen.setdefault(one, side)
    return list(seen.items())


def _carried(found: Dependency, wanted: Move, side: Side) -> str:
    """What a button carries: where it agrees to a date, the one is meant that stands now."""
    dated = wanted in (Move.ACCEPT, Move.TAKE)
    return ids.carried(found.id, wanted, side, str(found.moves) if dated else "")


def _button(
    t: Translator, door: str, wanted: Move, side: Side, carried: str, plain: bool = False
) -> ButtonElement:
    return ButtonElement(
        text=wording.move(t, wanted, side),
        action_id=ids.of(door, wanted),
        value=carried,
        style="primary" if wanted in _FIRST and not plain else None,
    )
