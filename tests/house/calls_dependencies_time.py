"""How what dependencies do as time passes is called on the walk."""

from dataclasses import replace
from datetime import date, time

from bot.asks.ask import Ask
from bot.calendar import Calendar
from bot.overtaking import Edit
from bot.store.teams import Team
from tests.house.calls_dependencies import asked, found, promised
from tests.house.calls_dependencies_doors import somebody, team
from tests.house.calls_okrs import marc
from tests.house.sides import LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.dependencies import confirming
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move, State
from workflows.dependencies.rules import Side as Whose
from workflows.dependencies.settings import Chosen


def waits(side: Side) -> Dependency:
    """What Lea's team asked for, as it is passed in."""
    given = {**vars(found(side)), "id": side.asked, "state": State.ASKED, "promised": None}
    return Dependency(**given)


def provider(side: Side) -> tuple[Team, ...]:
    """The team that promised something to hers."""
    return (found(side).provider,)


def days(side: Side) -> tuple[dict[int, Calendar], date | None]:
    """When the teams work, and that nothing was said yet."""
    return {one.id: Calendar() for one in (found(side).provider, found(side).requester)}, None


def ask(side: Side) -> Ask:
    """What Lea is asked, whatever it is."""
    return Ask(side.ask, confirming.KIND, promised(side), "", None, side.person, NOW)


_CHOSEN = Edit(Chosen("C1", 4, time(10)), Chosen())
_EARLY, _LATE = ({"now": now, "limit": 100} for now in (NOW, LATER))

_SURE = Made(2, Move.SURE, Whose.PROVIDER, State.AGREED, None, "", None, None, "", NOW)


def _declined(side: Side) -> Dependency:
    return replace(found(side), state=State.DECLINED)


CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.dependencies.{name}": calls
    for name, calls in {
        "agreed.dates": (Call({"which": lambda side: (promised(side), asked(side))}),),
        "confirming.ask": (Call({"found": found, "person": marc}),),
        "confirming.asked": (Call({"which": promised}),),
        "confirming.follow": tuple(
            Call({"found": each, "last": _SURE}) for each in (found, _declined)
        ),
        "confirming.is_theirs": (Call({"ask": ask}), Call({"ask": ask, "person": marc})),
        "digest.digest": (Call({}), Call({"now": LATER})),
        "due.due": (Call(_EARLY), Call(_LATE)),
        "due.upcoming": (Call({"after": LONG_AGO}),),
        "due.wake": (Call({"person": somebody}),),
        "due.wake_team": (Call({"team": team}),),
        "holding.of": (Call({"key_results": lambda side: (side.key_result,)}),),
        "settings.chosen": (Call({}),),
        "settings.choose": (Call({"edit": _CHOSEN}),),
        "team_days.of": (Call({"teams": provider}),),
        "trends.trends": (Call({}), Call({"now": LATER})),
        "trust.shown": (Call({"found": found}),),
        "waiting.look": (Call({"found": waits, "known": days}),),
        "waiting.since": (Call({"which": asked}),),
        "weekly.due": (Call(_EARLY), Call(_LATE)),
        "weekly.upcoming": (Call({"after": LONG_AGO}),),
    }.items()
}
