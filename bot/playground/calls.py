"""The Web API calls of late, for the inspector and the tests, in a bounded amount of memory."""

from collections import Counter, deque

from bot.playground.records import RecordedCall

REMEMBERED = 2_000
REMEMBERED_CHARACTERS = 20_000_000


class Calls(deque[RecordedCall]):
    """The latest calls, newest last.

    `tally` counts all there ever were, by method and outcome.
    """

    def __init__(self) -> None:
        super().__init__()
        self.tally: Counter[tuple[str, str]] = Counter()
        self._characters = 0

    def keep(self, call: RecordedCall) -> None:
        """Adds a call and forgets the oldest ones."""
        self.tally[call.method, call.outcome] += 1
        self.append(call)
        self._characters += len(call.text)
        while len(self) > REMEMBERED or self._characters > REMEMBERED_CHARACTERS:
            self._characters -= len(self.popleft().text)

    def clear(self) -> None:
        """Forgets every call, not the tally."""
        super().clear()
        self._characters = 0
