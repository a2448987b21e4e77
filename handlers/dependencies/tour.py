"""What the demo's tour shows of dependencies: two teams agree, and a slip is told in time."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.DEPENDENCY,
        title=say("Ask another team"),
        text=say(
            "Press Enter, choose Payments and a day in about three weeks. Both teams get one card"
            " in their channels, which is edited as things go on."
        ),
        person="lea",
        place="billing",
        types=say("/dependency A test card for refused payments"),
    ),
    TourStep(
        TourPlace.DEPENDENCY,
        title=say("The other team answers"),
        text=say(
            "An hour goes by, and Marc is asked. Press “Another date”, choose a later day and say"
            " why; to accept, to decline and “not us” are answers too."
        ),
        person="marc",
        place="messages",
        turns="hour",
    ),
    TourStep(
        TourPlace.DEPENDENCY,
        title=say("Both agree"),
        text=say(
            "Léa reads the date that Payments proposes: “Accept this date” closes it, another date"
            " goes on. In the thread of both cards stands who said what."
        ),
        person="lea",
        place="messages",
    ),
    TourStep(
        TourPlace.DEPENDENCY,
        title=say("A date slips"),
        text=say(
            "Press Enter: the queue for exports, which Platform promised, with all that was said of"
            " it. “New date”: choose a day two weeks later, and say why."
        ),
        person="kenji",
        place="platform",
        types=say("/dependency DEP-3"),
    ),
    TourStep(
        TourPlace.DEPENDENCY,
        title=say("Whom it hits, once"),
        text=say(
            "Payments waits for Billing, which waits for that queue: its team reads its own new"
            " date and what it can do. Nobody is told twice."
        ),
        person="marc",
        place="payments",
    ),
    TourStep(
        TourPlace.DEPENDENCY,
        title=say("Who waits for whom"),
        text=say(
            "Press Enter: a picture of all teams. `/dependency list` has what needs attention"
            " first, `/dependency trends` how promises went."
        ),
        person="priya",
        place="messages",
        types=say("/dependency map"),
    ),
)
