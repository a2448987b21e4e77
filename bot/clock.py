"""The only reader of the time: product time, machine time and the wall clock."""

import time
from datetime import UTC, datetime, timedelta

# How product time stands to the wall clock: ahead of it, or still at a moment. Only a demo and its
# tests turn it; one name is set at a time, so that nobody reads half of it.
_turned: timedelta | datetime = timedelta()


def now() -> datetime:
    """Product time, aware UTC: due times, deadlines, what people read."""
    turned = _turned
    return turned if isinstance(turned, datetime) else datetime.now(UTC) + turned


def set_to(moment: datetime) -> None:
    """It is this moment, and product time passes from it on."""
    global _turned  # noqa: PLW0603 - a process has one product time
    _turned = moment - datetime.now(UTC)


def hold(moment: datetime) -> None:
    """It is this moment until somebody says otherwise."""
    global _turned  # noqa: PLW0603
    _turned = moment.astimezone(UTC)


def let_go() -> None:
    """Product time is the wall clock's again."""
    global _turned  # noqa: PLW0603
    _turned = timedelta()


def elapsed() -> float:
    """Machine time in seconds, only good for differences: pacing, time-outs, leases."""
    return time.monotonic()


def wall() -> float:
    """Seconds since the epoch that nobody can turn: signatures and triggers."""
    return time.time()
