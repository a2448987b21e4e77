"""How what tells authors what becomes of their insights is called on the walk."""

from tests.house.sides import Side
from tests.house.walk import Call
from workflows.insights.receipts import Receipt


def mine(side: Side) -> tuple[int, ...]:
    """The ids of Lea's insights."""
    return (side.insight, side.twin)


def by(side: Side) -> int:
    """The id of somebody else."""
    return 0


def insight(side: Side) -> int:
    """The id of Lea's insight."""
    return side.insight


def theme(side: Side) -> int:
    """The id of a theme."""
    return side.theme


def which(side: Side) -> dict[str, int]:
    """All insights of a theme."""
    return {"theme": side.theme}


def same(side: Side) -> dict[str, int]:
    """An insight and those that say the same."""
    return {"insight": side.twin}


CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.receipts.concerned": tuple(
        Call({"which": each, "after": by, "limit": 9}) for each in (which, same)
    ),
    "workflows.insights.receipts.assign": (Call({"insights": mine, "by": by}),),
    "workflows.insights.receipts.told": (
        Call({"receipt": Receipt("insights.receipt:1", "U0LEA")}),
    ),
    "workflows.insights.receipts.shipped": (Call({"theme": theme}),),
    "workflows.insights.receipts.authors_of": (Call({"theme": theme, "insights": mine, "by": by}),),
    "workflows.insights.receipts.in_public": (Call({"insight": insight}),),
}
