"""Waiting for what happens elsewhere: in another thread, process or transaction."""

import threading
from collections.abc import Callable
from typing import Any

from bot import clock

# Seconds of patience.
SOON = 20
# Seconds between two looks: whoever looks without a pause keeps what they wait for from going on.
APART = 0.005


def becomes(condition: Callable[[], Any], what: str, seconds: float = SOON) -> None:
    """Wait until a condition holds, asking again and again.

    Args:
        what: what is wrong when it does not.
        seconds: of patience.
    """
    nap, end = threading.Event(), clock.elapsed() + seconds
    while not condition():
        assert clock.elapsed() < end, what
        nap.wait(APART)
