"""The machine time that postmen keep Slack's pace in; a demo that turns its clock may skip some."""

import threading
from collections.abc import Callable

from bot import clock


class Pacing:
    """Machine time, ahead by what was skipped.

    Attributes:
        skips: set while product time is turned: takes the seconds that a postman would wait for
            Slack's pace, and has them pass.
    """

    def __init__(self) -> None:
        self.skips: Callable[[float], None] | None = None
        self._ahead = 0.0

    def elapsed(self) -> float:
        """Seconds, only good for differences."""
        return clock.elapsed() + self._ahead

    def skip(self, seconds: float) -> None:
        """So many seconds have passed."""
        self._ahead += seconds

    def wait(self, stopping: threading.Event, seconds: float) -> None:
        """Let so many seconds pass, or less where the process stops."""
        if self.skips is not None:
            self.skips(seconds)
        else:
            stopping.wait(seconds)
