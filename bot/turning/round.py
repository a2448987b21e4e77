"""What happens at each moment while the clock is turned once, and when the next one is."""

import threading
from collections.abc import Callable
from datetime import datetime
from types import TracebackType
from typing import Protocol, Self

from bot import clock
from bot.assembly import Bot
from bot.delivery.pacing import Pacing
from bot.delivery.postmen import Postmen
from bot.turning.errands import Errands
from bot.turning.ticking import Ticking


class Surroundings(Protocol):
    """Slack, where time passes too, and where people watch it pass."""

    def upcoming(self) -> datetime | None:
        """When something changes there by itself, such as a status that ends."""

    def pass_to(self, now: datetime) -> None:
        """It is this moment; returns once the bot heard what follows."""

    def posted(self) -> int:
        """How many messages the bot has posted."""

    def show(self) -> None:
        """How far the clock is has changed."""


class Round:
    """One turning: Slack, ticks, jobs and deliveries, moment after moment.

    Args:
        skip: has so many seconds pass, which a postman would wait for Slack's pace.
        stopping: set when the turning is to end.
    """

    def __init__(
        self,
        bot: Bot,
        around: Surroundings,
        pacing: Pacing,
        skip: Callable[[float], None],
        stopping: threading.Event,
    ) -> None:
        assert bot.workspace is not None
        self._around = around
        self._pacing = pacing
        self._skip = skip
        self._stopping = stopping
        self._postmen = Postmen(bot.store, bot.clients, bot.rules, pacing)
        self._ticking = Ticking(bot.features, bot.store, bot.workspace, clock.now())
        self._errands = Errands(bot, bot.workspace, self._postmen, stopping)

    def __enter__(self) -> Self:
        """Do what is due now, before the clock moves."""
        self._pacing.hold(self._skip)
        try:
            self._everything()
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Do what is due at the end, and leave the time to pass by itself."""
        try:
            if error is None:
                self._everything()
        finally:
            self._leave()

    def _leave(self) -> None:
        self._pacing.let_go()
        self._postmen.close()

    def next(self) -> datetime | None:
        """When something happens next; None for never."""
        now = clock.now()
        found = (self._around.upcoming(), self._ticking.next(now), self._errands.next())
        return min((max(at, now) for at in found if at is not None), default=None)

    def live(self) -> None:
        """It is the next moment: what happens then."""
        now = clock.now()
        self._around.pass_to(now)
        self._ticking.fire(now)
        self._errands.drain(self._skip)

    def _everything(self) -> None:
        now = clock.now()
        self._around.pass_to(now)
        self._ticking.fire_all(now)
        self._errands.drain(self._skip)
