"""Delivery: what the clock does for it, and what it may do in Slack."""

from datetime import timedelta

from bot.delivery import sweeping
from bot.feature import Feature, Tick

FEATURE = Feature(
    name="delivery",
    ticks=(
        Tick("delivery.wake_due", timedelta(seconds=1), sweeping.wake_due),
        Tick("delivery.retry_stalled", timedelta(seconds=10), sweeping.retry_stalled),
        Tick("delivery.erase", timedelta(hours=1), sweeping.erase),
    ),
    scopes=(
        *("chat:write", "chat:write.public", "channels:join"),
        *("channels:history", "groups:history", "im:history"),
        *("im:write", "files:write", "files:read"),
    ),
)
