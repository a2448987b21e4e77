"""The month as it unfolds: who is asked what, and what each does about it, all from the seed."""

import heapq
import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from bot.errors import Refusal
from handlers.asks.choices import Choice
from tests.month.asking import STEPS, Wish, asked
from tests.month.cast import Somebody
from tests.month.company import Company
from tests.month.hands import Hands
from tests.month.hours import DAY
from tests.month.plan import BEGINS, QUARTER, Plan, quarter
from tests.month.rules import Thing
from tests.month.witness import Witness

# Of a hundred buttons, so many are pressed in Slack itself.
CLICKED = 0.03

Deed = Callable[..., None]


@dataclass
class Script:
    """What happens when; what people do about something is thrown for as soon as it is asked.

    Attributes:
        refused: what the bot refused although it should not have.
        done: how often each kind of thing was done.
        gone: who has left, back by now or not.
    """

    plan: Plan
    company: Company
    hands: Hands
    witness: Witness
    refused: list[str] = field(default_factory=list)
    done: dict[str, int] = field(default_factory=dict)
    gone: set[str] = field(default_factory=set)
    now: datetime = BEGINS - QUARTER
    _deeds: list[tuple[datetime, int, Deed, tuple[Any, ...]]] = field(default_factory=list)
    _order: Iterator[int] = field(default_factory=count)

    def begin(self, cast: list[Somebody]) -> None:
        """All that is asked in the month."""
        for number, wish in enumerate(sorted(asked(self.plan, cast), key=lambda wish: wish.at), 1):
            self.at(wish.at, self._ask, number, wish)

    def at(self, when: datetime, deed: Deed, *given: Any) -> None:
        """Something is done at a moment, on a quarter of an hour that is still to come."""
        moment = max(quarter(when), self.now + QUARTER)
        heapq.heappush(self._deeds, (moment, next(self._order), deed, given))

    def next(self) -> datetime | None:
        """When the next thing is done."""
        return self._deeds[0][0] if self._deeds else None

    def play(self, now: datetime) -> None:
        """Do all that is to be done by now."""
        self.now = now
        while self._deeds and self._deeds[0][0] <= now:
            _, _, deed, given = heapq.heappop(self._deeds)
            deed(*given)

    def react(self) -> None:
        """What followed by itself is answered later."""
        for what, thing in self.company.news:
            dice = self.plan.chance("news", thing.number, self.now)
            if what == "offered":
                self.at(self._soon(dice), self._answer, thing, thing.taker, dice.random())
            else:
                self.at(self._soon(dice), self._pass_on, thing)
        self.company.news.clear()

    def does(self, what: str, act: Callable[[], None]) -> bool:
        """Do something; whether the bot took it, which it should."""
        self.done[what] = self.done.get(what, 0) + 1
        try:
            act()
        except Refusal as refusal:
            self.refused.append(f"{self.now:%d %b %H:%M} {what}: {refusal}")
            return False
        return True

    def _soon(self, dice: random.Random, hours: float = 16.0) -> datetime:
        return self.now + timedelta(hours=min(240.0, dice.expovariate(1 / hours)))

    def _ask(self, number: int, wish: Wish) -> None:
        who, steps = wish.who, STEPS[wish.kind]
        if not who.active:
            return
        thing = Thing(number, wish.kind, wish.subject, who.id, who.id, self.now, wish.due, steps)
        if self.does("ask", lambda: self.hands.opens(thing, f"{wish.words} #{number}")):
            self.company.opened(thing)
            dice = self.plan.chance("answer", number)
            self._intend(thing, dice)

    def _intend(self, thing: Thing, dice: random.Random) -> None:
        """What its owner will do about it."""
        fate = dice.random()
        if fate < 0.6:
            self.at(self._soon(dice), self._settle, thing, thing.owner)
        elif fate < 0.7:
            self.at(self._soon(dice, 10), self._put_off, thing, thing.owner)
        elif fate < 0.8 and thing.steps.movable:
            self.at(self._soon(dice, 10), self._offer, thing, thing.owner)
        elif fate < 0.84:
            self.at(self._soon(dice, 40), self._withdraw, thing)
        elif fate < 0.88:
            self.at(self._soon(dice, 150), self._settle, thing, thing.owner)

    def _settle(self, thing: Thing, who: str) -> None:
        if not self._is_theirs(thing, who):
            return
        dice = self.plan.chance("click", thing.number)
        shown = self.witness.shown(thing) if dice.random() < CLICKED else None
        if shown is not None and self.hands.clicks_on(thing, shown):
            self.done["settle"] = self.done.get("settle", 0) + 1
        elif not self.does("settle", lambda: self.hands.presses(thing)):
            return
        self.company.settled(thing, self.now)

    def _withdraw(self, thing: Thing) -> None:
        if thing.is_open and self.does(
            "withdraw", lambda: self.hands.withdraws(thing, everyones=False)
        ):
            self.company.closed(thing, "withdrawn", self.now)

    def _put_off(self, thing: Thing, who: str) -> None:
        if not self._is_theirs(thing, who):
            return
        dice = self.plan.chance("put off", thing.number)
        hours = self.company.people[who].hours
        today = hours.day(self.now)
        choice = dice.choice((Choice.TOMORROW, Choice.NEXT_WEEK, Choice.DAY))
        until = today + DAY * dice.randrange(1, 9)
        if choice is Choice.TOMORROW:
            until = hours.first_day(today + DAY) or today + DAY
        elif choice is Choice.NEXT_WEEK:
            monday = today + DAY * (8 - today.isoweekday())
            until = hours.first_day(monday) or monday
        if self.does("put off", lambda: self.hands.puts_off(thing, choice, until)):
            self.company.put_off(thing, until)
            if dice.random() < 0.7:
                self.at(self._soon(dice, 90), self._settle, thing, who)

    def _offer(self, thing: Thing, who: str) -> None:
        dice = self.plan.chance("offer", thing.number, who)
        others = [one for one in self.company.people.values() if self._is_there(one)]
        to = dice.choice(others)
        if not self._is_theirs(thing, who) or to.id == who:
            return
        if self.does("offer", lambda: self.hands.offers(thing, to.id)):
            self.company.offered(thing, to.id, self.now)
            self.at(self._soon(dice), self._answer, thing, to.id, dice.random())

    def _answer(self, thing: Thing, who: str, fate: float) -> None:
        if not thing.is_open or thing.taker != who or not self.company.people[who].active:
            return
        if fate < 0.5 and self.does("accept", lambda: self.hands.answers(thing, takes=True)):
            self.company.taken(thing, self.now)
            self._intend(thing, self.plan.chance("taken", thing.number, who))
        elif 0.5 <= fate < 0.75 and self.does(
            "decline", lambda: self.hands.answers(thing, takes=False)
        ):
            self.company.refused(thing, self.now)
            dice = self.plan.chance("declined", thing.number, who)
            self.at(self._soon(dice, 30), self._settle, thing, thing.owner)

    def _pass_on(self, asked: Thing) -> None:
        """A lead sees to what somebody left behind: to a colleague, or to nobody."""
        if not asked.is_open:
            return
        left = next(one for one in self.company.people.values() if one.number == asked.subject)
        things = sorted(self.company.left_by(left.id), key=lambda thing: thing.number)
        dice = self.plan.chance("pass on", left.id)
        there = [one for one in self.company.people.values() if self._is_there(one)]
        takers = {
            thing.number: None if dice.random() < 0.2 else dice.choice(there).id for thing in things
        }
        lead = asked.owner
        if self.does("pass on", lambda: self.hands.passes_on(lead, left.id, takers)):
            for thing in things:
                to = takers[thing.number]
                if to is None:
                    self.company.closed(thing, "withdrawn", self.now)
                else:
                    self.company.given(thing, to, self.now)
                    self._intend(thing, self.plan.chance("given", thing.number))

    def _is_theirs(self, thing: Thing, who: str) -> bool:
        """Whether it is still somebody's to do something about, who is there and at work."""
        somebody = self.company.people[who]
        return thing.is_open and thing.owner == who and self._is_there(somebody)

    def _is_there(self, somebody: Somebody) -> bool:
        return somebody.active and not somebody.hours.away_on(somebody.hours.day(self.now))
