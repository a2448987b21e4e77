"""What a feature says of its asks: how they look, what settles them, when they escalate."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum, auto

from slack_sdk.models.blocks import ButtonElement
from sqlalchemy.orm import Session

from bot.i18n import Translator
from bot.store.people import Person
from bot.store.workspaces import Workspace

# In a session's `info`: the features' kinds of asks.
KINDS = "ask_kinds"


class Place(Enum):
    """Where an ask is shown: Slack calls a button in a message and on App Home different things."""

    MESSAGE = auto()
    HOME = auto()


@dataclass(frozen=True)
class Ask:
    """What a person owes.

    Attributes:
        kind: `feature.noun`.
        subject: the id of the row it is about.
        title: what it is about, as plain words, e.g. a team's name.
        due: until when, aware UTC; None for no date.
        person: who owes it.
    """

    id: int
    kind: str
    subject: int
    title: str
    due: datetime | None
    person: Person
    opened_at: datetime


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


@dataclass(frozen=True)
class AskKind:
    """How asks of a kind look.

    Attributes:
        line: what is asked, in one or two lines of Slack's mrkdwn, safe to show.
        buttons: what settles it, four at the most; ids differ by place.
        why: the rule by which this person is asked, a sentence or two.
    """

    line: Callable[[Translator, Ask], str]
    buttons: Callable[[Translator, Ask, Place], Sequence[ButtonElement]]
    why: Callable[[Translator, Ask], str]
    ladder: Ladder = field(default_factory=Ladder)


Kinds = Mapping[str, AskKind]
