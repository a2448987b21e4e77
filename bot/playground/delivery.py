"""Brings commands, interactions and events to the bot, and events again where it fails."""

import heapq
import itertools
import threading
from dataclasses import dataclass, field, replace
from typing import Protocol

from bot import clock
from bot.playground import realtime
from bot.playground.calls import Recent
from bot.playground.records import Json
from bot.playground.state import Workspace

COMMAND, INTERACTION, EVENT = "slash_commands", "interactive", "events_api"


@dataclass
class Timing:
    """Slack's patience, in seconds of real time; tests shorten it.

    Args:
        deadline: for the bot's answer (https://docs.slack.dev/interactivity/handling-user-interaction).
        retries: before each further attempt at an event (https://docs.slack.dev/apis/events-api).
    """

    deadline: float = 3.0
    retries: tuple[float, ...] = (0.0, 60.0, 300.0)


@dataclass(frozen=True)
class Outcome:
    """What the bot answered.

    Args:
        status: the HTTP status; 200 for a Socket Mode ack; None where nothing came in time.
        body: the answer's JSON; `{"text": …}` for plain text; empty for an empty answer.
        number: the delivery's, once it is kept.
    """

    status: int | None
    body: Json = field(default_factory=dict)
    number: int = field(default=0, compare=False)

    @property
    def accepted(self) -> bool:
        """Whether the bot took it."""
        return self.status is not None and 200 <= self.status < 300


@dataclass(frozen=True)
class Parcel:
    """Something for the bot; attempt 0 is the first, `reason` says why there is another."""

    kind: str
    payload: Json
    attempt: int = 0
    reason: str = ""


@dataclass(frozen=True)
class Delivered:
    """A parcel on its way to the bot and back.

    Args:
        parcel: what was sent.
        headers: what it went with (signed HTTP only).
        outcome: what came of it.
        at: real time when it was sent, in seconds.
        seconds: of machine time until the answer.
        when: product time when it was sent.
    """

    parcel: Parcel
    headers: dict[str, str]
    outcome: Outcome
    at: float = 0.0
    seconds: float = 0.0
    when: float = 0.0


class Courier(Protocol):
    """A way to the bot."""

    def carry(self, parcel: Parcel, timeout: float) -> Delivered:
        """Hands the parcel over and waits so many seconds for the answer."""


class Delivery:
    """Sends parcels with the courier of the moment, and runs the queue of events."""

    def __init__(self, workspace: Workspace, courier: Courier) -> None:
        self.workspace = workspace
        self.courier = courier
        self.timing = Timing()
        self.delivered: Recent[Delivered] = Recent(_size)
        self._condition = threading.Condition()
        self._queue: list[tuple[float, int, Parcel]] = []
        self._order = itertools.count()
        self._busy = False
        self._thread = threading.Thread(target=self._run, name="playground-events")

    def start(self) -> None:
        """Starts the thread that delivers events."""
        self._thread.start()

    def join(self) -> None:
        """Waits for that thread, after the workspace was closed."""
        with self._condition:
            self._condition.notify_all()
        self._thread.join()

    def send(self, parcel: Parcel) -> Outcome:
        """Delivers now and waits for the answer."""
        at, when, began = realtime.wall(), clock.now().timestamp(), realtime.elapsed()
        carried = self.courier.carry(parcel, self.timing.deadline)
        seconds = realtime.elapsed() - began
        with self.workspace.change(seen=False):
            outcome = replace(carried.outcome, number=self.workspace.calls.next_number())
            whole = replace(carried, outcome=outcome, at=at, when=when, seconds=seconds)
            self.delivered.keep(whole)
        return outcome

    def queue(self, payload: Json) -> None:
        """Delivers an event soon, after those before it."""
        self._add(Parcel(EVENT, payload), 0.0)

    def settle(self, timeout: float) -> bool:
        """Waits until every event was tried once; False after `timeout` seconds."""
        with self._condition:
            return self._condition.wait_for(self._quiet, timeout)

    def _quiet(self) -> bool:
        return not self._busy and not any(parcel.attempt == 0 for _, _, parcel in self._queue)

    def _add(self, parcel: Parcel, delay: float) -> None:
        with self._condition:
            entry = (realtime.elapsed() + delay, next(self._order), parcel)
            heapq.heappush(self._queue, entry)
            self._condition.notify_all()

    def _run(self) -> None:
        while (parcel := self._next()) is not None:
            outcome = self.send(parcel)
            if not outcome.accepted:
                self._again(parcel, outcome)
            with self._condition:
                self._busy = False
                self._condition.notify_all()

    def _next(self) -> Parcel | None:
        with self._condition:
            while not self.workspace.closing.is_set():
                wait = self._queue[0][0] - realtime.elapsed() if self._queue else None
                if wait is not None and wait <= 0:
                    self._busy = True
                    return heapq.heappop(self._queue)[2]
                self._condition.wait(wait)
            return None

    def _again(self, parcel: Parcel, outcome: Outcome) -> None:
        if parcel.attempt < len(self.timing.retries):
            reason = "http_timeout" if outcome.status is None else "http_error"
            further = Parcel(parcel.kind, parcel.payload, parcel.attempt + 1, reason)
            self._add(further, self.timing.retries[parcel.attempt])


def _size(delivered: Delivered) -> int:
    return len(str(delivered.parcel.payload)) + len(str(delivered.outcome.body))
