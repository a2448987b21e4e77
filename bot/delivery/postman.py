"""The postman: drains one workspace's outbox into Slack, alone, in order, at Slack's pace."""

import threading
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass

import structlog
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot import clock
from bot.delivery import claims, line, rules
from bot.delivery.carrier import Carrier
from bot.delivery.claims import Claims
from bot.delivery.fence import FencedClient
from bot.delivery.ledger import EVERYTHING, Ledger
from bot.delivery.load import METHODS, Load
from bot.delivery.outcome import Absent, Outcome, Unknown
from bot.delivery.pace import Pace
from bot.delivery.pacing import Pacing
from bot.delivery.rules import Rules
from bot.delivery.settling import Settling
from bot.store.workspaces import Workspace

# How long, in seconds, to wait before looking whether something new may go.
LOOK = 0.2
# What may go only later than this, in seconds, is left to the sweep.
SOON = 2.0
# Nobody looks more often than this, in seconds, for what may go.
LEAST = 0.01

log = structlog.get_logger()


@dataclass(frozen=True)
class Flight:
    """A delivery under way; `looking` when an earlier attempt is looked for."""

    load: Load
    looking: bool


@dataclass(frozen=True)
class Route:
    """How a postman reaches its workspace, and how it behaves there.

    Attributes:
        lines: opens the connection that holds the lock.
        client: the workspace's, with the rules' time-out and without retries.
        pace: the workspace's pace as this process knows it.
        pacing: the time it is kept in.
        stopping: set when the process ends: what is under way is finished, nothing is begun.
    """

    lines: Engine
    client: FencedClient
    rules: Rules
    pace: Pace
    pacing: Pacing
    stopping: threading.Event


class Postman:
    """Delivers one workspace's outbox for as long as it holds its lock."""

    def __init__(self, workspace: Workspace, route: Route) -> None:
        self._workspace = workspace
        self._route = route
        self._rules = route.rules
        self._pace = route.pace
        self._carrier = Carrier(route.client, route.rules.lease, clock.elapsed, route.stopping)
        self._flying: dict[Future[Outcome], Flight] = {}
        self._ends = 0.0

    def deliver(self) -> bool:
        """Deliver until nothing more may go soon, the drain's time is over or the process stops.

        Returns:
            Whether something may go at once: the caller asks for another drain.
        """
        self._ends = clock.elapsed() + self._rules.drain
        # Not pooled: closed whatever happens, so that nobody keeps the lock.
        with (
            self._route.lines.connect() as connection,
            Session(connection, expire_on_commit=False, autoflush=False) as session,
        ):
            while line.lock(session, self._workspace):
                settling = self._drain(session)
                self._keep_pace(session)
                line.unlock(session, self._workspace)
                # A wake-up may have met the lock after the last look.
                soonest = None if settling.paused else self._soonest(session)
                if soonest is None or soonest >= SOON:
                    return False
                if self._over():
                    return True
            return False

    def _keep_pace(self, session: Session) -> None:
        waits = self._pace.waits()
        if waits:
            with session.begin():
                Ledger(session, self._workspace).keep_pace(waits)

    def _over(self) -> bool:
        return self._route.stopping.is_set() or clock.elapsed() >= self._ends

    def _drain(self, session: Session) -> Settling:
        waiting = Claims(session, self._workspace, self._rules)
        settling = self._settling(session)
        with ThreadPoolExecutor(self._rules.overlap, thread_name_prefix="postman") as threads:
            while True:
                began = self._begin(waiting, settling, threads)
                if not began and not self._flying:
                    soonest = None if self._done(settling) else self._soonest(session)
                    if soonest is None or soonest >= SOON:
                        return settling
                    self._rest(max(LEAST, min(LOOK, soonest)))
                elif not began or len(self._flying) >= self._room(settling):
                    wait(self._flying, self._nap(), FIRST_COMPLETED)
                for future in [one for one in self._flying if one.done()]:
                    flight = self._flying.pop(future)
                    settling.settle(flight.load, _outcome(future), flight.looking)

    def _settling(self, session: Session) -> Settling:
        ledger = Ledger(session, self._workspace)
        with session.begin():
            pauses = ledger.pauses()
        for method, pause in pauses.items():
            if method != EVERYTHING and pause.seconds > 0:
                self._pace.rest(method, pause.seconds)
        return Settling(
            session, self._workspace, ledger, self._rules, self._pace, pauses.get(EVERYTHING)
        )

    def _done(self, settling: Settling) -> bool:
        return self._over() or settling.paused

    def _room(self, settling: Settling) -> int:
        # Where Slack refused the token before, one delivery tries it.
        return 1 if settling.probing else self._rules.overlap

    def _begin(self, waiting: Claims, settling: Settling, threads: ThreadPoolExecutor) -> bool:
        """Send one more on its way, if one may go."""
        if self._done(settling) or len(self._flying) >= self._room(settling):
            return False
        return self._look(waiting, threads) or self._carry(waiting, settling, threads)

    def _look(self, waiting: Claims, threads: ThreadPoolExecutor) -> bool:
        if self._pace.wait(rules.HISTORY) > 0:
            return False
        flying = [flight.load for flight in self._flying.values()]
        load = waiting.doubtful(
            [one.place for one in flying], [one.id for one in flying], clock.elapsed()
        )
        if load is None:
            return False
        self._pace.calls(rules.HISTORY)
        self._flying[threads.submit(self._find, load)] = Flight(load, looking=True)
        return True

    def _find(self, load: Load) -> Outcome:
        return self._carrier.find(load) if self._rules.looks else Absent()

    def _carry(self, waiting: Claims, settling: Settling, threads: ThreadPoolExecutor) -> bool:
        resting = [kind for kind, method in METHODS.items() if self._pace.wait(method) > 0]
        if len(resting) == len(METHODS):
            return False
        busy = [flight.load.place for flight in self._flying.values()] + self._pace.resting()
        load = waiting.next(clock.now(), busy, resting, clock.elapsed())
        if load is None:
            return False
        if load.hopeless:
            settling.hopeless(load)
            return True
        self._pace.calls(load.method, load.target)
        self._flying[threads.submit(self._carrier.carry, load)] = Flight(load, looking=False)
        return True

    def _soonest(self, session: Session) -> float | None:
        """Seconds until something may go; None when nothing is due."""
        with session.begin():
            moment = claims.moment(session, self._workspace, self._rules, clock.now())
        if moment is None or moment > 0:
            return moment
        # It may go, but for Slack's pace.
        return self._pace.next_change() or 0.0

    def _rest(self, seconds: float) -> None:
        """Wait for Slack's pace, else for the database's clock: for a retry, the end of a doubt."""
        if self._pace.next_change() is not None:
            self._route.pacing.wait(self._route.stopping, seconds)
        else:
            self._route.stopping.wait(seconds)

    def _nap(self) -> float:
        """How long to wait for what is under way before looking what else may go."""
        change = self._pace.next_change()
        return LOOK if change is None else max(LEAST, min(LOOK, change))


def _outcome(future: Future[Outcome]) -> Outcome:
    error = future.exception()
    if error is None:
        return future.result()
    log.error("delivery broke", exc_info=error)
    # Whatever it was that broke, the message may have been sent before.
    return Unknown()
