"""The embedded PostgreSQL: stopped for certain, and back after a kill."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest

from bot.store.embedded import EmbeddedError, exists, serve
from tests.database import forget

OWNER = """
import sys
from pathlib import Path
from bot.store.embedded import serve

server = serve(Path(sys.argv[1]), durable=False)
print(server.url, flush=True)
sys.stdin.read()
"""


@pytest.fixture
def data_dir() -> Iterator[Path]:
    with TemporaryDirectory(prefix="po-") as folder:
        yield Path(folder) / "data"
        forget(Path(folder) / "data")


@pytest.fixture
def other_owner(data_dir: Path) -> Iterator[subprocess.Popen[str]]:
    """Another process, which has the server up until its input ends."""
    with subprocess.Popen(
        [sys.executable, "-c", OWNER, str(data_dir)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout
        assert process.stdout.readline().startswith("postgresql://")
        yield process


def query(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement.encode())
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def processes(data_dir: Path) -> list[int]:
    """The processes that name the folder's data on their command line."""
    data = str((data_dir / "postgres").resolve() / "data")
    command = ["ps", "-eww", "-o", "pid=", "-o", "args="]
    listed = subprocess.run(command, capture_output=True, text=True, check=True)
    lines = [line.split(maxsplit=1) for line in listed.stdout.splitlines()]
    return [int(pid) for pid, args in lines if data in args]


def test_a_second_start_finds_the_same_data_and_no_process_is_left(data_dir: Path) -> None:
    with serve(data_dir, max_connections=33, durable=False) as server:
        query(server.url, "CREATE TABLE kept AS SELECT 'été' AS word")
        assert query(server.url, "SHOW max_connections") == "33"
        assert query(server.url, "SHOW fsync") == "off"
        assert query(server.url, "SHOW timezone") == "UTC"
        assert query(server.url, "SHOW server_encoding") == "UTF8"
        assert processes(data_dir)
    assert not processes(data_dir)

    with serve(data_dir) as server:
        assert query(server.url, "SELECT word FROM kept") == "été"
        assert query(server.url, "SHOW fsync") == "on"
        server.stop()
        assert not processes(data_dir)
        server.stop()


def test_a_start_after_the_owner_was_killed_takes_the_orphan_over(
    data_dir: Path, other_owner: subprocess.Popen[str]
) -> None:
    orphans = processes(data_dir)
    other_owner.kill()
    other_owner.wait()
    assert orphans
    assert processes(data_dir) == orphans

    with serve(data_dir, durable=False) as server:
        assert query(server.url, "SELECT 1") == 1
        assert not set(orphans) & set(processes(data_dir))
    assert not processes(data_dir)


def test_a_start_after_postgres_was_killed_ignores_whoever_bears_its_number_now(
    data_dir: Path,
) -> None:
    with serve(data_dir) as server:
        query(server.url, "CREATE TABLE kept AS SELECT 7 AS number")
        pid_file = (data_dir / "postgres").resolve() / "data" / "postmaster.pid"
        left = pid_file.read_text()
        os.kill(int(left.split()[0]), signal.SIGKILL)
    pid_file.write_text(left.replace(left.split()[0], str(os.getpid()), 1))

    with serve(data_dir, durable=False) as server:
        assert query(server.url, "SELECT number FROM kept") == 7


def test_a_second_process_is_told_who_has_the_folder(
    data_dir: Path, other_owner: subprocess.Popen[str]
) -> None:
    with pytest.raises(EmbeddedError) as refused:
        serve(data_dir)
    assert str(refused.value) == (
        f"Another process ({other_owner.pid}) already runs the database of {data_dir.resolve()}:"
        " stop it, or set PRODUCTOPS_DATA_DIR to another folder."
    )


def test_an_owner_that_ends_without_stopping_leaves_no_process(
    data_dir: Path, other_owner: subprocess.Popen[str]
) -> None:
    assert other_owner.stdin
    other_owner.stdin.close()
    assert other_owner.wait() == 0
    assert not processes(data_dir)


def test_a_long_path_with_odd_characters_works_and_no_parent_is_opened_up(data_dir: Path) -> None:
    private = data_dir / "l'été à la mer" / ("long" * 30)
    private.mkdir(parents=True)
    closed = [private, private.parent, data_dir]
    for folder in closed:
        folder.chmod(0o700)
    before = [folder.stat().st_mode for folder in private.parents]

    with serve(private, durable=False) as server:
        assert query(server.url, "SELECT 1") == 1
    assert [folder.stat().st_mode for folder in private.parents] == before
    forget(private)


def test_the_data_is_read_again_after_the_folder_moved(data_dir: Path) -> None:
    with serve(data_dir, durable=False) as server:
        query(server.url, "CREATE TABLE kept AS SELECT 7 AS number")
    moved = data_dir.rename(data_dir.with_name("moved"))
    with serve(moved, durable=False) as server:
        assert query(server.url, "SELECT number FROM kept") == 7
    forget(moved)


def test_a_failed_start_says_what_postgres_said_and_frees_the_folder(data_dir: Path) -> None:
    serve(data_dir, durable=False).stop()
    settings = (data_dir / "postgres").resolve() / "data" / "postgresql.conf"
    right = settings.read_text()
    settings.write_text(right + "shared_buffers = '1 elephant'\n")
    with pytest.raises(EmbeddedError, match="PostgreSQL did not start"):
        serve(data_dir, durable=False)

    settings.write_text(right)
    with serve(data_dir, durable=False) as server:
        assert query(server.url, "SELECT 1") == 1


def test_beginning_afresh_that_is_broken_off_leaves_nothing_of_before(data_dir: Path) -> None:
    def breaks_off() -> None:
        raise KeyboardInterrupt

    with serve(data_dir, durable=False) as server, psycopg.connect(server.url) as before:
        before.execute("CREATE TABLE kept ()")
    with pytest.raises(KeyboardInterrupt):
        serve(data_dir, durable=False, afresh=breaks_off)
    assert not exists(data_dir)
    with serve(data_dir, durable=False) as server, psycopg.connect(server.url) as after:
        assert after.execute("SELECT to_regclass('kept')").fetchone() == (None,)
