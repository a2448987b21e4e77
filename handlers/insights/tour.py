"""What the demo's tour shows of insights: kept in three ways, sorted, answered, and found again."""

from bot.feature import TourPlace, TourStep
from bot.i18n import say

STEPS = (
    TourStep(
        TourPlace.INSIGHT,
        title=say("Keep an insight"),
        text=say(
            "Léa has just heard something from a customer: press Enter, and it is kept. Below the"
            " answer, which only she sees, stands what was said before in other words: “Same as”"
            " links the two."
        ),
        person="lea",
        place="product",
        types=say("/insight Acme wants all invoices of a month in one file #export"),
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Keep what somebody wrote"),
        text=say(
            "What a customer says often stands in a message already. Point at one, open its “⋮”"
            " menu and choose “Keep as insight”; of a thread, all of it can be kept."
        ),
        person="nora",
        place="sales-calls",
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Keep it with an emoji"),
        text=say(
            "Faster still: put 💡 on a message. Sam reads in private that it is kept, and whoever"
            " wrote it is told once."
        ),
        person="sam",
        place="payments",
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Sort what came in"),
        text=say(
            "Priya runs Product Ops: press Enter, and what nobody looked at comes one after"
            " another. A click each is enough: a theme, a duplicate, or thanks."
        ),
        person="priya",
        place="product",
        types=say("/insight triage"),
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Its author hears"),
        text=say(
            "An hour goes by. In the thread of the message that Sam kept stands what becomes of it,"
            " kept up to date; what was kept by command is answered in direct messages."
        ),
        person="sam",
        place="payments",
        turns="hour",
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Ship it"),
        text=say(
            "Press Enter, open “Exports for accountants” and say that it is shipped. The figures"
            " stand apart: many notes of one customer are one customer."
        ),
        person="priya",
        place="product",
        types=say("/insight themes"),
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Everyone who told us hears it"),
        text=say(
            "Another hour goes by. Léa reads who had asked for it, so that she can tell them; what"
            " she was told before has changed in its place."
        ),
        person="lea",
        place="messages",
        turns="hour",
    ),
    TourStep(
        TourPlace.INSIGHT,
        title=say("Read what the week brought"),
        text=say(
            "On Monday morning each team has its digest, and #product everyone's: what rose, what"
            " was shipped for whom, in whose words, with a picture."
        ),
        person="priya",
        place="product",
        turns="monday",
    ),
    TourStep(
        TourPlace.RESULT,
        title=say("Find it again"),
        text=say(
            "Press Enter to look in what everybody kept, in English or in French. Priya's Home tab"
            " shows what she owes and how the bot is set up."
        ),
        person="priya",
        place="product",
        types=say("/insight search export since:3m"),
    ),
)
