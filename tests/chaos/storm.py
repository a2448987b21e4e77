"""Blows to worker processes and PostgreSQL, at random moments and in random order, from a seed."""

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import psycopg

from bot import clock
from bot.delivery.line import LOCK
from tests.chaos.crew import Crew, Hand
from tests.chaos.server import Server

# Blows by how often they come. A worker that is paused keeps its workspaces' locks, unless
# PostgreSQL restarts meanwhile: then it wakes when others have long taken over.
KINDS: Mapping[str, int] = {
    "kill": 8,
    "pause": 3,
    "kill while paused": 1,
    "database stopped": 2,
    "database broken off": 2,
    "database broken off while paused": 2,
    "end in order": 2,
}
# How often to look whether a worker is ready, in seconds.
LOOK = 0.1
_HOLDERS = """
    SELECT a.application_name, l.objid FROM pg_locks l JOIN pg_stat_activity a USING (pid)
    WHERE l.locktype = 'advisory' AND l.classid = %s AND l.granted
"""


@dataclass(frozen=True)
class Blow:
    """What happened.

    Attributes:
        began: when it began, in seconds since the epoch.
        at: when it was over and work could go on.
        workspaces: whose postman it hit, by our id; empty where that is not known.
    """

    kind: str
    began: float
    at: float
    workspaces: frozenset[int]


@dataclass
class Storm:
    """Strikes for as long as it is asked to.

    Args:
        chance: seeded; nothing else decides.
        pauses: the most seconds that something is paused or away.
        ending: set when the run is given up.
    """

    chance: random.Random
    crew: Crew
    server: Server
    pauses: float
    ending: threading.Event
    blows: list[Blow] = field(default_factory=list)

    def strike(self, kind: str = "") -> None:
        """One blow, until everything runs again."""
        kind = kind or self.chance.choices(list(KINDS), list(KINDS.values()))[0]
        held = self._holders()
        hand = self._someone(held)
        strikes: Mapping[str, Callable[[Hand], float]] = {
            "kill": self.crew.kill,
            "pause": self._pause,
            "kill while paused": self._kill_paused,
            "database stopped": lambda _: self._restart(immediate=False),
            "database broken off": lambda _: self._restart(immediate=True),
            "database broken off while paused": self._restart_behind,
            "end in order": self._relieve,
        }
        began = clock.wall()
        at = strikes[kind](hand)
        hit = frozenset(workspace for name, workspace in held if name == hand.name)
        everyone = frozenset(workspace for _, workspace in held)
        self.blows.append(Blow(kind, began, at, everyone if "database" in kind else hit))

    def _holders(self) -> list[tuple[str, int]]:
        """Which worker delivers which workspace now, as PostgreSQL knows it."""
        with psycopg.connect(self.server.url) as connection:
            return [(str(name), int(id)) for name, id in connection.execute(_HOLDERS, [LOCK])]

    def _someone(self, held: list[tuple[str, int]]) -> Hand:
        """Mostly one who delivers: the others are no loss."""
        # Drawn in any case, so that each blow takes as many numbers.
        first, second, idle = (self.chance.random() for _ in range(3))
        names = sorted({name for name, _ in held})
        if names and idle < 0.9:
            wanted = names[int(first * len(names))]
            for hand in self.crew.hands:
                if hand.name == wanted:
                    return hand
        hands = [hand for hand in self.crew.hands if hand.ready] or self.crew.hands
        return hands[int(second * len(hands))]

    def _pause(self, hand: Hand) -> float:
        hand.pause()
        self._wait(self.pauses)
        hand.go_on()
        return clock.wall()

    def _kill_paused(self, hand: Hand) -> float:
        hand.pause()
        self._wait(self.pauses / 4)
        return self.crew.kill(hand)

    def _restart(self, immediate: bool) -> float:
        self.server.stop(immediate)
        self._wait(self.pauses / 2)
        self.server.start()
        return clock.wall()

    def _restart_behind(self, hand: Hand) -> float:
        hand.pause()
        self.server.stop(immediate=True)
        self.server.start()
        at = clock.wall()
        self._wait(2 * self.pauses)
        hand.go_on()
        return at

    def _relieve(self, hand: Hand) -> float:
        at = clock.wall()
        self._wait_until(lambda: hand.ready)
        self.crew.relieve(hand)
        return at

    def _wait_until(self, met: Callable[[], bool]) -> None:
        while not (met() or self.ending.wait(LOOK)):
            pass

    def _wait(self, most: float) -> None:
        self.ending.wait(self.chance.uniform(0.1, 1.0) * most)
