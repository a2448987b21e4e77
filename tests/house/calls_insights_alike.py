"""How the functions of likely duplicates are called on the walk."""

from tests.house.sides import THEIR_WORDS, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights.insight import Insight
from workflows.insights.terms import terms
from workflows.insights.vocabulary import Vocabulary


def insight(side: Side) -> int:
    """The id of Lea's insight."""
    return side.insight


def other(side: Side) -> int:
    """The id of one that says much the same."""
    return side.twin


def whole(side: Side) -> Insight:
    """Lea's insight, as it is read."""
    return Insight(
        id=side.insight,
        number=1,
        author="U0LEA",
        author_name="",
        words="Acme waits for invoices to export",
        kind="",
        customer="",
        said_by="",
        link="",
        tags=(),
        private=False,
        channel="",
        source_author="",
        permalink="",
        kept_at=NOW,
    )


_RAREST = tuple(terms("Invoices to export").values())
_PAIR = {"insight": insight, "other": other}

CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.candidates.candidates": (
        Call({"rarest": _RAREST, "known": Vocabulary(), "apart": ()}),
    ),
    "workflows.insights.leisure.at_leisure": (Call({}),),
    "workflows.insights.likeness.similar": (Call({"insight": other}), Call({"insight": insight})),
    "workflows.insights.likeness.similar_to": (Call({"insight": whole}),),
    "workflows.insights.likeness.similar_to_words": tuple(
        Call({"words": words}) for words in ("Export of invoices", THEIR_WORDS)
    ),
    "workflows.insights.linking.link": (Call(_PAIR),),
    "workflows.insights.linking.unlink": (Call({"insight": other}), Call({"insight": insight})),
    "workflows.insights.linking.distinguish": (Call(_PAIR),),
    "workflows.insights.linking.confuse": (Call(_PAIR),),
    "workflows.insights.linking.linked": (Call({"insight": other}), Call({"insight": insight})),
    "workflows.insights.vocabulary.read": (Call({}),),
    "workflows.insights.vocabulary.vocabulary": (Call({}),),
}
