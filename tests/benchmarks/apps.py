"""The three apps as processes: started until they answer, looked at, stopped."""

import os
import re
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import LiteralString

from gunicorn.config import Config

from bot import clock
from bot.assembly import Plan
from bot.processes import WebProcess
from bot.slack import Clients
from bot.store.workspaces import Workspace
from tests.benchmarks.load import Connection, Unanswered, succeeded
from tests.house.sources import ROOT

START_SECONDS = 60
STOP_SECONDS = 20
# What the bot's answer to a kept command contains: the insight's number.
KEPT = b"INS-"


class CannotMeasure(Exception):
    """An app did not start or did not answer; the sentence shows the end of its log."""


@dataclass(frozen=True)
class App:
    """An app to measure.

    Attributes:
        name: as the table calls it.
        command: what starts it.
        env: its whole environment.
        database: its `postgresql://…`, empty when it keeps nothing.
        proof: what its answer to a kept command contains.
        slash: the command.
        count: the SQL that counts what was kept.
    """

    name: str
    command: tuple[str, ...]
    env: Mapping[str, str]
    database: str = ""
    proof: bytes = b""
    slash: str = "/insight"
    count: LiteralString = "SELECT count(*) FROM insights"

    @property
    def port(self) -> int:
        """Where it listens, on 127.0.0.1."""
        return int(self.env["PORT"])


@dataclass(frozen=True)
class Running:
    """A started app; `start_seconds` is the time from its launch to its first answer."""

    app: App
    pid: int
    start_seconds: float

    def memory(self) -> int:
        """Resident memory of gunicorn's worker in bytes, as Linux's /proc/PID/status counts it.

        Raises:
            CannotMeasure: there is not exactly one worker, or no /proc.
        """
        workers = []
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                said = status.read_text()
            except (FileNotFoundError, ProcessLookupError):
                continue
            if f"\nPPid:\t{self.pid}\n" in said:
                workers.append(said)
        resident = re.search(r"\nVmRSS:\s+(\d+) kB\n", "".join(workers))
        if len(workers) != 1 or resident is None:
            raise CannotMeasure(
                f"{self.app.name} has {len(workers)} workers in /proc, not one: measure on Linux."
            )
        return int(resident[1]) * 1024


def served(name: str, factory: str, env: Mapping[str, str], database: str = "") -> App:
    """A WSGI app under the gunicorn settings of `productops web`.

    Args:
        factory: the function that builds it, `bare:acks` for `tests.benchmarks.bare.acks`.
    """
    usual, settings = Config().settings, []
    for setting in _web().cfg.settings.values():
        if setting.name != "bind" and setting.get() != usual[setting.name].get():
            value = [] if setting.get() is True else [str(setting.get())]
            settings += [setting.cli[-1], *value]
    env = {**env, "PORT": _free_port(), "DATABASE_URL": database}
    bind = ("--bind", f"0.0.0.0:{env['PORT']}")
    target = f"tests.benchmarks.{factory}()"
    command = (sys.executable, "-m", "gunicorn", *settings, *bind, target)
    return App(name, command, env, database)


def _web() -> WebProcess:
    nowhere = Workspace(0, "", "", "", "", "")
    return WebProcess(Plan((), "", Clients("", "")), nowhere, 0)


def bot(name: str, env: Mapping[str, str], database: str) -> App:
    """The bot, as `productops web` starts it."""
    command = (str(Path(sys.executable).with_name("productops")), "web")
    env = {**env, "PORT": _free_port(), "DATABASE_URL": database}
    return App(name, command, env, database, proof=KEPT)


def environment(folder: Path) -> dict[str, str]:
    """What every app is given, and nothing of the caller's: `folder` is its home."""
    return {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(ROOT)}


@contextmanager
def started(app: App, folder: Path, request: bytes) -> Iterator[Running]:
    """Start an app, wait for its first answer, stop it in the end.

    Args:
        folder: where it runs and its log goes: a `.env` of the project is not read there.
        request: its first command.

    Raises:
        CannotMeasure: it ended, fell silent, or did not keep the command.
    """
    log = folder / f"{app.port}.log"
    began = clock.elapsed()
    with log.open("ab") as output:
        process = subprocess.Popen(
            app.command, cwd=folder, env=dict(app.env), stdout=output, stderr=output
        )
    try:
        answer = _first_answer(app, process, request)
        elapsed = clock.elapsed() - began
        if not succeeded(answer, app.proof):
            raise Unanswered(f"Its first answer was: {answer.decode('utf-8', 'replace')}")
        yield Running(app, process.pid, elapsed)
    except (Unanswered, OSError) as error:
        last = "\n".join(log.read_text("utf-8", "replace").splitlines()[-30:])
        raise CannotMeasure(f"{app.name}: {error}\nThe end of its log:\n{last}") from error
    finally:
        _stop(process)


def _first_answer(app: App, process: subprocess.Popen[bytes], request: bytes) -> bytes:
    began = clock.elapsed()
    while clock.elapsed() - began < START_SECONDS:
        try:
            with Connection(app.port) as connection:
                return connection.ask(request)
        except ConnectionRefusedError:
            with suppress(subprocess.TimeoutExpired):
                code = process.wait(0.005)
                raise Unanswered(f"It ended with code {code}.") from None
    raise Unanswered(f"It did not listen within {START_SECONDS} s.")


def _stop(process: subprocess.Popen[bytes]) -> None:
    process.terminate()
    try:
        process.wait(STOP_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])
