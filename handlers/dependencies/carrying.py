"""Reads what the buttons and forms of dependencies carry unseen: pure functions."""

from dataclasses import dataclass

from bot import decoding
from workflows.dependencies.rules import Move, Side


@dataclass(frozen=True)
class Carried:
    """What a button stands for.

    Attributes:
        which: the dependency's id.
        seen: how many moves there were, where the date is meant that stood then; 0 for any.
    """

    which: int
    move: Move
    side: Side
    seen: int = 0

    @property
    def has_form(self) -> bool:
        """Whether there is more to say than a click does."""
        if self.move is Move.ACCEPT:
            return self.side is Side.PROVIDER and not self.seen
        return self.move not in _PLAIN


_PLAIN = frozenset({Move.START, Move.CLEAR, Move.SURE, Move.CONFIRM, Move.TAKE})


def read(value: str) -> Carried:
    """What `ids.carried` wrote.

    Raises:
        Refusal: it is not that.
    """
    which, move, side, seen = (*value.split(":"), "0", "0", "0", "0")[:4]
    wanted = decoding.read(Move, move), decoding.read(Side, side)
    return Carried(decoding.number(which), *wanted, decoding.number(seen))
