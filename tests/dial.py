"""A clock that a test turns by hand, in place of the bot's own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime

from bot import clock
from bot.turning.turner import TurnError, Turning


class HandDial:
    """Turns product time as far as a test says; nothing happens on the way.

    Args:
        at_once: whether it is there as soon as it is asked to turn.

    Attributes:
        closed: whether it can't be turned yet.
        asked: to which moments it was turned.
    """

    def __init__(self, at_once: bool = False) -> None:
        self.at_once = at_once
        self.closed = False
        self.asked: list[datetime] = []
        self._turning: Turning | None = None

    @property
    def turning(self) -> Turning | None:
        """What is under way."""
        return self._turning

    def turn(self, to: datetime) -> None:
        """Begins to turn."""
        if self.closed:
            raise TurnError("closed", "Not yet.")
        self.asked.append(to)
        self._turning = Turning(clock.now(), to)
        clock.hold(self._turning.begin)
        if self.at_once:
            self.arrives()

    def stop(self) -> None:
        """Time passes from where it is."""
        clock.set_to(clock.now())
        self._turning = None

    def reaches(self, moment: datetime, said: int) -> None:
        """It is this moment on the way, and so many messages came."""
        assert self._turning
        clock.hold(moment)
        self._turning = replace(self._turning, said=said)

    def arrives(self) -> None:
        """It is the moment it was turned to."""
        assert self._turning
        clock.set_to(self._turning.to)
        self._turning = None


@contextmanager
def turned_to(moment: datetime) -> Iterator[None]:
    """Product time begins at this moment, and is the machine's again afterwards."""
    clock.set_to(moment)
    try:
        yield
    finally:
        clock.let_go()
