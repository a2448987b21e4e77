"""How whose turn it is, and what both teams see of a dependency, is called on the walk."""

from bot.asks.ask import Ask
from tests.house.calls_dependencies import asked, found, promised
from tests.house.calls_okrs import marc
from tests.house.sides import Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.dependencies import awaiting
from workflows.dependencies.rules import Move
from workflows.dependencies.rules import Side as Whose


def team(side: Side) -> int:
    """The id of Lea's team."""
    return side.team


def other_team(side: Side) -> int:
    """The id of the one that hers asks."""
    return side.other_team


def somebody(side: Side) -> int:
    """Her id."""
    return side.person.id


def ask(side: Side) -> Ask:
    """What Marc is asked about what her team needs."""
    return Ask(1, awaiting.ANSWER, asked(side), "", None, side.person, NOW)


_DONE = (Move.DELIVER, Whose.PROVIDER)

CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.dependencies.{name}": calls
    for name, calls in {
        "awaiting.follow": (Call({"found": found}), Call({"found": found, "by": Whose.PROVIDER})),
        "awaiting.follow_team": (Call({"team": team}),),
        "awaiting.follow_person": (Call({"person": somebody}),),
        "awaiting.of_channel": (Call({"channel": "C9"}),),
        "awaiting.requesting_lead": (Call({"ask": ask}),),
        "awaiting.owes": (Call({"found": found}),),
        "dependency.provided": (Call({"team": team}), Call({"team": other_team})),
        "dependency.hold": (Call({"which": asked}),),
        "looking.movable": (
            Call({"which": promised, "wanted": _DONE, "person": marc}),
            Call({"which": asked, "wanted": _DONE, "person": marc}),
        ),
        "looking.too_late": tuple(
            Call({**each, "found": found}) for each in ({}, {"person": marc})
        ),
        "speaking.asking_for": (Call({}), Call({"person": marc})),
    }.items()
}
