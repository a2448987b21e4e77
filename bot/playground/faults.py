"""What can be made to go wrong, method by method."""

import itertools
import random
import threading
from collections import defaultdict
from dataclasses import dataclass, replace
from typing import Literal, get_args

Kind = Literal["lose_answer", "status", "error", "slow", "rate_limit"]

# Whatever puts words before people; a mishap of `POSTING` meets the next of these calls.
POSTING = "posting"
POSTING_METHODS = frozenset(
    {"chat.postMessage", "chat.postEphemeral", "chat.update", "response_url"}
)


@dataclass(frozen=True)
class Fault:
    """One mishap; the numbers mean what its kind says.

    Args:
        kind: "lose_answer" closes the connection after the effect, "status" answers with an HTTP
            status, "error" with `ok: false`, "rate_limit" with HTTP 429, "slow" answers late.
        status: the HTTP status.
        code: Slack's error code.
        seconds: how late, or `Retry-After`.
        up_to: where it comes by chance, the most seconds a slow answer takes; 0 for just `seconds`.
        after: whether a status or an error comes after the call took effect, as a server's
            mishap can.
    """

    kind: Kind
    status: int = 500
    code: str = ""
    seconds: float = 0.0
    up_to: float = 0.0
    after: bool = False

    def __post_init__(self) -> None:
        if self.kind not in get_args(Kind):
            raise ValueError(f"There is no mishap {self.kind!r}.")

    @property
    def takes_effect(self) -> bool:
        """Whether the call does what it is for."""
        return self.after or self.kind in ("lose_answer", "slow")


@dataclass(frozen=True)
class Ordered:
    """A mishap that is still to come.

    Args:
        method: whose calls have it.
        fault: the mishap.
        times: how many more calls have it; None where it comes by chance.
        share: of the calls that have it, from 0 to 1, where it comes by chance.
    """

    method: str
    fault: Fault
    times: int | None
    share: float = 0.0


class _Chance:
    """A mishap that a share of the calls has."""

    def __init__(self, fault: Fault, share: float, seed: int) -> None:
        self.fault = fault
        self.share = share
        self.random = random.Random(seed)

    def draw(self) -> Fault | None:
        """The mishap, or None; two numbers a call, so that a seed always gives the same row."""
        hit, place = self.random.random() < self.share, self.random.random()
        if not hit:
            return None
        longer = max(0.0, self.fault.up_to - self.fault.seconds)
        return replace(self.fault, seconds=self.fault.seconds + place * longer)


class Faults:
    """The mishaps still to come, first in first out for each method, and those by chance.

    A method is a Web API method such as "chat.postMessage", or "response_url", or "upload_url", or
    "posting" for any that posts; what was ordered for the method itself comes first.

    Args:
        closing: set when the workspace stops, which ends a slow answer.
    """

    def __init__(self, closing: threading.Event) -> None:
        self.closing = closing
        self._lock = threading.Lock()
        self._waiting: dict[str, list[Fault]] = defaultdict(list)
        self._chances: dict[str, list[_Chance]] = defaultdict(list)

    def lose_answer(self, method: str, times: int = 1) -> None:
        """The call takes effect, then the connection closes without an answer."""
        self.add(method, Fault("lose_answer"), times)

    def fail(self, method: str, status: int = 500, times: int = 1, after: bool = False) -> None:
        """The call has no effect and gets this HTTP status; with `after` it has its effect too."""
        self.add(method, Fault("status", status=status, after=after), times)

    def error(self, method: str, code: str, times: int = 1, after: bool = False) -> None:
        """The call has no effect and gets `ok: false` with this error code.

        With `after` it has its effect too, as Slack says of `internal_error` and `fatal_error`.
        """
        self.add(method, Fault("error", code=code, after=after), times)

    def slow(self, method: str, seconds: float, times: int = 1) -> None:
        """The call takes effect at once and its answer comes so many seconds later."""
        self.add(method, Fault("slow", seconds=seconds), times)

    def rate_limit(self, method: str, retry_after: int = 1, times: int = 1) -> None:
        """The call gets HTTP 429 with `Retry-After` in seconds."""
        self.add(method, Fault("rate_limit", seconds=retry_after), times)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """The method's next calls have this mishap, after those that are ordered already."""
        with self._lock:
            self._waiting[method].extend([fault] * times)

    def sometimes(self, method: str, fault: Fault, share: float, seed: int = 0) -> None:
        """From now on a share of the method's calls, from 0 to 1, has this mishap.

        Which calls it is depends on the seed and on their order only. Several such mishaps may
        be set for one method: each has its own chance, and the first that is due happens.
        """
        with self._lock:
            self._chances[method].append(_Chance(fault, share, seed))

    def clear(self, method: str = "") -> None:
        """Nothing goes wrong any more, with this method or at all."""
        with self._lock:
            for ordered in (self._waiting, self._chances):
                if method:
                    ordered.pop(method, None)
                else:
                    ordered.clear()

    def ordered(self) -> list[Ordered]:
        """What is still to come, in order for each method; equal ones in a row are one."""
        with self._lock:
            waiting = [
                Ordered(method, fault, len(list(row)))
                for method, faults in self._waiting.items()
                for fault, row in itertools.groupby(faults)
            ]
            by_chance = [
                Ordered(method, chance.fault, None, chance.share)
                for method, chances in self._chances.items()
                for chance in chances
            ]
        return waiting + by_chance

    def next(self, method: str) -> Fault | None:
        """Takes the next mishap of a method, if one is due."""
        names = (method, POSTING) if method in POSTING_METHODS else (method,)
        with self._lock:
            return next((fault for name in names if (fault := self._due(name))), None)

    def _due(self, name: str) -> Fault | None:
        drawn = [chance.draw() for chance in self._chances.get(name, ())]
        waiting = self._waiting.get(name)
        if waiting:
            return waiting.pop(0)
        return next((fault for fault in drawn if fault is not None), None)
