"""What the demo's tour shows of insights: one is kept, and found again by others."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.INSIGHT,
        title=say("Keep an insight"),
        text=say(
            "Léa has just heard something from a customer: press Enter, and it is kept. Only she"
            " sees the answer, where “Undo” takes it back for ten minutes."
        ),
        person="lea",
        place="product",
        types=say("/insight Acme cannot export invoices #billing"),
    ),
    TourStep(
        TourPlace.RESULT,
        title=say("Find it again"),
        text=say(
            "Priya runs Product Ops: press Enter to look in what everybody kept, in English or in"
            " French. Her Home tab shows what she owes and how the bot is set up."
        ),
        person="priya",
        place="product",
        types=say("/insight search export"),
    ),
)
