"""The company as it is by now: what the bot accepted, and what follows from it as promised."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import NamedTuple

from tests.month.cast import Somebody
from tests.month.rules import TWICE, Line, Message, Part, Steps, Thing, Turn, message

# What someone left behind is asked of the lead of their team.
LEFT, STEPS_LEFT = "asks.left", Steps((2, 3), None, movable=True)


class News(NamedTuple):
    """Something that followed by itself, to which people answer: `offered` or `left`."""

    what: str
    thing: Thing


@dataclass
class Company:
    """Everybody, and all that they owe.

    Attributes:
        news: what followed by itself since it was last read.
    """

    people: Mapping[str, Somebody]
    things: dict[int, Thing] = field(default_factory=dict)
    news: list[News] = field(default_factory=list)
    _hears: dict[str, dict[tuple[int, Part], Line]] = field(
        default_factory=lambda: defaultdict(dict)
    )
    _alike: dict[tuple[str, int], list[Thing]] = field(default_factory=lambda: defaultdict(list))
    _soonest: dict[str, datetime | None] = field(default_factory=dict)
    _touched: set[str] = field(default_factory=set)

    def open_of(self, who: str) -> list[Thing]:
        """What somebody owes."""
        return [line.thing for line in self._hears[who].values() if line.part is Part.OWED]

    def left_by(self, who: str) -> list[Thing]:
        """What somebody who has left owes, and somebody else can take over."""
        return [thing for thing in self.open_of(who) if thing.steps.movable]

    def left(self, who: str) -> Thing | None:
        """That somebody is asked who takes over what this person left, if anybody is."""
        return next(
            (
                one
                for one in self.things.values()
                if one.kind == LEFT and one.is_open and one.subject == self.people[who].number
            ),
            None,
        )

    # What the bot accepted.

    def opened(self, thing: Thing) -> None:
        """Something is asked."""
        self.things[thing.number] = thing
        self._alike[thing.kind, thing.subject].append(thing)
        self._start(thing, thing.owner, Part.OWED, Turn(thing.opened))

    def settled(self, thing: Thing, now: datetime) -> None:
        """Its owner did it: all that they were asked of that kind and subject is done."""
        for one in list(self._alike[thing.kind, thing.subject]):
            if one.is_open and thing.owner in (one.owner, one.first):
                self.closed(one, "done", now)

    def closed(self, thing: Thing, state: str, now: datetime) -> None:
        """It is done, or no longer needed."""
        thing.state, thing.taker = state, ""
        self._end(thing)
        self._nothing_left(thing.owner, now)

    def put_off(self, thing: Thing, until: date) -> None:
        """Its owner wants to hear of it on a day."""
        thing.until = until
        at = self.people[thing.owner].hours.opens(until)
        self._start(thing, thing.owner, Part.OWED, self._again(thing, at))

    def offered(self, thing: Thing, taker: str, now: datetime, *, standing: bool = False) -> None:
        """Somebody is asked to take it over."""
        self._end(thing, Part.OFFERED)
        thing.taker, thing.standing, thing.offers = taker, standing, thing.offers + 1
        if not standing:
            thing.turns[thing.owner, Part.OWED].wait = None
        self._start(thing, taker, Part.OFFERED, Turn(now))
        self._dirty(thing.owner)

    def taken(self, thing: Thing, now: datetime) -> None:
        """Who was asked takes it over: they have heard of it."""
        taker, waits = thing.taker, thing.steps.waits
        thing.knows = taker
        self._change_hands(thing, taker, Turn(now, waits[0] if waits else None, heard=1), now)

    def given(self, thing: Thing, to: str, now: datetime) -> None:
        """It is somebody else's, because its owner has left."""
        thing.spell += 1
        self._change_hands(thing, to, Turn(now), now)

    def refused(self, thing: Thing, now: datetime) -> None:
        """Who was asked does not take it over."""
        thing.refused, thing.taker = thing.taker, ""
        self._end(thing, Part.OFFERED)
        self._start(thing, thing.owner, Part.OWED, self._again(thing, now))

    def gone(self, who: str, now: datetime) -> None:
        """Somebody has left."""
        somebody = self.people[who]
        somebody.active = False
        for line in list(self._hears[who].values()):
            if line.part is Part.OFFERED:
                self.refused(line.thing, now)
        if self.left_by(who):
            number = -len(self.things) - 1
            lead = somebody.lead
            thing = Thing(number, LEFT, somebody.number, lead, lead, now, None, STEPS_LEFT)
            self.opened(thing)
            self.news.append(News("left", thing))

    def returned(self, who: str, now: datetime) -> None:
        """They are back."""
        self.people[who].active = True
        asked = self.left(who)
        if asked:
            self.closed(asked, "withdrawn", now)
        self.changed(who)

    def changed(self, who: str) -> None:
        """Somebody works at other times, or wants to hear more or less."""
        self._dirty(who)
        if self._hears[who]:
            self._touched.add(who)

    # What follows.

    def follow(self, now: datetime) -> None:
        """Offers that nobody answered go back; who stands in is asked."""
        whose = self._touched | set(self._begins(now)) | set(self._unanswered(now))
        self._touched = set()
        while whose:
            for who in sorted(whose):
                self._follow(self.people[who], now)
            whose, self._touched = self._touched, set()

    def messages(self, now: datetime) -> Mapping[str, Message]:
        """What each is to be told now, and told by it."""
        found: dict[str, Message] = {}
        new: Iterable[str] = [who for who in self.people if self._is_due(who, now)]
        while new:
            made = {who: told for who in new if (told := self._message(who, now))}
            found |= made
            said = [line for who in sorted(made) for line in made[who].said]
            new = {lead for line in said if (lead := self._escalates(line, now))}
        for who, told in found.items():
            self._told(self.people[who], told, now)
        return found

    def _message(self, who: str, now: datetime) -> Message | None:
        return message(self.people[who], list(self._hears[who].values()), now)

    def _told(self, who: Somebody, told: Message, now: datetime) -> None:
        who.told.append((who.hours.day(now), told.reminds))
        for line in told.said:
            turn, waits = line.turn, line.waits
            turn.wait = waits[turn.heard] if turn.heard < len(waits) else None
            turn.since, turn.heard = now, turn.heard + 1
        self._dirty(who.id)

    def _escalates(self, line: Line, now: datetime) -> str:
        """Who is told with the last time that its owner is."""
        thing = line.thing
        lead = self.people.get(self.people[thing.owner].lead)
        if not line.last or thing.helper or lead is None or not lead.active:
            return ""
        thing.helper = lead.id
        self._start(thing, lead.id, Part.ESCALATED, Turn(now))
        return lead.id

    def _follow(self, who: Somebody, now: datetime) -> None:
        leaves = who.hours.away_on(who.hours.day(now))
        for line in list(self._hears[who.id].values()):
            if line.part is Part.OFFERED and (leaves or _is_over(line, who, now)):
                self.refused(line.thing, now)
        named = next((leave.delegate for leave in leaves if leave.delegate), "")
        if not named:
            return
        back, delegate = who.hours.back(now), self.people[named]
        for thing in self.open_of(who.id):
            due = thing.due is not None and (back is None or thing.due < back)
            free = not thing.taker and thing.refused != delegate.id and thing.steps.movable
            if due and free:
                self.offered(thing, delegate.id, now, standing=True)
                self.news.append(News("offered", thing))

    def _begins(self, now: datetime) -> Iterator[str]:
        """Those whose leave begins now."""
        for who in self.people.values():
            if any(who.hours.opens(leave.first) == now for leave in who.hours.leaves):
                yield who.id

    def _unanswered(self, now: datetime) -> Iterator[str]:
        for who, lines in self._hears.items():
            if any(_is_over(line, self.people[who], now) for line in lines.values()):
                yield who

    def _is_due(self, who: str, now: datetime) -> bool:
        if who not in self._soonest:
            coming = (line.comes(self.people[who]) for line in self._hears[who].values())
            self._soonest[who] = min((at for at in coming if at), default=None)
        soonest = self._soonest[who]
        return soonest is not None and soonest <= now

    def _change_hands(self, thing: Thing, to: str, turn: Turn, now: datetime) -> None:
        before = thing.owner
        self._end(thing)
        thing.owner, thing.taker, thing.refused, thing.until = to, "", "", None
        self._start(thing, to, Part.OWED, turn)
        self._nothing_left(before, now)

    def _nothing_left(self, who: str, now: datetime) -> None:
        asked = None if self.people[who].active or self.left_by(who) else self.left(who)
        if asked:
            self.closed(asked, "done", now)

    def _again(self, thing: Thing, at: datetime) -> Turn:
        return Turn(at, heard=thing.turns[thing.owner, Part.OWED].heard)

    def _start(self, thing: Thing, who: str, part: Part, turn: Turn) -> None:
        thing.turns[who, part] = turn
        self._hears[who][thing.number, part] = Line(thing, part, turn)
        self._dirty(who)
        self._touched.add(who)

    def _end(self, thing: Thing, only: Part | None = None) -> None:
        for who, part in list(thing.turns):
            if only in (None, part):
                del thing.turns[who, part], self._hears[who][thing.number, part]
                self._dirty(who)

    def _dirty(self, who: str) -> None:
        self._soonest.pop(who, None)


def _is_over(line: Line, who: Somebody, now: datetime) -> bool:
    if line.part is not Part.OFFERED or line.turn.heard < TWICE:
        return False
    at = line.comes(who)
    return at is not None and at <= now
