"""How what is aimed at, and what is told of it, is called on the walk."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from bot.overtaking import Edit
from bot.store.people import Person
from tests.house.aims import BEFORE, FIELDS, KPI, NEXT
from tests.house.sides import LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.okrs.check_ins import Told
from workflows.okrs.copying import Fate
from workflows.okrs.cycles import Cycle, Span
from workflows.okrs.figures import Aim
from workflows.okrs.import_values import Value, Values
from workflows.okrs.incoming import Plan, Sent
from workflows.okrs.incoming import Told as Line
from workflows.okrs.key_result import KeyResult
from workflows.okrs.kpi import Kpi
from workflows.okrs.objectives import Typed
from workflows.okrs.settings import Chosen


def team(side: Side) -> int:
    """The id of the team."""
    return side.team


def cycle(side: Side) -> int:
    """The id of the cycle under way."""
    return side.cycle


def objective(side: Side) -> int:
    """The id of the team's objective."""
    return side.objective


def key_result(side: Side) -> int:
    """The id of its key result."""
    return side.key_result


def kpi(side: Side) -> int:
    """The id of the team's KPI."""
    return side.kpi


def check_in(side: Side) -> int:
    """The id of what Lea told."""
    return side.check_in


def owner(side: Side) -> int:
    """Lea's id."""
    return side.person.id


def owners(side: Side) -> list[int]:
    """Her id, among others."""
    return [side.person.id]


def some(side: Side) -> list[int]:
    """The id of her key result, among others."""
    return [side.key_result]


def whole_cycle(side: Side) -> Cycle:
    """The cycle under way."""
    return Cycle(side.cycle, "2026 Q1", date(2026, 1, 1), date(2026, 3, 31))


def whole(side: Side) -> KeyResult:
    """Her key result."""
    return KeyResult(
        side.key_result,
        FIELDS.title,
        *(side.objective, "Nobody asks", side.team, "Billing", side.cycle),
        *(date(2026, 1, 1), date(2026, 3, 31)),
        FIELDS.unit,
        Aim(FIELDS.start, FIELDS.target, FIELDS.direction),
        (),
        side.person,
        "",
        BEFORE,
        value=Decimal(65),
        confidence="on_track",
    )


def wholes(side: Side) -> list[KeyResult]:
    """The same, among others."""
    return [whole(side)]


def whole_kpi(side: Side) -> Kpi:
    """The team's KPI."""
    bounds = (KPI.floor, KPI.ceiling)
    return Kpi(side.kpi, "On time", side.team, "Billing", "C1", "%", *bounds, side.person, "")


def stuck(side: Side) -> list[KeyResult]:
    """Marc's, of which nothing changes."""
    return [replace(whole(side), id=side.stuck)]


def marc(side: Side) -> Person:
    """Marc."""
    return Person(side.marc, "U0MARC", "", "en")


def gone(side: Side) -> Person:
    """Who has left."""
    return Person(side.left, "U0GONE", "", "en")


def told(side: Side) -> list[Told]:
    """What is told of her key result."""
    return [Told(side.key_result, Decimal(66), "at_risk", "It slips")]


def correction(side: Side) -> Told:
    """What she meant."""
    return Told(side.key_result, Decimal(64), "on_track")


def aligned(side: Side) -> Typed:
    """An objective of the team, aligned to the company's."""
    return Typed("Invoices are clear", side.team, side.company_aim)


def target(side: Side) -> tuple[int, Cycle]:
    """The team and the cycle under way."""
    return side.team, whole_cycle(side)


_FOUND, _KPI, _CYCLE = {"found": key_result}, {"which": kpi}, {"cycle": cycle}
_TEAM = {"team": team}
_READING = (Decimal(97), NOW)
_SENT = Sent(team="Billing", objective="Nobody waits", key_result="Days", start="1", target="2")
_LINE = Line(2, _SENT)

CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.okrs.{name}": calls
    for name, calls in {
        "check_in.history": (Call(_FOUND),),
        "check_in.tails": (Call({"key_results": some, "limit": 3}),),
        "check_in.before": (Call({"key_results": some, "since": LATER}),),
        "check_in.read": (Call({"limit": None}),),
        "check_ins.mine": (Call({"owner": owner}),),
        "check_ins.tell": (Call({"told": told, "answers": owner}),),
        "check_ins.no_change": (Call({"owner": owner}),),
        "correcting.correct": (Call({"check_in": check_in, "told": correction}, fresh=True),),
        "correcting.own": (Call({"check_in": check_in}),),
        "check_ins.may_tell": (Call({"found": whole}),),
        "check_ins.require_all": (Call({"found": wholes}),),
        "copying.sources": (Call({**_TEAM, "cycle": whole_cycle}),),
        "copying.offered": (Call({**_TEAM, "cycle": whole_cycle}),),
        "copying.carry": (Call({"target": target, "fates": lambda side: {side.past: Fate.KEEP}}),),
        "cycles.proposed": (Call({}),),
        "cycles.make": (
            Call({"wanted": NEXT}, fresh=True),
            Call({"wanted": Span("2026 Q1", date(2026, 1, 1), date(2026, 3, 1))}),
        ),
        "cycles.change": (Call({**_CYCLE, "wanted": NEXT}),),
        "cycles.every": (Call({}),),
        "cycles.find": (Call(_CYCLE),),
        "cycles.current": (Call({}),),
        "cycles.require_open": (Call(_CYCLE),),
        "cycles.ahead": (Call({}), Call({"now": LONG_AGO})),
        "cycles.planned": (Call({}),),
        "cycles.today": (Call({}),),
        "doubts.doubts": (Call({"told": wholes}), Call({"told": stuck})),
        "following.owner_of": (Call(_FOUND),),
        "following.left": (Call({}), Call({"person": gone})),
        "following.returned": (Call({"person": marc}),),
        "following.tidy": (Call({}),),
        "joining.join": (Call(_FOUND),),
        "import_values.bring": (
            Call({"values": Values("a.csv", (Value(2, "On time", "", "2026-03-01", "97"),), "en")}),
        ),
        "importing.bring": (Call({"plan": Plan("a.csv", (_LINE,), "en")}),),
        "key_result.key_results": (Call({}),),
        "key_result.of": (Call({**_CYCLE, **_TEAM}), Call({**_CYCLE, "team": None})),
        "key_result.find": (Call({"key_result": key_result}),),
        "key_result.owned": (Call({"owners": owners, "day": NOW.date()}),),
        "key_result.owned_in": (Call({"owners": owners, **_CYCLE}),),
        "kpi.kpis": (Call({}),),
        "kpi.find": (Call({"kpi": kpi}),),
        "kpi.of": (Call(_TEAM), Call({"team": None})),
        "kpi.owned": (Call({"owners": owners}),),
        "kpis.make": (
            Call({**_TEAM, "wanted": KPI}),
            Call({"team": None, "wanted": KPI}, fresh=True),
        ),
        "kpis.change": (Call({**_KPI, "wanted": replace(KPI, title="In time")}),),
        "kpis.close": (Call(_KPI),),
        "kpis.may_tell": (Call({"found": whole_kpi}),),
        "kpis.tell": (Call({**_KPI, "reading": _READING}),),
        "kpis.readings": (Call(_KPI),),
        "living.unchanged": (Call({"found": stuck}),),
        "living.keep_alive": (Call(_FOUND),),
        "objective.may_shape": (Call(_TEAM), Call({"team": None})),
        "objective.shapable": (Call({}),),
        "objective.require_shape": (Call(_TEAM),),
        "objective.find": (Call({"objective": objective}),),
        "objective.of": (Call({**_CYCLE, **_TEAM}), Call({**_CYCLE, "team": None})),
        "objective.in_cycle": (Call(_CYCLE),),
        "objective.below": (Call({"objective": objective}),),
        "objective.read": (Call({}),),
        "objectives.make": (Call({**_CYCLE, "wanted": aligned}, fresh=True),),
        "objectives.change": (Call({"objective": objective, "wanted": aligned}),),
        "objectives.drop": (Call({"objective": objective}),),
        "owners.owner_to_be": (Call({"slack_id": "U0MARC"}, fresh=True), Call({"slack_id": ""})),
        "settings.chosen": (Call({}),),
        "settings.choose": (Call({"edit": Edit(Chosen("C1"), Chosen())}),),
        "shaping.make": tuple(
            Call({"below": objective, "wanted": each}, fresh=True)
            for each in (FIELDS, replace(FIELDS, title="Calls made"))
        ),
        "shaping.change": (Call({**_FOUND, "wanted": FIELDS}),),
        "shaping.hand_over": (Call({"found": whole, "owner": marc}),),
        "shaping.drop": (Call(_FOUND),),
        "shaping.to_shape": (Call(_FOUND),),
        "shaping.set_": (Call({**_FOUND, "alive_at": NOW}),),
    }.items()
}
