"""How the functions of asks are called on the walk."""

from datetime import date, timedelta

from bot.asks.budget import Budget, Turn
from bot.asks.leaving import LEFT
from bot.asks.opening import Wanted
from bot.asks.readers import Reader
from bot.asks.turns import Part
from bot.calendar import Absence, Calendar
from bot.store.people import Person
from tests.house.sides import CHANNEL, LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW


def ask(side: Side) -> int:
    """The id of what Lea owes."""
    return side.ask


def offered(side: Side) -> int:
    """The id of what she is asked to take over."""
    return side.offered


def left(side: Side) -> int:
    """The id of who has left."""
    return side.left


def lea(side: Side) -> int:
    """Her id."""
    return side.person.id


def person(side: Side) -> Person:
    """She."""
    return side.person


def wanted(side: Side) -> Wanted:
    """Something new to ask of her."""
    return Wanted(LEFT, side.person.id, side.person, "Q2")


def turns(side: Side) -> tuple[Turn, ...]:
    """Her turns, as they are read."""
    common = {"step": 2, "since": NOW, "after": 0, "next_at": NOW, "opened_at": NOW, "due": NOW}
    return (Turn(side.ask, Part.OWED, **common), Turn(side.offered, Part.OFFERED, **common))


def reader(side: Side) -> Reader:
    """She, away, with her turns."""
    absence = Absence(NOW.date(), NOW.date())
    return Reader(side.person, Calendar(absences=(absence,)), turns(side), Budget(5))


def people(side: Side) -> tuple[int, ...]:
    """Her id, and who has left."""
    return (side.person.id, side.left)


def asks(side: Side) -> tuple[int, ...]:
    """The ids of both."""
    return (side.ask, side.offered)


def takers(side: Side) -> dict[int, str | None]:
    """Who takes what."""
    return {side.ask: "U0MARC", side.offered: None}


MUCH_LATER = NOW + timedelta(days=800)
_KIND = {"kind": LEFT, "subject": left}

CALLS: dict[str, tuple[Call, ...]] = {
    "bot.asks.ask.read": (Call({"ids": asks}),),
    "bot.asks.ask.records": (Call({"rows": ()}),),
    "bot.asks.attention.due": (
        Call({"now": LATER, "limit": 1}, fresh=True),
        Call({"now": LATER, "limit": 100}, fresh=True),
    ),
    "bot.asks.escalation.escalate": (Call({"told": turns}),),
    "bot.asks.forgetting.next_forgotten": (Call({"after": LONG_AGO}),),
    "bot.asks.readers.next_turn": (Call({"after": LONG_AGO}),),
    "bot.asks.forgetting.forget": (
        Call({"now": MUCH_LATER, "limit": 1}),
        Call({"now": MUCH_LATER, "limit": 100}),
    ),
    "bot.asks.readers.due": (
        Call({"now": LATER, "limit": 1}),
        Call({"now": LATER, "limit": 100}),
    ),
    "bot.asks.readers.read": (Call({"people": people}),),
    "bot.asks.finding.known": (Call({"ask": ask}),),
    "bot.asks.finding.own": (Call({"ask": ask}), Call({"ask": offered})),
    "bot.asks.finding.offered": (Call({"ask": ask}), Call({"ask": offered})),
    "bot.asks.finding.offered_or_own": (Call({"ask": ask}), Call({"ask": offered})),
    "bot.asks.finding.owed": (Call({}),),
    "bot.asks.finding.opened_for": (Call({"ask": ask}),),
    "bot.asks.finding.is_owed": (Call(_KIND),),
    "bot.asks.finding.left_behind": (Call({"person": left}), Call({"person": lea})),
    "bot.asks.finding.showing": (Call({"ask": ask}),),
    "bot.asks.finding.tellings": (Call({"messages": (1, 2, 3, 4)}),),
    "bot.asks.handover.movable": (Call({"ask": ask}),),
    "bot.asks.handover.offer": (Call({"ask": ask, "offered": ("U0MARC", CHANNEL)}),),
    "bot.asks.handover.accept": (Call({"ask": offered}),),
    "bot.asks.handover.decline": (Call({"ask": offered}),),
    "bot.asks.handover.give": (Call({"ask": ask, "to": person}),),
    "bot.asks.handover.give_back": (Call({}),),
    "bot.asks.handover.lapse": (Call({"reader": reader}),),
    "bot.asks.handover.stand_in": (Call({"reader": reader}),),
    "bot.asks.leaving.left": (Call({"person": person}),),
    "bot.asks.leaving.over": (Call({"person": person}),),
    "bot.asks.leaving.back": (Call({"person": person}),),
    "bot.asks.leaving.hand_back": (Call({}),),
    "bot.asks.leaving.to_pass_on": (Call({"who": left}),),
    "bot.asks.leaving.pass_on": (Call({"who": left, "takers": takers}),),
    "bot.asks.opening.open_ask": (Call({"wanted": wanted}, fresh=True),),
    "bot.asks.settling.settle": (Call(_KIND), Call(_KIND | {"person": None})),
    "bot.asks.settling.withdraw": (Call(_KIND),),
    "bot.asks.settling.drop": (Call({"ask": ask}),),
    "bot.asks.snooze.today": (Call({}),),
    "bot.asks.snooze.tomorrow": (Call({}),),
    "bot.asks.snooze.next_week": (Call({}),),
    "bot.asks.snooze.snooze": (Call({"ask": ask, "until": date(2026, 3, 9)}),),
    "bot.asks.turns.start": (Call({"ask": ask}),),
    "bot.asks.turns.end": (Call({"ask": ask}),),
    "bot.asks.turns.pause": (Call({"ask": ask}),),
    "bot.asks.turns.again": (Call({"ask": ask, "at": NOW}),),
    "bot.asks.turns.heard": (Call({"ask": ask, "after": 2}),),
    "bot.asks.turns.look_again": (Call({"person": lea}),),
}
