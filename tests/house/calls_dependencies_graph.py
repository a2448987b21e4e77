"""How who waits for whom is called on the walk."""

from datetime import timedelta

from bot.store import teams
from tests.house.calls_dependencies import asked, found, promised
from tests.house.promises import NEEDED_BY
from tests.house.sides import Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.dependencies.blast import Blast, Hit


def mine(side: Side) -> int:
    """The id of Lea's team."""
    return side.team


def other(side: Side) -> int:
    """The id of the one it asks."""
    return side.other_team


def provider(side: Side) -> teams.Team:
    """The one it asks, as it is passed in."""
    return teams.Team(side.other_team, "A team", "C9", side.person, None, "", 0)


def _blast(side: Side) -> Blast:
    """What was promised to it, which is hit, as it is passed in."""
    hit = Hit(found(side), NEEDED_BY, NEEDED_BY)
    return Blast((hit,), (Hit(found(side), NEEDED_BY, NEEDED_BY, found(side)),))


CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.dependencies.{name}": calls
    for name, calls in {
        "blast.radius": tuple(
            Call({"which": which, "before": before})
            for which in (asked, promised)
            for before in (None, NEEDED_BY - timedelta(days=9))
        ),
        "blast.chain": (Call({"which": asked}), Call({"which": promised})),
        "forecasting.note": (Call({"found": _blast}),),
        "forecasting.ease": (Call({"found": _blast}),),
        "forecasting.forget": (Call({"which": promised}),),
        "load.of": (Call({"team": provider, "day": NEEDED_BY, "without": asked}),),
        "loops.closed_by": (
            Call({"requester": mine, "provider": other, "which": promised}),
            Call({"requester": other, "provider": mine, "which": asked}),
        ),
        "mapping.pairs": (Call({"today": NOW.date()}), Call({"today": NEEDED_BY})),
    }.items()
}
