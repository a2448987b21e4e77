"""The machine time that postmen keep Slack's pace in; a demo that turns its clock turns it too."""

import threading
from collections.abc import Callable

from bot import clock


class Pacing:
    """Machine time in seconds; while it is turned, only what is skipped passes."""

    def __init__(self) -> None:
        self._skip: Callable[[float], None] | None = None
        self._at = 0.0
        self._ahead = 0.0

    def elapsed(self) -> float:
        """Seconds, only good for differences."""
        return self._at if self._skip is not None else clock.elapsed() + self._ahead

    def wait(self, stopping: threading.Event, seconds: float) -> None:
        """Let so many seconds pass, or less where the process stops."""
        if self._skip is not None:
            self._skip(seconds)
        else:
            stopping.wait(seconds)

    def hold(self, skip: Callable[[float], None]) -> None:
        """From now on time stands still.

        Args:
            skip: called in place of waiting: has so many seconds pass, by `skipped` among others.
        """
        self._at = self.elapsed()
        self._skip = skip

    def skipped(self, seconds: float) -> None:
        """So many seconds have passed, while time stood still."""
        self._at += seconds

    def let_go(self) -> None:
        """Time passes by itself again, from where it stood."""
        if self._skip is not None:
            self._ahead = self._at - clock.elapsed()
            self._skip = None
