"""What the demo's tour shows of OKRs: a check-in in ten seconds, and who reads it first."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.CHECK_IN,
        title=say("Check in, in ten seconds"),
        text=say(
            "Léa's key results have waited since nine. “Update” opens one form with what she told"
            " last; say that both are on track, and read what the bot knows beside."
        ),
        person="lea",
        place="messages",
    ),
    TourStep(
        TourPlace.CHECK_IN,
        title=say("The team reads it first"),
        text=say(
            "An hour goes by: Billing has its summary, progress against pace, what moved and why,"
            " and a thread to discuss it. Others see it 48 hours later."
        ),
        person="hugo",
        place="billing",
        turns="hour",
    ),
    TourStep(
        TourPlace.CHECK_IN,
        title=say("All teams at once"),
        text=say(
            "Press Enter: each team stands against its own pace and its own past, what is at risk"
            " with its reason, what nobody answers for. Nobody is ranked."
        ),
        person="priya",
        place="product",
        types=say("/okr report"),
    ),
)
