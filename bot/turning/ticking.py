"""When each tick has something to do next, and does it."""

from collections.abc import Sequence
from datetime import datetime

from bot import schedule
from bot.feature import Feature, Tick
from bot.store.engine import Session, Store
from bot.store.workspaces import Workspace


class Ticking:
    """The ticks of the features, each asked when it has something to do.

    Args:
        now: product time: from here on they are asked.
    """

    def __init__(
        self, features: Sequence[Feature], store: Store, workspace: Workspace, now: datetime
    ) -> None:
        self._ticks = [tick for feature in features for tick in feature.ticks]
        self._store = store
        self._workspace = workspace
        self._ran = {tick.name: now for tick in self._ticks}
        # What did something may have left more, for its next turn.
        self._more: set[str] = set()
        self._noted = schedule.Ran()

    def next(self, now: datetime) -> datetime | None:
        """The next moment, from now on, at which one of them has something to do."""
        with self._store.begin() as session:
            return min(self._moments(session, now).values(), default=None)

    def fire(self, now: datetime) -> None:
        """Have those tick which have something to do by now, in the features' order."""
        with self._store.begin() as session:
            due = {name for name, at in self._moments(session, now).items() if at <= now}
        self._tick([tick for tick in self._ticks if tick.name in due], now)

    def fire_all(self, now: datetime) -> None:
        """Have all of them tick."""
        self._tick(self._ticks, now)

    def _tick(self, ticks: Sequence[Tick], now: datetime) -> None:
        for tick in ticks:
            handled = schedule.run(tick, self._store, self._noted)
            self._ran[tick.name] = now
            (self._more.add if handled else self._more.discard)(tick.name)

    def _moments(self, session: Session, now: datetime) -> dict[str, datetime]:
        found = {}
        for tick in self._ticks:
            at = self._moment(session, tick)
            if at is not None:
                found[tick.name] = max(at, now)
        return found

    def _moment(self, session: Session, tick: Tick) -> datetime | None:
        ran = self._ran[tick.name]
        again = ran + tick.every
        if tick.upcoming is None:
            return again
        at = tick.upcoming(session, self._workspace, ran)
        if tick.name in self._more:
            return again if at is None else min(again, at)
        return at
