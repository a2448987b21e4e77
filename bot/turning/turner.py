"""The hand on the clock: from moment to moment, and what happens there before it moves on."""

import threading
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import structlog

from bot import clock
from bot.assembly import Bot
from bot.delivery.pacing import Pacing
from bot.processes import Engine
from bot.turning.round import Round, Surroundings

# Nobody turns further ahead than this at once.
FURTHEST = timedelta(days=366)
# How often, in seconds of machine time, it is shown how far the clock is.
SHOWN = 0.2

log = structlog.get_logger()


class TurnError(ValueError):
    """The clock can't be turned so; `code` is `early`, `far`, `turning` or `closed`."""

    def __init__(self, code: str, words: str) -> None:
        super().__init__(words)
        self.code = code


@dataclass(frozen=True)
class Turning:
    """Product time on its way, from one moment to another; `said` messages came up to now."""

    begin: datetime
    to: datetime
    said: int = 0


class Turner:
    """Turns product time for one bot in one process.

    Args:
        pacing: the time that its postmen and Slack's limits keep to.

    Attributes:
        turning: what is under way; None where time just passes.
    """

    def __init__(self, pacing: Pacing) -> None:
        self.turning: Turning | None = None
        self._pacing = pacing
        self._lock = threading.Lock()
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._parts: tuple[Bot, Engine, Surroundings] | None = None

    def attach(self, bot: Bot, engine: Engine, around: Surroundings) -> None:
        """From now on the clock can be turned.

        Args:
            bot: that has joined its workspace.
            engine: its ticks and its worker, which rest meanwhile.
        """
        self._parts = bot, engine, around

    def turn(self, to: datetime) -> None:
        """Begin to turn to a later moment; returns at once.

        Raises:
            TurnError: it turns already, or the moment is not ahead.
        """
        with self._lock:
            now = clock.now()
            if self._parts is None:
                raise TurnError(
                    "closed", "The clock can't be turned: the bot is starting or ending."
                )
            if self.turning is not None:
                raise TurnError("turning", "The clock is being turned: wait, or stop it.")
            if to <= now:
                raise TurnError("early", "Choose a moment that is still to come.")
            if to > now + FURTHEST:
                raise TurnError("far", "Choose a moment within a year from now.")
            self._stopping.clear()
            self.turning = Turning(now, to)
            self._thread = threading.Thread(
                target=self._run, args=(to, *self._parts), name="turner"
            )
            self._thread.start()

    def stop(self) -> None:
        """Stay at the moment that was reached; returns once time just passes again."""
        self._stopping.set()
        self.wait()

    def close(self) -> None:
        """Stay there for good: what is turned is about to end."""
        with self._lock:
            self._parts = None
        self.stop()

    def wait(self) -> None:
        """Return once nothing is turned any more."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def _run(self, to: datetime, bot: Bot, engine: Engine, around: Surroundings) -> None:
        try:
            engine.stop()
            clock.hold(clock.now())
            with Round(bot, around, self._pacing, self._skip, self._stopping) as moments:
                self._through(moments, around, to)
        except Exception:
            log.exception("the clock stopped turning")
        finally:
            clock.set_to(clock.now())
            try:
                engine.start()
            finally:
                self.turning = None
                around.show()

    def _through(self, moments: Round, around: Surroundings, to: datetime) -> None:
        before, shown = around.posted(), 0.0
        while not self._stopping.is_set():
            at = moments.next()
            if at is None or at > to:
                self._move(to)
                return
            self._move(at)
            moments.live()
            if clock.elapsed() - shown > SHOWN:
                shown = clock.elapsed()
                assert self.turning is not None
                self.turning = replace(self.turning, said=around.posted() - before)
                around.show()

    def _move(self, at: datetime) -> None:
        self._skip(max(0.0, (at - clock.now()).total_seconds()))

    def _skip(self, seconds: float) -> None:
        self._pacing.skipped(seconds)
        clock.hold(clock.now() + timedelta(seconds=seconds))
