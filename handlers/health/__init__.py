"""Health: what needs attention in how the bot does, on the App Home of Product Ops."""

from datetime import timedelta

from bot.feature import Feature, HomeClick, HomePlace, HomeSection, Tick
from bot.i18n import say
from bot.store import refusals
from handlers.health import home, ids, listeners
from workflows.health import permissions

FEATURE = Feature(
    name="health",
    listeners=(HomeClick(ids.RESEND, listeners.resend),),
    ticks=(
        Tick(
            "health.forget_refusals",
            timedelta(hours=1),
            refusals.forget,
            say("Forgetting what commands refused a month ago"),
            refusals.next_forgotten,
            notice=refusals.KEPT,
        ),
    ),
    home=(
        HomeSection(
            HomePlace.HEALTH,
            home.draw,
            say("There is more of this than the page has room for: `productops outbox` tells all."),
        ),
    ),
    changes={
        "deliveries.resent": say("Messages sent again"),
        "deliveries": say("Messages"),
    },
    permissions=permissions.ALL,
)
