"""How what brings insights in from elsewhere is called on the walk."""

from tests.house.sides import THEIR_WORDS, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights.bringing import Source
from workflows.insights.form import Fields
from workflows.insights.incoming import Incoming

_NOTES = tuple(
    Incoming(Fields(words, customer="Acme"), key, 7)
    for words, key in (("Brought in", "ref:1"), (THEIR_WORDS, "1"), ("Again", "ref:1"))
)


def _rows(side: Side) -> list[tuple[object, Incoming]]:
    return [(side.person, each) for each in _NOTES]


CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.areas.make_missing": (Call({"named": ("Checkout", "Billing")}),),
    "workflows.insights.areas.names": (Call({}),),
    "workflows.insights.areas.standing": (Call({}),),
    "workflows.insights.bringing.bring": tuple(
        Call({"source": source, "rows": _rows}) for source in (Source(), Source(triaged=True))
    ),
    "workflows.insights.bringing.known": (Call({"source": Source(), "rows": _NOTES}),),
    "workflows.insights.customers.is_open": (Call({"customer": lambda side: side.customer}),),
    "workflows.insights.customers.all_named": (
        Call({"told": (("Acme", "SMB"), ("Globex", ""), ("New", "SMB"))}, fresh=True),
    ),
    "workflows.insights.feeds.add": tuple(
        Call({"owner": lambda side: side.person, "name": name, "now": NOW}, fresh=True)
        for name in ("Typeform", "Zendesk")
    ),
    "workflows.insights.feeds.enter": tuple(
        Call({"token": token, "now": NOW}) for token in ("poi_T0LUMEN_x", "poi_T0GLOBEX_x")
    ),
    "workflows.insights.feeds.revoke": tuple(
        Call({"name": name}) for name in ("Zendesk", "Support")
    ),
    "workflows.insights.feeds.standing": (Call({}),),
    "workflows.insights.numbering.start": (Call({}),),
    "workflows.insights.numbering.numbers": (Call({}),),
    "workflows.insights.numbering.take": (Call({"count": lambda side: 2}, fresh=True),),
}
