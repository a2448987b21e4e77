"""What the demo's tour shows of asks: what somebody owes comes in their working hours."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.CHECK_IN,
        title=say("A week goes by"),
        text=say(
            "Hugo leads a team. The clock turns by a week, and I ask him in his own working hours"
            " what he owes: one click answers, “…” puts it off or hands it over."
        ),
        person="hugo",
        place="messages",
        turns="week",
    ),
)
