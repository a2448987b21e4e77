"""What may become of a dependency, and whose move it is: pure."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """How far a dependency is.

    Attributes:
        ASKED: the providing team has not agreed yet, or a date stands against another one.
        AGREED: there is a date and an owner.
        UNDER_WAY: the work on it has begun.
        DELIVERED: the providing team says it is there.
        CONFIRMED: the requesting team has what it needs.
        DECLINED: the providing team will not do it.
        WITHDRAWN: the requesting team needs it no more.
    """

    ASKED = "asked"
    AGREED = "agreed"
    UNDER_WAY = "under_way"
    DELIVERED = "delivered"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Risk(StrEnum):
    """What stands in the way of one that was agreed."""

    NONE = ""
    AT_RISK = "at_risk"
    BLOCKED = "blocked"


class Side(StrEnum):
    """Whose move it is: the team that needs it, or the one that provides it."""

    REQUESTER = "requester"
    PROVIDER = "provider"

    @property
    def other(self) -> "Side":
        """The one who sees it."""
        return Side.PROVIDER if self is Side.REQUESTER else Side.REQUESTER


class Move(StrEnum):
    """What a side does.

    Attributes:
        ASK: says what it needs; the first move.
        ACCEPT: agrees to the date that is asked for, or that the other side proposes.
        PROPOSE: proposes another date before there is an agreement.
        DECLINE: will not do it.
        REDIRECT: says which team it is for.
        ASK_AGAIN: asks once more for what was declined.
        START: the work begins.
        SLIP: the date that was agreed is another one now, later or sooner.
        RISK: says what puts the date at risk.
        BLOCK: says what stops the work.
        CLEAR: nothing stands in the way any more.
        SURE: the owner confirms the date.
        DELIVER: it is there.
        CONFIRM: it is what was needed.
        REOPEN: it is not.
        TAKE: the requesting team goes along with a date that slipped.
        OPTIONS: it asks what else there is.
        OTHER_WAY: it finds another way, and needs it no more.
        WITHDRAW: it needs it no more.
    """

    ASK = "ask"
    ACCEPT = "accept"
    PROPOSE = "propose"
    DECLINE = "decline"
    REDIRECT = "redirect"
    ASK_AGAIN = "ask_again"
    START = "start"
    SLIP = "slip"
    RISK = "risk"
    BLOCK = "block"
    CLEAR = "clear"
    SURE = "sure"
    DELIVER = "deliver"
    CONFIRM = "confirm"
    REOPEN = "reopen"
    TAKE = "take"
    OPTIONS = "options"
    OTHER_WAY = "other_way"
    WITHDRAW = "withdraw"


@dataclass(frozen=True)
class Rule:
    """When a move may be made.

    Attributes:
        side: whose it is; None for either.
        at: the states it may be made in.
        to: the state it leads to; None where it stays what it was.
    """

    side: Side | None
    at: frozenset[State]
    to: State | None = None


PROMISED = frozenset({State.AGREED, State.UNDER_WAY})
# What still keeps somebody waiting.
OPEN = frozenset({State.ASKED, *PROMISED, State.DELIVERED})
OVER = frozenset(State) - OPEN
# What never comes: nobody waits for it.
GONE = frozenset({State.DECLINED, State.WITHDRAWN})
_ASKED = frozenset({State.ASKED})

RULES = {
    Move.ACCEPT: Rule(None, _ASKED, State.AGREED),
    Move.PROPOSE: Rule(None, _ASKED, State.ASKED),
    Move.DECLINE: Rule(Side.PROVIDER, _ASKED, State.DECLINED),
    Move.REDIRECT: Rule(Side.PROVIDER, _ASKED, State.ASKED),
    Move.ASK_AGAIN: Rule(Side.REQUESTER, frozenset({State.DECLINED}), State.ASKED),
    Move.START: Rule(Side.PROVIDER, frozenset({State.AGREED}), State.UNDER_WAY),
    Move.SLIP: Rule(Side.PROVIDER, PROMISED),
    Move.RISK: Rule(Side.PROVIDER, PROMISED),
    Move.BLOCK: Rule(Side.PROVIDER, PROMISED),
    Move.CLEAR: Rule(Side.PROVIDER, PROMISED),
    Move.SURE: Rule(Side.PROVIDER, PROMISED),
    Move.DELIVER: Rule(Side.PROVIDER, PROMISED, State.DELIVERED),
    Move.CONFIRM: Rule(Side.REQUESTER, frozenset({State.DELIVERED}), State.CONFIRMED),
    Move.REOPEN: Rule(
        Side.REQUESTER, frozenset({State.DELIVERED, State.CONFIRMED}), State.UNDER_WAY
    ),
    Move.TAKE: Rule(Side.REQUESTER, PROMISED),
    Move.OPTIONS: Rule(Side.REQUESTER, PROMISED),
    Move.OTHER_WAY: Rule(Side.REQUESTER, frozenset({State.ASKED, *PROMISED}), State.WITHDRAWN),
    Move.WITHDRAW: Rule(Side.REQUESTER, frozenset({State.ASKED, *PROMISED}), State.WITHDRAWN),
}

# What the providing team says to what is asked of it.
ANSWERS = frozenset({Move.ACCEPT, Move.PROPOSE, Move.DECLINE, Move.REDIRECT})

# What each side may do, in the order in which it is offered; `ASK` is how it begins.
assert set(RULES) == set(Move) - {Move.ASK}


def may(move: Move, side: Side, state: State, proposed_by: Side | None) -> bool:
    """Whether a side may make a move.

    Args:
        proposed_by: whose date stands against the other's, before there is an agreement; None
            where only the date that is asked for does.
    """
    rule = RULES.get(move)
    if rule is None or state not in rule.at or rule.side not in (None, side):
        return False
    if move is Move.ACCEPT:
        # A date is accepted by who did not name it.
        return side is (proposed_by or Side.REQUESTER).other
    return move is not Move.PROPOSE or side is Side.PROVIDER or proposed_by is Side.PROVIDER


def offered(side: Side, state: State, proposed_by: Side | None) -> tuple[Move, ...]:
    """The moves a side may make now."""
    return tuple(move for move in RULES if may(move, side, state, proposed_by))
