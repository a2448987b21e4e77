"""Waiting for what happens elsewhere: in another thread, process or transaction."""

from collections.abc import Callable
from typing import Any

from bot import clock

# Seconds of patience.
SOON = 20


def becomes(condition: Callable[[], Any], what: str) -> None:
    """Wait until a condition holds, asking again and again.

    Args:
        what: what is wrong when it does not.
    """
    end = clock.elapsed() + SOON
    while not condition():
        assert clock.elapsed() < end, what
