"""How rounds, what is read of them, and the end of a cycle are called on the walk."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

from bot.asks.ask import Ask
from tests.house.calls_okrs import cycle, gone, key_result, marc, owner, team, whole_cycle
from tests.house.sides import LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.okrs import handing
from workflows.okrs.cadences import Wanted
from workflows.okrs.cycles import Cycle
from workflows.okrs.scoring import Scored


def over(side: Side) -> int:
    """The id of a round that is over."""
    return side.round


def looking(side: Side) -> int:
    """The id of what Lea is asked of the cycle before."""
    return side.looking


def old(side: Side) -> Cycle:
    """That cycle."""
    return Cycle(side.old, "2025 Q4", date(2025, 10, 1), date(2025, 12, 31))


def asked(side: Side) -> Ask:
    """Lea is asked who takes over from Marc."""
    return Ask(side.ask, handing.KIND, side.marc, "Marc", None, side.person, NOW)


def asked_marc(side: Side) -> Ask:
    """Marc is asked who takes over from who has left."""
    return Ask(side.ask, handing.KIND, side.left, "Gone", None, marc(side), NOW)


def said(side: Side) -> tuple[list[Scored], dict[str, str]]:
    """What Lea says of the cycle before."""
    return [Scored(side.past, Decimal("0.5"), "Half")], {"worked": "One form"}


# When the cycle before was not over.
_IN_TIME = datetime(2025, 12, 1, 9, tzinfo=UTC)
_A_WEEK_ON = NOW + timedelta(days=8)
_MARC = {"owner": lambda side: side.marc}
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
        "cadences.ensure": (Call(_TEAM), Call({"team": None})),
        "cadences.choose": (Call({**_TEAM, "wanted": Wanted(weekday=2)}),),
        "closing.ask_scores": (Call({"cycle": cycle}),),
        "reopening.reopen": (
            Call({"cycle": lambda side: side.old, "now": _IN_TIME}),
            Call({"cycle": cycle}),
        ),
        "reopening.may_reopen": (Call({"cycle": old}),),
        "scoring.keep": (Call({"said": lambda side: said(side)[0][0]}),),
        "closing.due": (Call({"limit": 10}), Call({"limit": 10, "now": LATER})),
        "closing.upcoming": (Call({"after": LONG_AGO}),),
        "closing.asked": (Call({"which": looking}),),
        "closing.confirm": (Call({"which": looking, "said": said}),),
        "diagnosis.diagnose": (Call({"cycle": old}),),
        "ending.close_due": (Call({"limit": 10}), Call({"limit": 10, "now": _A_WEEK_ON})),
        "ending.upcoming": (Call({"after": LONG_AGO}),),
        "ending.keep_past": (Call({**_SHARED, "at": NOW - timedelta(days=1)}, fresh=True),),
        "ending.find": (Call(_ROUND),),
        "ending.released": (Call({"cycle": cycle}),),
        "ending.comment": (Call({**_ROUND, "text": "It holds"}),),
        "ending.in_team": (Call(_TEAM), Call({"team": None})),
        "ending.told_when": (Call({"team": None}),),
        "handing.ask": (Call({"owner": gone}), Call({"owner": marc})),
        "handing.asked": (Call(_OWNER), Call(_MARC)),
        "handing.give": (Call({**_OWNER, "to": "U0MARC"}), Call({**_MARC, "to": "U0LEA"})),
        "handing.leave": (Call(_MARC),),
        "handing.back": (Call({"owner": marc}),),
        "handing.standing": (Call({}),),
        "handing.successor": (Call({"ask_": asked}), Call({"ask_": asked_marc})),
        "report.sheet": (Call({"team": None, "cycle": whole_cycle}),),
        "report.overview": (Call({"cycle": whole_cycle}),),
        "report.for_reader": (Call({"cycle": whole_cycle}),),
        "report.readable": (Call({}),),
        "report.led": (Call({}), Call({"person": marc})),
        "report.require_key_result": (Call({"which": key_result}),),
        "report.with_objectives": (Call({"cycle": whole_cycle}),),
        "rollup.due": (Call({"limit": 10}),),
        "rollup.upcoming": (Call({"after": LONG_AGO}), Call({"after": NOW})),
        "rollup.readers": (Call({}),),
        "rounds.open_due": (Call({"limit": 10}), Call({"limit": 10, "now": _A_WEEK_ON})),
        "rounds.upcoming": (Call({"after": LONG_AGO}),),
        "standing.figures_of": (
            Call({**_SHARED, "day": NOW.date(), "since": LONG_AGO}),
            Call({"team": None, "cycle": whole_cycle, "day": NOW.date(), "since": LATER}),
        ),
        "standing.past": (Call({**_TEAM, "cycle": cycle}),),
        "standing.states": (Call(_ROUND),),
    }.items()
}
