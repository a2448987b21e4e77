"""The worker processes of a run: started, paused, killed, told to end."""

import os
import signal
import subprocess
import sys
from dataclasses import dataclass, field
from pathlib import Path

from bot import clock
from tests.house.sources import ROOT
from tests.worker import Duty

# How long a worker may take to end in order, in seconds.
ORDERLY = 10


@dataclass(frozen=True)
class End:
    """How a worker ended that was told to: `code` is None where it had to be killed."""

    name: str
    code: int | None
    seconds: float

    @property
    def orderly(self) -> bool:
        """Whether it was as it should be."""
        return self.code == 0 and self.seconds <= ORDERLY


@dataclass
class Hand:
    """One worker process."""

    name: str
    process: subprocess.Popen[str]
    said: Path

    @property
    def ready(self) -> bool:
        """Whether it takes jobs by now, which it says."""
        return self.said.stat().st_size > 0

    def kill(self) -> float:
        """End it at once, paused or not; returns when, in seconds since the epoch."""
        self.process.kill()
        at = clock.wall()
        self._gone()
        return at

    def pause(self) -> None:
        """Stop it in the middle of whatever it does."""
        self.process.send_signal(signal.SIGSTOP)

    def go_on(self) -> None:
        """Let it run again."""
        self.process.send_signal(signal.SIGCONT)

    def tell_to_end(self) -> None:
        """Ask it to end in order."""
        self.process.send_signal(signal.SIGTERM)

    def end(self) -> int | None:
        """Wait for the end it was asked for; returns its exit code, None if it never came."""
        code = None
        try:
            code = self.process.wait(2 * ORDERLY)
        except subprocess.TimeoutExpired:
            self.process.kill()
        self._gone()
        return code

    def _gone(self) -> None:
        self.process.wait()
        assert self.process.stdin is not None
        self.process.stdin.close()


@dataclass
class Crew:
    """All workers of a run, each replaced when it dies.

    Args:
        duty: what each is told.
        size: how many.
        folder: where their logs go.
    """

    duty: Duty
    size: int
    folder: Path
    hands: list[Hand] = field(default_factory=list)
    started: int = 0
    ends: list[End] = field(default_factory=list)

    def __enter__(self) -> "Crew":
        for _ in range(self.size):
            self.start()
        return self

    def __exit__(self, *_: object) -> None:
        for hand in self.hands:
            hand.kill()

    def start(self) -> None:
        """One more worker."""
        self.started += 1
        name = f"worker-{self.started}"
        # PostgreSQL then says which of them holds a workspace's lock.
        env = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        env["PGAPPNAME"] = name
        said = self.folder / f"{name}.said"
        with said.open("wb") as output, (self.folder / f"{name}.log").open("wb") as log:
            process = subprocess.Popen(
                [sys.executable, "-m", "tests.worker"],
                cwd=self.folder,
                env=env,
                stdin=subprocess.PIPE,
                stdout=output,
                stderr=log,
                text=True,
                # A Ctrl-C is for whoever started them.
                start_new_session=True,
            )
        assert process.stdin is not None
        process.stdin.write(f"{self.duty.written()}\n")
        process.stdin.flush()
        self.hands.append(Hand(name, process, said))

    def kill(self, hand: Hand) -> float:
        """Kill one and start another; returns when it died."""
        self.hands.remove(hand)
        at = hand.kill()
        self.start()
        return at

    def relieve(self, hand: Hand) -> None:
        """Start another for one that is told to end, and see how it ends."""
        self.start()
        self.hands.remove(hand)
        hand.tell_to_end()
        self._end(hand)

    def end(self) -> None:
        """Tell all to end, and see how they do."""
        for hand in self.hands:
            hand.tell_to_end()
        while self.hands:
            self._end(self.hands.pop())

    def _end(self, hand: Hand) -> None:
        began = clock.elapsed()
        self.ends.append(End(hand.name, hand.end(), clock.elapsed() - began))

    def unexpected(self) -> list[str]:
        """Those that ended without being asked to, by name."""
        return [hand.name for hand in self.hands if hand.process.poll() is not None]
