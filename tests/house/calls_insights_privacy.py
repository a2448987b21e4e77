"""How what erases people and old insights is called on the walk."""

from datetime import timedelta

from tests.house.sides import LATER, LONG_AGO, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.privacy.whose import Whose

_YEARS_ON = NOW + timedelta(days=800)


def _lea(side: Side) -> Whose:
    return Whose(side.person, ("Acme",))


def _insights(side: Side) -> tuple[int, ...]:
    return side.insight, side.twin


CALLS: dict[str, tuple[Call, ...]] = {
    "bot.store.erasures.note": tuple(Call({"slack_id": each}) for each in ("U0LEA", "U0ERASED")),
    "bot.store.erasures.among": (Call({"slack_ids": ("U0LEA", "U0ERASED")}),),
    "workflows.insights.erasing.detach": (Call({}),),
    "workflows.insights.erasing.empty": (Call({}),),
    "workflows.insights.erasing.in_threads": (Call({}),),
    "workflows.insights.erasing.posted": (Call({}),),
    "workflows.insights.linking.hold": (Call({}),),
    "workflows.insights.linking.let_go": (Call({"gone": _insights}),),
    "workflows.insights.retention.forget": (
        Call({"now": _YEARS_ON, "limit": 1}),
        Call({"now": _YEARS_ON, "limit": 100}),
    ),
    "workflows.insights.retention.next_forgotten": (Call({"after": LONG_AGO}),),
    "workflows.privacy.erase.erase": (
        Call({"whose": _lea, "now": LATER}),
        Call({"whose": _lea, "words": True}),
    ),
    "workflows.privacy.export.export": (Call({"whose": _lea}),),
    "workflows.privacy.holding.search": (Call({"whose": _lea}, fresh=True),),
    "bot.store.naming.named": tuple(
        Call({"typed": typed}) for typed in ("U0LEA", "U0MARC", "U0NORA", "U0LEA GLOBEX")
    ),
}
