"""What can be made to go wrong, method by method."""

import threading
from collections import defaultdict
from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class Fault:
    """One mishap; the numbers mean what its kind says."""

    kind: Literal["lose_answer", "status", "error", "slow", "rate_limit"]
    status: int = 0
    code: str = ""
    seconds: float = 0.0


class Faults:
    """The mishaps still to come, first in first out for each method.

    A method is a Web API method such as "chat.postMessage", or "response_url".

    Args:
        closing: set when the workspace stops, which ends a slow answer.
    """

    def __init__(self, closing: threading.Event) -> None:
        self.closing = closing
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Fault]] = defaultdict(list)

    def lose_answer(self, method: str, times: int = 1) -> None:
        """The call takes effect, then the connection closes without an answer."""
        self._add(method, Fault("lose_answer"), times)

    def fail(self, method: str, status: int = 500, times: int = 1) -> None:
        """The call has no effect and gets this HTTP status."""
        self._add(method, Fault("status", status=status), times)

    def error(self, method: str, code: str, times: int = 1) -> None:
        """The call has no effect and gets `ok: false` with this error code."""
        self._add(method, Fault("error", code=code), times)

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """The call takes effect at once and its answer comes so many seconds later."""
        self._add(method, Fault("slow", seconds=seconds), times)

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """The call gets HTTP 429 with `Retry-After` in seconds."""
        self._add(method, Fault("rate_limit", seconds=retry_after), times)

    def clear(self) -> None:
        """Nothing goes wrong any more."""
        with self._lock:
            self._waiting.clear()

    def next(self, method: str) -> Fault | None:
        """Takes the next mishap of a method, if one is due."""
        with self._lock:
            waiting = self._waiting.get(method)
            return waiting.pop(0) if waiting else None

    def _add(self, method: str, fault: Fault, times: int) -> None:
        with self._lock:
            self._waiting[method].extend([fault] * times)
