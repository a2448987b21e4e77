"""The traffic of late, for the inspector and the tests, in a bounded amount of memory."""

import itertools
from collections import Counter, deque
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

from bot.playground.records import Json, RecordedCall
from bot.playground.refusals import Refused

REMEMBERED = 2_000
REMEMBERED_CHARACTERS = 20_000_000

T = TypeVar("T")


class Recent(deque[T]):
    """The latest of something, newest last.

    Args:
        size: about how many characters one takes.
    """

    def __init__(self, size: Callable[[T], int]) -> None:
        super().__init__()
        self._size = size
        self._characters = 0

    def keep(self, one: T) -> None:
        """Adds one and forgets the oldest."""
        self.append(one)
        self._characters += self._size(one)
        while len(self) > REMEMBERED or self._characters > REMEMBERED_CHARACTERS:
            self._characters -= self._size(self.popleft())

    def clear(self) -> None:
        """Forgets all."""
        super().clear()
        self._characters = 0


class Calls(Recent[RecordedCall]):
    """The latest Web API calls.

    `tally` counts all there ever were, by method and outcome. `refused` says why Slack refused what
    the bot answered to a delivery, by the delivery's number.
    """

    def __init__(self) -> None:
        super().__init__(_size)
        self.tally: Counter[tuple[str, str]] = Counter()
        self.refused: dict[int, Json] = {}
        self._numbers = itertools.count(1)

    def next_number(self) -> int:
        """A number for what just ended; take it under the workspace's lock and keep it at once."""
        return next(self._numbers)

    def keep(self, one: RecordedCall) -> None:
        """Adds a call, numbered, and forgets the oldest ones; `clear` leaves the tally."""
        self.tally[one.method, one.outcome] += 1
        super().keep(replace(one, number=self.next_number()))

    def refuse(self, number: int, refusal: Refused) -> None:
        """Slack refuses what the bot answered to the delivery of that number."""
        self.refused[number] = refusal.answer()
        while len(self.refused) > REMEMBERED:
            del self.refused[next(iter(self.refused))]


def _size(call: RecordedCall) -> int:
    return len(call.text) + sum(len(str(value)) for value in call.arguments.values())
