"""The only reader of the time: product time, machine time and the wall clock."""

import time
from datetime import UTC, datetime


def now() -> datetime:
    """Product time, aware UTC: due times, deadlines, what people read."""
    return datetime.now(UTC)


def elapsed() -> float:
    """Machine time in seconds, only good for differences: pacing, time-outs, leases."""
    return time.monotonic()


def wall() -> float:
    """Seconds since the epoch that nobody can turn: signatures and triggers."""
    return time.time()
