"""Delivery: what the clock does for it, and what it may do in Slack."""

from datetime import timedelta

from bot.delivery import hours, sweeping
from bot.feature import Feature, Tick
from bot.i18n import say
from bot.store.moments import never

FEATURE = Feature(
    name="delivery",
    ticks=(
        Tick(
            "delivery.wake_due",
            timedelta(seconds=1),
            sweeping.wake_due,
            say("Sending what is due"),
            sweeping.next_due,
        ),
        Tick(
            "delivery.retry_stalled",
            timedelta(seconds=10),
            sweeping.retry_stalled,
            say("Taking over what a lost worker left"),
            never,
        ),
        Tick(
            "delivery.keep_hours",
            timedelta(seconds=15),
            hours.keep,
            say("Keeping late messages for working hours"),
            hours.next_kept,
        ),
        Tick(
            "delivery.erase",
            timedelta(hours=1),
            sweeping.erase,
            say("Erasing the words of what was sent a month ago"),
            sweeping.next_erased,
            notice=sweeping.KEPT,
        ),
    ),
    scopes=(
        *("chat:write", "chat:write.public", "channels:join"),
        *("channels:history", "groups:history", "im:history"),
        *("im:write", "files:write", "files:read"),
    ),
)
