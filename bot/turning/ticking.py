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
        # What was answered and when, while it holds.
        self._known: dict[str, tuple[datetime, datetime | None]] = {}
        self._due: dict[str, datetime] = {}
        self._noted = schedule.Ran()

    def next(self, now: datetime) -> datetime | None:
        """The next moment, from now on, at which one of them has something to do."""
        with self._store.begin() as session:
            found = {tick.name: self._moment(session, tick, now) for tick in self._ticks}
        self._due = {name: max(at, now) for name, at in found.items() if at is not None}
        return min(self._due.values(), default=None)

    def fire(self, now: datetime) -> None:
        """Have those tick which `next` found to have something to do by now, in their order."""
        due = {name for name, at in self._due.items() if at <= now}
        self._tick([tick for tick in self._ticks if tick.name in due], now)

    def fire_all(self, now: datetime) -> None:
        """Have all of them tick."""
        self._tick(self._ticks, now)

    def _tick(self, ticks: Sequence[Tick], now: datetime) -> None:
        for tick in ticks:
            schedule.run(tick, self._store, self._noted)
            self._ran[tick.name] = now
            self._known.pop(tick.name, None)

    def _moment(self, session: Session, tick: Tick, now: datetime) -> datetime | None:
        ran = self._ran[tick.name]
        if tick.upcoming is None:
            return ran + tick.every
        asked, at = self._known.get(tick.name, (now, None))
        if tick.name not in self._known or now >= asked + tick.notice:
            at = tick.upcoming(session, self._workspace, ran)
            self._known[tick.name] = now, at
        # What it left over waits for its next turn.
        return ran + tick.every if at is not None and at <= ran else at
