"""How what Product Ops arrange, and what follows from it, is called on the walk."""

from datetime import timedelta

from bot.asks.ask import Ask
from bot.overtaking import Edit
from tests.house.sides import LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights import area_changes, customer_changes, routes
from workflows.insights.settings import Chosen

_A_WEEK_ON = NOW + timedelta(days=8)
_AREA = area_changes.Content("Payments", "U0LEA")
_CUSTOMER = customer_changes.Content("Acme & Co", "SMB", 7)


def _area(side: Side) -> int:
    return side.area


def _customer(side: Side) -> int:
    return side.customer


def _tag(side: Side) -> routes.Typed:
    return routes.Typed("exports", side.team)


CALLS: dict[str, tuple[Call, ...]] = {
    "bot.asks.finding.standing": (Call({"kind": "insights.waiting"}), Call({"kind": "team.lead"})),
    "workflows.insights.area_changes.add": (
        Call({"wanted": _AREA}, fresh=True),
        Call({"wanted": area_changes.Content("Checkout GLOBEX", "U0LEA GLOBEX")}, fresh=True),
    ),
    "workflows.insights.area_changes.change": (
        Call({"area": _area, "edit": Edit(_AREA, area_changes.Content("Checkout ", ""))}),
    ),
    "workflows.insights.area_changes.close": (Call({"area": _area}),),
    "workflows.insights.area_changes.find": (Call({"area": _area}),),
    "workflows.insights.area_changes.standing": (Call({}),),
    "workflows.insights.areas.of": (Call({"owner": lambda side: side.person.id}),),
    "workflows.insights.customer_changes.change": (
        Call({"customer": _customer, "edit": Edit(_CUSTOMER, customer_changes.Content("Acme "))}),
    ),
    "workflows.insights.customer_changes.find": (Call({"customer": _customer}),),
    "workflows.insights.customer_changes.named": tuple(
        Call({"name": name}) for name in ("acme", "acme globex")
    ),
    "workflows.insights.customer_changes.reindex": (
        Call({"customer": _customer, "after": lambda side: 0}),
    ),
    "workflows.insights.routes.remove": tuple(
        Call({"tag": tag}) for tag in ("billing", "billingglobex")
    ),
    "workflows.insights.routes.send": (Call({"wanted": _tag}),),
    "workflows.insights.routes.standing": (Call({}),),
    "workflows.insights.routing.due": (Call({"now": LATER}),),
    "workflows.insights.routing.upcoming": (Call({"after": LONG_AGO}), Call({"after": NOW})),
    "workflows.insights.settings.choose": (
        Call({"edit": Edit(Chosen("star", "C9", 6), Chosen("bulb", "C1", 12))}),
    ),
    "workflows.insights.settings.keep_for": (Call({"months": 24}), Call({"months": None})),
    "workflows.insights.waiting.due": (Call({"now": _A_WEEK_ON, "limit": 100}),),
    "workflows.insights.waiting.heir": (
        Call({"ask": lambda side: Ask(1, "insights.waiting", 1, "INS-1", None, side.person, NOW)}),
    ),
    "workflows.insights.waiting.follow": (Call({"now": _A_WEEK_ON}),),
    "workflows.insights.waiting.upcoming": (Call({"after": LONG_AGO}), Call({"after": NOW})),
}
