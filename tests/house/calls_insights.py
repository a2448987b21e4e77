"""How what sorts insights is called on the walk."""

from tests.house.walk import Call
from workflows.insights.form import Fields

_NEW = Fields("Customers wait", customer="Initech", area="Checkout")

CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.areas.named": tuple(
        Call({"name": name}) for name in ("Checkout", "Checkout GLOBEX")
    ),
    "workflows.insights.areas.offered": (Call({"typed": ""}),),
    "workflows.insights.customers.named": (
        Call({"name": "acme"}),
        Call({"name": "Acme GLOBEX"}, fresh=True),
    ),
    "workflows.insights.customers.offered": (Call({"typed": ""}),),
    "workflows.insights.stored.stored": (Call({"fields": _NEW}, fresh=True),),
}
