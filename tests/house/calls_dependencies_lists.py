"""How lists of what teams need from each other are called on the walk."""

from dataclasses import replace

from sqlalchemy import select

from bot.store.people import Kind, Person
from tests.house.calls_dependencies import found, promised
from tests.house.sides import Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.dependencies.filters import Asked, Filter, parse
from workflows.dependencies.importing import File, Told
from workflows.dependencies.incoming import Sent
from workflows.dependencies.tables import DependencyRow

TODAY = NOW.date()
# What the other workspace has, by its name, and what both have.
_ASKED = tuple(
    parse(text, TODAY)
    for text in ("", "all over", "ours", "on us late", "mine", "team:Platform", "owner:Marc")
)


def guest(side: Side) -> Person:
    """Lea, were she a guest."""
    return replace(side.person, kind=Kind.GUEST)


def _those(side: Side) -> tuple[object, ...]:
    return (found(side),)


def _teams(side: Side) -> tuple[object, ...]:
    return (found(side).requester,)


def _ids(side: Side) -> tuple[int, ...]:
    return (side.asked, side.promised)


_LINE = Sent("A hand", "Platform", "Billing", "2026-03-24", source="1")
_WHO = ({}, {"person": guest})
_OWNED = Asked("", (Filter("owner", "me", "owner", 0, 0),))
_ALL = select(DependencyRow.id)

CALLS: dict[str, tuple[Call, ...]] = {
    f"workflows.dependencies.{name}": calls
    for name, calls in {
        "asking.number": (Call({}),),
        "exporting.count": tuple(Call({"asked": each}) for each in _ASKED),
        "exporting.export": (Call({"query": "late"}),),
        "exporting.table": tuple(Call({"asked": each}) for each in _ASKED),
        "filing.file": (Call({"filed": ()}),),
        "filing.known": (Call({"sources": ("source:1", "source:2")}),),
        "filing.span": (Call({"ids": _ids}),),
        "importing.bring": (
            Call({"file": File("plan.csv", (Told(2, _LINE),))}),
            Call({"file": File("plan.csv", (Told(2, replace(_LINE, owner="Marc")),))}),
        ),
        "listing.any_ever": (Call({}),),
        "listing.attention": (Call({"limit": 6}),),
        "listing.page": tuple(Call({"asked": each, **who}) for each in _ASKED for who in _WHO),
        "listing.read": (Call({"left": _ALL, "today": TODAY, "span": (0, 50)}),),
        "seeing.find": tuple(Call({"which": promised, **who}) for who in _WHO),
        "seeing.numbered": tuple(
            Call({"number": number, **who}) for number in (1, 3) for who in _WHO
        ),
        "seeing.limits": tuple(Call(who) for who in _WHO),
        "narrowing.narrow": (Call({"asked": _OWNED}),),
        "searching.search": tuple(
            Call({"query": query, **who})
            for query in ("rows", "platform", "DEP-1 key", "platfrom")
            for who in _WHO
        ),
        "standing.of": (Call({"found": _those}),),
        "team_days.of": (Call({"teams": _teams}),),
    }.items()
}
