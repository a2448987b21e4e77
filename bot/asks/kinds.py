"""What a feature says of its asks: how they look, what settles them, when they escalate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum, auto
from typing import Any

from slack_sdk.models.blocks import ButtonElement
from sqlalchemy.orm import Session

from bot.asks.ask import Ask
from bot.i18n import Translator, Words
from bot.store.people import Person
from bot.store.workspaces import Workspace

# In a session's `info`: the features' kinds of asks.
KINDS = "ask_kinds"


class Place(Enum):
    """Where an ask is shown: Slack calls a button in a message and on App Home different things."""

    MESSAGE = auto()
    HOME = auto()


@dataclass(frozen=True)
class Ladder:
    """What happens while nothing happens.

    Attributes:
        remind: working days of the person between the first message and each reminder.
        escalate: working days after the last of them until someone else is told; None for never.
        to: whom; None where nobody is to be found.
    """

    remind: tuple[int, ...] = (2, 3)
    escalate: int | None = None
    to: Callable[[Session, Workspace, Ask], Person | None] | None = None

    @property
    def waits(self) -> tuple[int, ...]:
        """Working days until the next time, by how often they have heard."""
        last = () if self.escalate is None or self.to is None else (self.escalate,)
        return self.remind + last

    @property
    def escalates(self) -> bool:
        """Whether someone else is told at its end."""
        return len(self.waits) > len(self.remind)


def _anyone(person: Person) -> Words | None:
    """Whoever is there takes it over."""
    return None


@dataclass(frozen=True)
class AskKind:
    """How asks of a kind look.

    Attributes:
        line: what is asked of who owes it, one or two lines of Slack's mrkdwn, safe to show and
            400 characters at the most.
        about: the same for anyone else, as a noun that stands in a sentence, e.g. “the members of
            Billing”; Slack's mrkdwn, safe to show.
        buttons: what settles it, five at the most; their ids differ by place.
        why: the rule by which this person is asked, a sentence or two.
        movable: whether it can be handed over to someone else.
        unfit: why a person can't take it over, a sentence that says whom to choose; None where
            they can.
    """

    line: Callable[[Translator, Ask], str]
    about: Callable[[Translator, Ask], str]
    buttons: Callable[[Translator, Ask, Place], Sequence[ButtonElement]]
    why: Callable[[Translator, Ask], str]
    ladder: Ladder = field(default_factory=Ladder)
    movable: bool = True
    unfit: Callable[[Person], Words | None] = _anyone


Kinds = Mapping[str, AskKind]


def kinds_of(info: Mapping[Any, Any]) -> Kinds:
    """The kinds of all features, by name; what one that is gone asked is nobody's turn.

    Args:
        info: a session's.
    """
    kinds: Kinds = info.get(KINDS, {})
    return kinds
