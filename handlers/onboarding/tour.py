"""What the demo's tour shows of first weeks: somebody arrives, and nobody is forgotten."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.ONBOARDING,
        title=say("Somebody arrives"),
        text=say(
            "Dan becomes a product manager: press Enter, then “Begin”. The journey that was used"
            " last is chosen already; a manager and a buddy hear what is their part, when it is."
        ),
        person="priya",
        place="product",
        types=say("/onboard @dan"),
    ),
    TourStep(
        TourPlace.ONBOARDING,
        title=say("The first morning"),
        text=say(
            "An hour goes by: Dan is welcomed, reads who is who, and gets three things, never more"
            " in a day. Open one: “Done” ticks it, “Unclear?” goes to who wrote it, and some tick"
            " themselves."
        ),
        person="dan",
        place="messages",
        turns="hour",
    ),
    TourStep(
        TourPlace.ONBOARDING,
        title=say("Whoever holds it up hears it"),
        text=say(
            "Sam waits for a key result that Marc was to hand over: Marc is asked for it, with what"
            " it holds up. Sam is never reminded of what others owe."
        ),
        person="marc",
        place="messages",
    ),
    TourStep(
        TourPlace.ONBOARDING,
        title=say("Where people get stuck"),
        text=say(
            "Press Enter: who is on track and who needs a hand, then the steps that cost people"
            " most, how often they were unclear, and what people answer. Of fewer than three,"
            " nothing is told."
        ),
        person="priya",
        place="product",
        types=say("/onboard overview"),
    ),
)
