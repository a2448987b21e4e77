"""How what keeps messages and their threads is called on the walk."""

from tests.house.sides import CHANNEL, Side
from tests.house.walk import Call
from tests.moment import NOW
from workflows.insights.form import Fields
from workflows.insights.insight import Origin
from workflows.insights.reaction import Reaction


def _insight(side: Side) -> int:
    """The id of Lea's insight."""
    return side.insight


def _kept(side: Side) -> tuple[int, int]:
    """The same, and the digest of what it says."""
    return side.insight, 2


# Both have an insight that holds the first message; only the other workspace one for the second.
_HELD, _THEIRS, _NEW = (
    Origin(CHANNEL, ts=f"{each}.0", thread_ts=f"{each}.0") for each in (1, 2, 3)
)

CALLS: dict[str, tuple[Call, ...]] = {
    "workflows.insights.conversation.attach": (
        Call({"insight": _insight, "conversation": "Marc: me too"}),
    ),
    "workflows.insights.holding.holding": tuple(
        Call({"origin": each}) for each in (_HELD, _THEIRS)
    ),
    "workflows.insights.holding.lock": (Call({"origin": _HELD}),),
    "workflows.insights.holding.note": (Call({"origin": _NEW, "kept": _kept}),),
    "workflows.insights.reaction.keep_reacted": tuple(
        Call({"reaction": Reaction(Fields("Globe waits"), each, NOW)})
        for each in (_HELD, _THEIRS, _NEW)
    ),
    "workflows.insights.settings.chosen": (Call({}),),
}
