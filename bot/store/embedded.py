"""PostgreSQL out of a wheel, for one process and one data folder: started, stopped, recovered."""

import atexit
import fcntl
import os
import pwd
import re
import shutil
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from bot.store.programs import EmbeddedError, account, binaries, execute, shared_folder

__all__ = ["Embedded", "EmbeddedError", "exists", "running", "serve"]

# A Unix socket's path has 104 bytes on macOS and 108 on Linux, the final NUL included
# (sys/un.h); ".s.PGSQL.5432.lock" comes on top. PostgreSQL splits the setting at commas.
PLAIN_PATH = re.compile(r"[A-Za-z0-9_./-]{1,84}")
START_SECONDS, STOP_SECONDS = 120, 30
# Statements of a server that was killed run to their end before its memory is free.
LEFTOVER_SECONDS = 20
# What is no data folder yet, or no longer.
DRAFT = "data.new"
Renewal = Callable[[], None] | None


class Embedded:
    """A running server that this process owns.

    Attributes:
        url: `postgresql://…`, the superuser's database on a private Unix socket.
    """

    def __init__(self, url: str, closing: ExitStack) -> None:
        self.url = url
        self._closing = closing
        self._owner = os.getpid()
        atexit.register(self.stop)

    def stop(self) -> None:
        """Stop PostgreSQL and wait until it is gone; again does nothing.

        Raises:
            EmbeddedError: PostgreSQL ignored the orders to stop.
        """
        # A forked child inherits the object and the exit hook, not the server.
        if os.getpid() == self._owner:
            atexit.unregister(self.stop)
            self._closing.close()

    def __enter__(self) -> "Embedded":
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def serve(
    data_dir: Path, *, max_connections: int = 100, durable: bool = True, afresh: Renewal = None
) -> Embedded:
    """Start PostgreSQL on a folder's data, made on first use; an orphan of a killed owner goes.

    Everything lives in `data_dir/postgres`. For root that is a link to a folder below /var/tmp,
    named after the data folder: PostgreSQL refuses to run as root, and another account may not
    enter root's own folders.

    Args:
        data_dir: the folder of the bot's data.
        max_connections: how many clients at once.
        durable: False trades safety against a power cut for speed (tests).
        afresh: called once what an earlier server kept there is out of the way, for good.

    Raises:
        EmbeddedError: another process owns the folder, or PostgreSQL doesn't start.
    """
    data_dir = data_dir.expanduser().resolve()
    try:
        runner = account()
        home = _home(data_dir)
        with ExitStack() as stack:
            stack.enter_context(_claim(home / "lock", data_dir))
            server = _Server(binaries(runner), home / "data", _run_folder(home), runner)
            server.stop()
            if afresh is not None:
                with suppress(FileNotFoundError):
                    server.data.rename(home / DRAFT)
                afresh()
            server.initialise(durable)
            stack.callback(server.stop)
            server.start(max_connections, durable)
            return Embedded(_url(server.run), stack.pop_all())
    except PermissionError as error:
        raise EmbeddedError(
            f"{error.filename or data_dir} is closed to this account: start as the account that"
            " owns it, or set PRODUCTOPS_DATA_DIR to another folder."
        ) from error


def exists(data_dir: Path) -> bool:
    """Whether a folder holds a server's data."""
    return (data_dir.expanduser() / "postgres" / "data").is_dir()


def running(data_dir: Path) -> str | None:
    """The `postgresql://…` of the server that some process runs on a folder's data, or None."""
    if not exists(data_dir):
        return None
    home = (data_dir.expanduser() / "postgres").resolve()
    server = _Server(Path(), home / "data", _run_folder(home), None)
    return None if server.stopped else _url(server.run)


@dataclass(frozen=True)
class _Server:
    """The programs, the folders, and the account (for root) of one server."""

    programs: Path
    data: Path
    run: Path
    runner: pwd.struct_passwd | None

    @property
    def stopped(self) -> bool:
        """Whether nothing serves this data."""
        return self._gone(self._postmaster())

    def initialise(self, durable: bool) -> None:
        """Make the data folder, whole or not at all: an interrupted first start leaves none."""
        self._folder(self.run)
        if self.data.exists():
            return
        fresh = self.data.with_name(DRAFT)
        shutil.rmtree(fresh, ignore_errors=True)
        self._folder(fresh)
        # The built-in locale sorts alike on every system and needs none installed.
        options = ["--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--locale=C"]
        options += ["--encoding=UTF8", "--username=postgres", "--auth=trust", "--no-instructions"]
        options += [] if durable else ["--no-sync"]
        self._order("initdb", "-D", str(fresh), *options)
        fresh.rename(self.data)

    def start(self, max_connections: int, durable: bool) -> None:
        """Start and wait until connections are accepted."""
        log = self.run / "log"
        if log.exists():
            log.replace(self.run / "log.before")
        settings = {
            "max_connections": str(max_connections),
            "listen_addresses": "''",
            "unix_socket_directories": str(self.run),
            "unix_socket_permissions": "0700",
            "timezone": "UTC",
            "log_timezone": "UTC",
            # What people typed stays out of the log.
            "log_error_verbosity": "terse",
            "log_min_error_statement": "panic",
        }
        if not durable:
            settings |= dict.fromkeys(("fsync", "synchronous_commit", "full_page_writes"), "off")
        options = " ".join(f"-c {name}={value}" for name, value in settings.items())
        order = ("start", "-w", "-t", str(START_SECONDS), "-D", str(self.data), "-l", str(log))
        for _ in range(LEFTOVER_SECONDS * 10):
            try:
                return self._order("pg_ctl", *order, "-o", options)
            except EmbeddedError as error:
                reason = _last_words(log) or str(error)
            if "shared memory block" not in reason:
                break
            time.sleep(0.1)
        raise EmbeddedError(f"PostgreSQL did not start; its log {log} says: {reason}")

    def stop(self) -> None:
        """Stop whatever serves this data, ours or an orphan, and clear what a dead one left."""
        pid = self._postmaster()
        for mode in ("fast", "immediate"):
            if self._gone(pid):
                break
            order = ("stop", "-w", "-t", str(STOP_SECONDS), "-D", str(self.data), "-m", mode)
            self._order("pg_ctl", *order, check=False)
        if not self._gone(pid, patience=5):
            raise EmbeddedError(f"PostgreSQL (process {pid}) does not stop: end it with kill -9.")
        if pid and _command_line(pid):
            # Someone else bears the dead server's number, for instance after a restart of the
            # machine: PostgreSQL would take it for its own and refuse to start.
            for left in (self.data / "postmaster.pid", *self.run.glob(".s.PGSQL.*")):
                left.unlink(missing_ok=True)

    def _postmaster(self) -> int | None:
        try:
            return int((self.data / "postmaster.pid").read_text().split()[0])
        except (FileNotFoundError, NotADirectoryError, IndexError, ValueError):
            return None

    def _gone(self, pid: int | None, patience: float = 0) -> bool:
        """Whether `pid` no longer is the server of this data, within `patience` seconds."""
        for _ in range(int(patience * 100)):
            if pid is None or f" {self.data} " not in _command_line(pid):
                return True
            time.sleep(0.01)
        return pid is None or f" {self.data} " not in _command_line(pid)

    def _folder(self, path: Path) -> None:
        path.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.runner:
            os.chown(path, self.runner.pw_uid, self.runner.pw_gid)

    def _order(self, program: str, *arguments: str, check: bool = True) -> None:
        done = execute([str(self.programs / program), *arguments], self.runner)
        if check and done.returncode:
            said = (done.stderr.strip() or done.stdout.strip()).splitlines()
            reason = said[-1] if said else f"code {done.returncode}"
            raise EmbeddedError(f"PostgreSQL's {program} failed in {self.data.parent}: {reason}")


def _url(run: Path) -> str:
    return f"postgresql://postgres@/postgres?host={run}"


def _last_words(log: Path) -> str:
    """Why PostgreSQL gave up, from its log; empty when it says nothing."""
    lines = log.read_text(errors="replace").splitlines() if log.exists() else []
    fatal = [line for line in lines if "FATAL" in line or "PANIC" in line]
    return (fatal or lines or [""])[-1]


def _command_line(pid: int) -> str:
    """A process's program and arguments, between spaces; of a dead or finished one nothing."""
    if not Path("/proc/self").exists():
        found = subprocess.run(
            ["ps", "-ww", "-o", "args=", "-p", str(pid)],
            capture_output=True,
            text=True,
            check=False,
        )
        return f" {found.stdout.strip()} "
    try:
        words = Path(f"/proc/{pid}/cmdline").read_bytes()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    return f" {os.fsdecode(words).replace(chr(0), ' ')} "


@contextmanager
def _claim(lock: Path, data_dir: Path) -> Iterator[None]:
    """Own the folder until the end, even an end by SIGKILL: the system frees the lock."""
    with lock.open("a+", encoding="utf-8") as file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            file.seek(0)
            raise EmbeddedError(
                f"Another process ({file.read()}) already runs the database of {data_dir}:"
                " stop it, or set PRODUCTOPS_DATA_DIR to another folder."
            ) from None
        file.truncate(0)
        file.write(str(os.getpid()))
        file.flush()
        yield


def _home(data_dir: Path) -> Path:
    """The folder of the data and the lock; root's is elsewhere, and `data_dir/postgres` a link."""
    data_dir.mkdir(parents=True, exist_ok=True)
    home = data_dir / "postgres"
    if os.geteuid():
        if home.is_symlink():
            raise EmbeddedError(f"{home} was made by root: start as root, or set another folder.")
        home.mkdir(mode=0o700, exist_ok=True)
        return home
    if home.is_dir() and not home.is_symlink():
        raise EmbeddedError(f"{home} was not made by root: start as the account that owns it.")
    with suppress(FileExistsError):
        home.symlink_to(_short(data_dir))
    # The link wins over the name, so that a folder that moves keeps its data.
    target = home.readlink()
    if target.parent != shared_folder():
        raise EmbeddedError(f"{home} is not a link of ours: remove it and start again.")
    target.mkdir(exist_ok=True)
    target.chmod(0o711)
    return target


def _run_folder(home: Path) -> Path:
    """The folder of the socket and the log: beside the data unless the path is too long."""
    if PLAIN_PATH.fullmatch(str(home / "run")):
        return home / "run"
    short = _short(home)
    short.mkdir(mode=0o711, exist_ok=True)
    return short / "run"


def _short(folder: Path) -> Path:
    """A short path, always the same for the same folder."""
    return shared_folder() / sha256(os.fsencode(folder)).hexdigest()[:12]
