"""What people are promised, said once more in as few words: who is to hear of what, and when.

This is what the bot is held against; it takes nothing of `bot/asks` but the ladders it is given.
"""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum

from tests.month.cast import Somebody

# Lines of a message, and of one that asks to take something over: said twice, two days apart.
SHOWN = 6
TWICE, APART = 2, 2
_NEVER = datetime.max.replace(tzinfo=UTC)


class Part(StrEnum):
    """What an ask is to who hears of it."""

    OWED = "owed"
    OFFERED = "offered"
    ESCALATED = "escalated"


@dataclass(frozen=True)
class Steps:
    """When a kind reminds and escalates, in working days, and whether it can be handed over."""

    remind: tuple[int, ...]
    escalate: int | None
    movable: bool

    @property
    def waits(self) -> tuple[int, ...]:
        """Working days after each time it was said."""
        return self.remind if self.escalate is None else (*self.remind, self.escalate)


@dataclass(eq=False)
class Turn:
    """That somebody is to hear of something `wait` working days after `since`; None for no more."""

    since: datetime
    wait: int | None = 0
    heard: int = 0


@dataclass(eq=False)
class Thing:
    """An ask, as it is by now.

    Attributes:
        number: stands in its title.
        until: it was put off till then.
        taker: who is asked to take it over; `standing` where they stand in for its owner.
        refused: who did not take it last.
        helper: who was told that it is still open.
        spell: how often somebody got it who had not heard of it.
        knows: who took it over, whether a message had asked them or not.
        offers: how often somebody was asked to take it over.
    """

    number: int
    kind: str
    subject: int
    owner: str
    first: str
    opened: datetime
    due: datetime | None
    steps: Steps
    state: str = "open"
    until: date | None = None
    taker: str = ""
    standing: bool = False
    refused: str = ""
    helper: str = ""
    spell: int = 0
    knows: str = ""
    offers: int = 0
    turns: dict[tuple[str, Part], Turn] = field(default_factory=dict)

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.state == "open"

    def told_as(self, part: Part, who: str) -> tuple[int, str, Part, int]:
        """What is told when somebody hears of it: once more, where it is the same."""
        return self.number, who, part, self.spell if part is Part.OWED else self.offers


@dataclass(frozen=True)
class Line:
    """Something that somebody may hear of now."""

    thing: Thing
    part: Part
    turn: Turn

    @property
    def last(self) -> bool:
        """Whether someone else hears of it with this time."""
        steps = self.thing.steps
        reminded = self.part is Part.OWED and self.turn.heard > len(steps.remind)
        return reminded and steps.escalate is not None

    @property
    def waits(self) -> tuple[int, ...]:
        """Working days after each time it was said."""
        if self.part is Part.OFFERED:
            return (APART,) * TWICE
        return self.thing.steps.waits if self.part is Part.OWED else ()

    def comes(self, who: Somebody) -> datetime | None:
        """When; None for never, as far as anyone knows."""
        if self.turn.wait is None:
            return None
        at: datetime | None = self.turn.since
        owed, until = self.part is Part.OWED, self.thing.until
        chosen = who.hours.opens(until) if owed and until else None
        if not self.turn.wait:
            return chosen or at
        at = who.hours.later(self.turn.since, self.turn.wait)
        return at if at is None or chosen is None else max(at, chosen)

    def is_named(self, who: Somebody, now: datetime) -> bool:
        """Whether a reminder of something else names it too."""
        if self.part is Part.ESCALATED:
            return False
        if self.part is Part.OFFERED:
            return True
        until = self.thing.until
        return not self.thing.taker and (until is None or until <= who.hours.day(now))

    def is_near(self, who: Somebody, now: datetime) -> bool:
        """Whether being named counts: it would come on the next working day anyway."""
        today = who.hours.day(now)
        if not self.turn.wait or not self.turn.heard or self.last or not self.is_named(who, now):
            return False
        if self.part is Part.OFFERED and self.turn.heard >= TWICE:
            return False
        if who.hours.day(self.turn.since) >= today:
            return False
        at, following = self.comes(who), who.hours.first_day(today + timedelta(days=1))
        return at is not None and following is not None and at <= who.hours.opens(following)


@dataclass(frozen=True)
class Message:
    """What somebody is to be told: the lines, those that count as said, whether it reminds."""

    lines: tuple[Line, ...]
    said: tuple[Line, ...]
    reminds: bool


def message(who: Somebody, lines: list[Line], now: datetime) -> Message | None:
    """What somebody is to be told now, if anything.

    Args:
        lines: all that they may hear of.
    """
    coming = [line for line in lines if (at := line.comes(who)) is not None and at <= now]
    if not coming or not who.active or not who.hours.works(now):
        return None
    if who.this_week(now) >= who.most:
        return None
    late = [line for line in coming if line.turn.heard]
    near: list[Line] = []
    if late and who.reminded(now):
        coming = [line for line in coming if not line.turn.heard]
        late = []
    elif not who.reminded(now):
        near = [line for line in lines if line.is_near(who, now)]
    reminds = bool(coming) and bool(late or near)
    named = [line for line in lines if reminds and line.is_named(who, now)]
    whole = [*coming, *(line for line in named if line not in coming)]
    # Who is asked to take it over needs not hear that it needs a hand.
    asked = {line.thing for line in whole if line.part is not Part.ESCALATED}
    shown = [one for one in whole if one.part is not Part.ESCALATED or one.thing not in asked]
    said = [line for line in whole if line in coming or (reminds and line.is_near(who, now))]
    return Message(tuple(shown), tuple(said), reminds) if whole else None


def urgency(thing: Thing, who: Somebody) -> tuple[datetime, datetime]:
    """Sorts what somebody hears of: what is to be done sooner first, then what is open longer."""
    due = thing.due
    if due is not None and not who.hours.works_on(who.hours.day(due)):
        day = who.hours.first_day(who.hours.day(due))
        due = None if day is None else who.hours.closes(day)
    return due or _NEVER, thing.opened
