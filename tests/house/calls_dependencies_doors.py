"""How whose turn it is, and what both teams see of a dependency, is called on the walk."""

from bot.asks.ask import Ask
from tests.house.calls_dependencies import asked, found
from tests.house.sides import Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.dependencies import awaiting
from workflows.dependencies.rules import Side as Whose


def team(side: Side) -> int:
    """The id of Lea's team."""
    return side.team


def somebody(side: Side) -> int:
    """Her id."""
    return side.person.id


def ask(side: Side) -> Ask:
    """What Marc is asked about what her team needs."""
    return Ask(1, awaiting.ANSWER, asked(side), "", None, side.person, NOW)


CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.dependencies.awaiting.{name}": calls
    for name, calls in {
        "follow": (Call({"found": found}), Call({"found": found, "by": Whose.PROVIDER})),
        "follow_team": (Call({"team": team}),),
        "follow_person": (Call({"person": somebody}),),
        "requesting_lead": (Call({"ask": ask}),),
        "owes": (Call({"found": found}),),
    }.items()
}
