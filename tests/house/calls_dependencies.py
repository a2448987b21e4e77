"""How what teams need from each other is called on the walk."""

from dataclasses import replace

from bot.store import teams
from tests.house.calls_okrs import marc
from tests.house.promises import NEEDED_BY
from tests.house.sides import Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Risk, State
from workflows.dependencies.rules import Side as Whose


def asked(side: Side) -> int:
    """The id of what Lea's team asked for."""
    return side.asked


def promised(side: Side) -> int:
    """The id of what was promised to it."""
    return side.promised


def found(side: Side) -> Dependency:
    """What was promised to it, as it is passed in."""
    mine, other = (_team(side, which) for which in (side.team, side.other_team))
    return Dependency(
        *(side.promised, 2, "A key", "", mine, other, side.person, marc(side), None, (), 0),
        *(State.AGREED, Risk.NONE, "", NEEDED_BY, NEEDED_BY, None, None, NOW, NOW, NOW, NOW),
        *(None, None, 2),
    )


def _team(side: Side, which: int) -> teams.Team:
    return teams.Team(which, "A team", "C9", replace(side.person), None, "", 0)


def _wanted(side: Side) -> Wanted:
    return Wanted("A hand", NEEDED_BY, side.team, side.other_team, serves=(side.asked,))


_ACCEPT = Wish(Move.ACCEPT, Whose.PROVIDER)
_SURE = Wish(Move.SURE, Whose.PROVIDER)
_REDIRECT = Wish(Move.REDIRECT, Whose.PROVIDER, team=1)
_ANYBODY = ({}, {"person": marc})

CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.dependencies.{name}": calls
    for name, calls in {
        "asking.ask": (Call({"wanted": _wanted}, fresh=True),),
        "asking.today": (Call({}),),
        "dependency.find": (Call({"which": asked}),),
        "dependency.numbered": tuple(Call({"number": number}) for number in (1, 3)),
        "dependency.dependencies": (Call({}),),
        "dependency.of_ids": (Call({"ids": lambda side: (side.asked, side.promised)}),),
        "dependency.records": (Call({"rows": ()}),),
        "dependency.history": (Call({"which": promised}),),
        "looking.needed": (Call({"which": asked}),),
        "moving.make": (
            Call({"which": asked, "wish": _ACCEPT, "person": marc}),
            Call({"which": asked, "wish": _REDIRECT, "person": marc}),
            Call({"which": promised, "wish": _SURE, "person": marc}),
        ),
        "speaking.teams_of": tuple(Call(each) for each in _ANYBODY),
        "speaking.sides": tuple(Call({**each, "found": found}) for each in _ANYBODY),
        "speaking.require": tuple(
            Call({**each, "found": found, "side": whose}) for each in _ANYBODY for whose in Whose
        ),
        "placing.note": (Call({"which": asked, "places": ("C1",)}),),
        "tying.wrong": (
            Call({"team": lambda side: side.other_team, "wanted": lambda side: {side.promised}}),
        ),
        "tying.promises": (Call({"found": found}),),
        "tying.tie": (
            Call({"which": asked, "wanted": (), "lag": lambda _: 3}),
            Call({"which": asked, "wanted": lambda side: {side.promised}, "lag": lambda _: 3}),
        ),
        "tying.write": (Call({"need": asked, "promises": lambda side: {side.promised}}),),
        "tying.untie": (Call({"promise": promised}),),
        "tying.beside": (Call({"found": found}),),
        "tying.needs": (Call({"promise": promised}),),
        "tying.clashes": (Call({"found": found}),),
    }.items()
}
