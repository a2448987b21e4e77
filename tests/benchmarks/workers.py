"""Worker processes: started until they take jobs, looked at, told to end."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil

from tests.benchmarks.apps import STOP_SECONDS, CannotMeasure, environment
from tests.worker import READY, Duty


@dataclass(frozen=True)
class Hand:
    """A worker process; its log is in `log`."""

    process: "subprocess.Popen[str]"
    log: Path

    def cpu(self) -> float:
        """Seconds of processor time so far."""
        times = psutil.Process(self.process.pid).cpu_times()
        return float(times.user + times.system)

    def memory(self) -> int:
        """The most memory it ever had resident, in bytes, as Linux's /proc/PID/status counts it.

        Raises:
            CannotMeasure: there is no such file.
        """
        try:
            status = Path(f"/proc/{self.process.pid}/status").read_text()
        except OSError as error:
            raise CannotMeasure("There is no /proc: measure on Linux.") from error
        found = re.search(r"\nVmHWM:\s+(\d+) kB\n", status)
        assert found, status
        return int(found[1]) * 1024

    def end(self) -> None:
        """Tell it to end, and see that it does so in order.

        Raises:
            CannotMeasure: it did not.
        """
        self.process.terminate()
        try:
            code = self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            code = None
        if code != 0:
            raise CannotMeasure(f"A worker did not end in order ({code}).\n{self._last()}")

    def wait_until_ready(self) -> None:
        """Return once it takes jobs.

        Raises:
            CannotMeasure: it ended instead.
        """
        assert self.process.stdout
        if READY not in self.process.stdout.readline():
            raise CannotMeasure(f"A worker did not start.\n{self._last()}")

    def _last(self) -> str:
        return "\n".join(self.log.read_text("utf-8", "replace").splitlines()[-30:])


@contextmanager
def at_work(duty: Duty, count: int, folder: Path) -> Iterator[list[Hand]]:
    """So many workers, all of which take jobs; killed at the end where nobody ended them.

    Args:
        folder: for their logs.

    Raises:
        CannotMeasure: one did not start.
    """
    with ExitStack() as stack:
        hands = [_start(duty, folder / f"worker-{number}.log", stack) for number in range(count)]
        for hand in hands:
            hand.wait_until_ready()
        yield hands


def _start(duty: Duty, log: Path, stack: ExitStack) -> Hand:
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "tests.worker"],
            cwd=log.parent,
            env=environment(log.parent),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            # A Ctrl-C is for whoever started it.
            start_new_session=True,
        )
    stack.enter_context(process)
    stack.callback(process.kill)
    assert process.stdin
    process.stdin.write(f"{duty.written()}\n")
    process.stdin.flush()
    return Hand(process, log)
