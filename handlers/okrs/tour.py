"""What the demo's tour shows of OKRs: a quarter, from what a team aims at to what it learnt."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.CHECK_IN,
        title=say("What a team aims at"),
        text=say(
            "Press Enter: the quarter's objective of Billing, its key results and who answers for"
            " each. A form adds one; `productops okrs import` brings in those of all teams."
        ),
        person="priya",
        place="product",
        types=say("/okr plan Billing"),
    ),
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
    TourStep(
        TourPlace.END,
        title=say("The quarter ends"),
        text=say(
            "A month goes by, with its check-ins. Léa is shown the scores that her figures propose:"
            " press “As proposed”, or look at them and say what worked."
        ),
        person="lea",
        place="messages",
        turns="month",
    ),
    TourStep(
        TourPlace.END,
        title=say("What it taught"),
        text=say(
            "Another week, and the scores are in: the team reads results and rhythm apart, with one"
            " question. A bad score with a good rhythm asks about the strategy, never about people."
        ),
        person="hugo",
        place="billing",
        turns="week",
    ),
    TourStep(
        TourPlace.END,
        title=say("On to the next quarter"),
        text=say(
            "Press Enter: keep, change or drop each key result. What goes on begins as it stands."
        ),
        person="hugo",
        place="billing",
        types=say("/okr copy"),
    ),
)
