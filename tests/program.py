"""`productops` as a process of its own: started, listened to, ended, and nothing left behind."""

import atexit
import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import psutil

from tests.house.sources import ROOT

PROGRAM = (sys.executable, "-c", "from bot.cli import main; main()")
# Seconds until a process must have said what it is waited for, and until it must have ended.
SOON, GRACE = 60, 20


class Running:
    """A process under way.

    Attributes:
        output: what it said so far, on both streams.
    """

    def __init__(self, process: "subprocess.Popen[str]", folder: Path) -> None:
        self.output = ""
        self._process = process
        self._folder = folder
        self._more = threading.Condition()
        self._over = False
        self._born: list[psutil.Process] = []
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def says(self, words: str) -> str:
        """The line that holds these words, as soon as it is there.

        Raises:
            AssertionError: it did not come; with all that was said instead.
        """
        with self._more:
            self._more.wait_for(lambda: self._over or self._line(words), SOON)
            line = self._line(words)
            assert line, f"{words!r} was not said, but:\n{self.output}"
            return line

    def is_told_to_end(self) -> None:
        """SIGTERM, as a platform sends it."""
        self._born = psutil.Process(self._process.pid).children(recursive=True)
        self._process.send_signal(signal.SIGTERM)

    def has_ended(self, *, tracebacks: bool = False) -> None:
        """Assert that it ends in time and in order, and leaves no process behind.

        Args:
            tracebacks: whether errors were to be expected in its log.
        """
        assert self._process.wait(GRACE) == 0, self.output
        self._reader.join(GRACE)
        assert tracebacks or "Traceback" not in self.output, self.output
        assert not [child for child in self._born if child.is_running()]
        data = [str(each.resolve()) for each in (self._folder / "data").rglob("postgres")]
        alive = [each.info["cmdline"] or [] for each in psutil.process_iter(["cmdline"])]
        assert not [line for line in alive if any(each in word for word in line for each in data)]

    def ends(self) -> None:
        """SIGTERM, and all that `has_ended` asserts."""
        self.is_told_to_end()
        self.has_ended()

    def _read(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._more:
                self.output += line
                self._more.notify_all()
        with self._more:
            self._over = True
            self._more.notify_all()

    def _line(self, words: str) -> str:
        whole = self.output[: self.output.rfind("\n") + 1].splitlines()
        return next((line for line in whole if words in line), "")


def environment(folder: Path, **settings: str) -> dict[str, str]:
    """Settings alone, nothing of the machine's own."""
    return {
        "PATH": os.environ["PATH"],
        "PYTHONPATH": str(ROOT),
        "PRODUCTOPS_DATA_DIR": str(folder / "data"),
        **settings,
    }


def said(folder: Path, *words: str, **settings: str) -> "subprocess.CompletedProcess[str]":
    """What a verb prints, run to its end in an empty folder."""
    with tempfile.TemporaryDirectory(prefix="po-") as place:
        output, errors = Path(place, "output"), Path(place, "errors")
        order = {
            "words": words,
            "folder": str(folder),
            "settings": environment(folder, **settings),
            "output": str(output),
            "errors": str(errors),
        }
        code = _forked(json.dumps(order))
        return subprocess.CompletedProcess(words, code, output.read_text(), errors.read_text())


def _forked(order: str) -> int:
    """The exit code of a verb, run in a process that did not have to import everything again."""
    server = _server()
    assert server.stdin
    assert server.stdout
    server.stdin.write(f"{order}\n")
    server.stdin.flush()
    return int(server.stdout.readline())


@cache
def _server() -> "subprocess.Popen[str]":
    command = [sys.executable, "-m", "tests.forking"]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE}
    server = subprocess.Popen(command, cwd=ROOT, text=True, **pipes)
    atexit.register(_end, server)
    return server


def _end(server: "subprocess.Popen[str]") -> None:
    with server:
        assert server.stdin
        server.stdin.close()


@contextmanager
def running(folder: Path, *words: str, **settings: str) -> Iterator[Running]:
    """A verb under way in a folder; it is killed if the test has not ended it."""
    with subprocess.Popen(
        [*PROGRAM, *words],
        cwd=folder,
        env=environment(folder, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    ) as process:
        try:
            yield Running(process, folder)
        finally:
            if process.poll() is None:
                for child in psutil.Process(process.pid).children(recursive=True):
                    child.kill()
                process.kill()


def free_port() -> int:
    """A port of this machine that nobody has now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
