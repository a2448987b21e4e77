"""The lock around a workspace, and everybody who waits for something to change in it."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from bot.playground import realtime

# Of the time somebody waits, at most a fifth is spent looking, which holds up everybody else.
LOOKS_APART = 4
QUICK_SECONDS = 0.001


class Watched:
    """What is read and changed under one lock; `version` counts the changes one can see."""

    def __init__(self) -> None:
        self.lock = threading.RLock()
        self.condition = threading.Condition(self.lock)
        self.closing = threading.Event()
        self.version = 0
        self._stirs = 0
        self._later: list[threading.Thread] = []

    @contextmanager
    def change(self, seen: bool = True) -> Iterator[None]:
        """Holds the lock, and tells all who wait that something changed.

        Args:
            seen: whether it shows on somebody's screen or in the state file.
        """
        with self.condition:
            yield
            self.version += seen
            self.stir()

    def stir(self) -> None:
        """Makes all who wait look again."""
        with self.condition:
            self._stirs += 1
            self.condition.notify_all()

    def wait_until(self, met: Callable[[], bool], timeout: float) -> bool:
        """Waits until `met()` holds; False after `timeout` seconds of real time, or at the end."""
        end = realtime.elapsed() + timeout
        while True:
            with self.condition:
                before = realtime.elapsed()
                if met():
                    return True
                now = realtime.elapsed()
                if self.closing.is_set() or now >= end:
                    return False
                known, looked = self._stirs, now - before
            if looked > QUICK_SECONDS:
                self.closing.wait(min(looked * LOOKS_APART, end - now))
            with self.condition:
                self.condition.wait_for(self._stirred_since(known), end - realtime.elapsed())

    def _stirred_since(self, known: int) -> Callable[[], bool]:
        return lambda: self._stirs != known or self.closing.is_set()

    def later(self, seconds: float, do: Callable[[], object]) -> None:
        """Does something after so many seconds of real time, or when the workspace closes."""

        def wait() -> None:
            self.closing.wait(seconds)
            do()

        with self.lock:
            self._later = [thread for thread in self._later if thread.is_alive()]
            thread = threading.Thread(target=wait, name="playground-later")
            self._later.append(thread)
            thread.start()

    def close(self) -> None:
        """Lets everybody go who waits for something, and ends what was put off."""
        self.closing.set()
        self.stir()
        with self.lock:
            late = list(self._later)
        for thread in late:
            thread.join()
