"""What a playground is given to offer beside Slack: whoever turns product time, and a tour."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from bot.playground import realtime
from bot.playground.records import Json


class Turning(Protocol):
    """Product time on its way, from one moment to another; `said` messages came up to now."""

    @property
    def begin(self) -> datetime: ...

    @property
    def to(self) -> datetime: ...

    @property
    def said(self) -> int: ...


class Dial(Protocol):
    """Turns product time through everything that happens on the way."""

    @property
    def turning(self) -> Turning | None:
        """What is under way; None where time just passes."""

    def turn(self, to: datetime) -> None:
        """Begin to turn to a later moment; returns at once.

        Raises:
            ValueError: it does not, in English; its `code`, if it has one, says why: `closed`,
                `turning`, `early` or `far`.
        """

    def stop(self) -> None:
        """Stay at the moment that was reached; returns once time just passes again."""


@dataclass(frozen=True)
class Tools:
    """What is not Slack's.

    Args:
        dial: turns product time; without one it is only shown.
        elapsed: the time that Slack's rate limits go by, in seconds.
        tour: the steps of the tour, by language: each has title, text, person (a handle), place (a
            channel's name, `home` or `messages`), types and turns, the last two maybe empty.
    """

    dial: Dial | None = None
    elapsed: Callable[[], float] = realtime.elapsed
    tour: Mapping[str, Sequence[Json]] = field(default_factory=dict)
