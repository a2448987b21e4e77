"""Real time for triggers, signatures and deadlines, which no test and no demo may turn."""

import time


def wall() -> float:
    """Seconds since the epoch."""
    return time.time()


def elapsed() -> float:
    """Seconds of machine time, only good for differences."""
    return time.monotonic()
