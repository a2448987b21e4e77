"""How rounds, what is read of them, and the end of a cycle are called on the walk."""

from datetime import date, timedelta

from bot.asks.ask import Ask
from tests.house.calls_okrs import cycle, key_result, owner, team, whole_cycle
from tests.house.sides import LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.okrs import handing
from workflows.okrs.cadences import Wanted
from workflows.okrs.cycles import Cycle


def over(side: Side) -> int:
    """The id of a round that is over."""
    return side.round


def looking(side: Side) -> int:
    """The id of what Lea is asked of the cycle before."""
    return side.looking


def old(side: Side) -> Cycle:
    """That cycle."""
    return Cycle(side.old, "2025 Q4", date(2025, 10, 1), date(2025, 12, 31))


def person(side: Side) -> object:
    """Lea."""
    return side.person


def asked(side: Side) -> Ask:
    """Who takes over is asked of her."""
    subject = side.person.id
    return Ask(side.ask, handing.KIND, subject, "Lea", None, side.person, NOW)


_OWNER, _TEAM, _ROUND = {"owner": owner}, {"team": team}, {"which": over}
_SHARED = {**_TEAM, "cycle": whole_cycle}

CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.okrs.{name}": calls
    for name, calls in {
        "answering.answered": (Call(_OWNER),),
        "answering.gone": (Call(_OWNER),),
        "answering.is_asked": (Call(_OWNER),),
        "asking.due": (Call({"limit": 10}),),
        "asking.upcoming": (Call({"after": LONG_AGO}),),
        "cadences.of": (Call(_TEAM), Call({"team": None})),
        "cadences.every": (Call({}),),
        "cadences.ensure": (Call(_TEAM),),
        "cadences.choose": (Call({**_TEAM, "wanted": Wanted(weekday=2)}),),
        "closing.ask_scores": (Call({"cycle": cycle}),),
        "closing.due": (Call({"limit": 10}),),
        "closing.upcoming": (Call({"after": LONG_AGO}),),
        "closing.asked": (Call({"which": looking}),),
        "closing.confirm": (Call({"which": looking, "said": ((), {"worked": "One form"})}),),
        "diagnosis.diagnose": (Call({"cycle": old}),),
        "ending.close_due": (Call({"limit": 10}),),
        "ending.upcoming": (Call({"after": LONG_AGO}),),
        "ending.keep_past": (Call({**_SHARED, "at": NOW - timedelta(days=1)}, fresh=True),),
        "ending.find": (Call(_ROUND),),
        "ending.released": (Call({"cycle": cycle}),),
        "ending.comment": (Call({**_ROUND, "text": "It holds"}),),
        "ending.in_team": (Call(_TEAM), Call({"team": None})),
        "ending.told_when": (Call({"team": None}),),
        "handing.ask": (Call({"owner": person}),),
        "handing.asked": (Call(_OWNER),),
        "handing.give": (Call({**_OWNER, "to": "U0MARC"}),),
        "handing.leave": (Call(_OWNER),),
        "handing.back": (Call({"owner": person}),),
        "handing.successor": (Call({"ask_": asked}),),
        "report.sheet": (Call({"team": None, "cycle": whole_cycle}),),
        "report.overview": (Call({"cycle": whole_cycle}),),
        "report.for_reader": (Call({"cycle": whole_cycle}),),
        "report.readable": (Call({}),),
        "report.require_key_result": (Call({"which": key_result}),),
        "report.with_objectives": (Call({"cycle": whole_cycle}),),
        "report.key_results_of": (Call(_SHARED),),
        "rollup.due": (Call({"limit": 10}),),
        "rollup.upcoming": (Call({"after": LONG_AGO}),),
        "rollup.readers": (Call({}),),
        "rounds.open_due": (Call({"limit": 10}),),
        "rounds.upcoming": (Call({"after": LONG_AGO}),),
        "standing.figures_of": (
            Call({**_SHARED, "day": NOW.date(), "since": LONG_AGO}),
            Call({"team": None, "cycle": whole_cycle, "day": NOW.date(), "since": LATER}),
        ),
        "standing.past": (Call({**_TEAM, "cycle": cycle}),),
        "standing.states": (Call(_ROUND),),
    }.items()
}
