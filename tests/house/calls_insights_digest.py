"""How searches, exports and digests of insights are called on the walk."""

from datetime import date, timedelta

from bot.calendar import Calendar
from tests.house.sides import THEIR_WORDS, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights.filters import parse
from workflows.insights.rising import Audience
from workflows.insights.weeks import Week

_ASKED = (
    "acme",
    "secret",
    THEIR_WORDS,
    "customer:acme area:checkout theme:exports",
    "from:U0LEA",
    "from:lea from:marc",
    "state:listening",
    "tag:nothing customer:globex theme:globex from:globex area:globex",
    "since:1y",
)
_WEEK = Week(date(2026, 3, 2), Calendar())


def teams(side: Side) -> tuple[int, ...]:
    """The team."""
    return (side.team,)


_SEARCHES = tuple(Call({"asked": parse(each, NOW + timedelta(days=1))}) for each in _ASKED)

CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.digest.current": (Call({}),),
    "workflows.insights.digest.digest": (
        Call({"week": _WEEK, "team_ids": ()}),
        Call({"week": _WEEK, "team_ids": teams}),
    ),
    "workflows.insights.export.export": (Call({"query": "acme"}),),
    "workflows.insights.export.table": _SEARCHES,
    "workflows.insights.filtering.matching": _SEARCHES,
    "workflows.insights.filtering.unknown_tags": _SEARCHES,
    "workflows.insights.rising.audience": (Call({"team_ids": ()}), Call({"team_ids": teams})),
    "workflows.insights.rising.counted": (Call({"week": _WEEK, "readers": Audience()}),),
    "workflows.insights.search.newest": tuple(
        Call({**each.given, "limit": 5}) for each in _SEARCHES
    ),
    "workflows.insights.search.search": _SEARCHES,
    "workflows.insights.weekly.due": (Call({"limit": 500}),),
    "workflows.insights.weekly.reader": (Call({"channel": "C1"}),),
    "workflows.insights.weekly.readers": (Call({}),),
    "workflows.insights.weekly.upcoming": (Call({"after": NOW}),),
    "workflows.insights.weeks.latest": (Call({}),),
    "workflows.insights.weeks.starting": (Call({"monday": date(2026, 3, 2)}),),
}
