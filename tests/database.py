"""Real PostgreSQL for the tests: one server a run, one cloned database a worker, rows deleted."""

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import Engine, make_url

from bot.store.embedded import Embedded, serve
from bot.store.engine import open_store

TEMPLATE = "template_productops"
# Where xdist's controller keeps its server until the run ends.
SERVER = pytest.StashKey[tuple[Any, str]]()


@contextmanager
def temporary_postgres(max_connections: int = 300) -> Iterator[Embedded]:
    """A server on a fresh folder; both are gone at the end."""
    with tempfile.TemporaryDirectory(prefix="po-") as folder:
        try:
            with serve(Path(folder), max_connections=max_connections, durable=False) as server:
                yield server
        finally:
            forget(Path(folder))


def forget(data_dir: Path) -> None:
    """Delete a stopped server's data, which root keeps behind a link."""
    shutil.rmtree((data_dir / "postgres").resolve(), ignore_errors=True)


def create_database(server: str, name: str, template: str = "template1") -> str:
    """Create a database, replacing one of that name.

    Args:
        server: the server's `postgresql://…`.
        name: the new database's name.
        template: the database it is a copy of; nobody may be connected to it.

    Returns:
        The new database's `postgresql+psycopg://…`.
    """
    names = {"name": sql.Identifier(name), "template": sql.Identifier(template)}
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(sql.SQL("DROP DATABASE IF EXISTS {name} WITH (FORCE)").format(**names))
        connection.execute(
            sql.SQL("CREATE DATABASE {name} TEMPLATE {template} STRATEGY FILE_COPY").format(**names)
        )
    url = make_url(server).set(drivername="postgresql+psycopg", database=name)
    return url.render_as_string(hide_password=False)


class Emptying:
    """Empties every table but Alembic's, whatever the order of their foreign keys.

    Args:
        url: `postgresql+psycopg://…`, as the superuser.
    """

    def __init__(self, url: str) -> None:
        plain = make_url(url).set(drivername="postgresql")
        self._url = plain.render_as_string(hide_password=False)
        self._line: psycopg.Connection | None = None
        self._deletes = sql.Composed([])
        # Called when connections were broken off, to those that others keep as well.
        self.broken: Callable[[], None] = lambda: None

    def __call__(self) -> None:
        """Empty it now; a test may have broken the connection off."""
        try:
            self._open().execute(self._deletes, prepare=False)
        except psycopg.OperationalError:
            self.close()
            self.broken()
            self._open().execute(self._deletes, prepare=False)

    def close(self) -> None:
        """Close the connection."""
        if self._line is not None:
            self._line.close()
            self._line = None

    def _open(self) -> psycopg.Connection:
        if self._line is not None:
            return self._line
        # A test that left a transaction open fails the next one instead of stopping them all.
        waiting = "-c lock_timeout=20s"
        self._line = psycopg.connect(self._url, autocommit=True, options=waiting)
        tables = self._line.execute(
            "SELECT format('DELETE FROM %I.%I', schemaname, tablename) FROM pg_tables"
            " WHERE schemaname = 'public' AND tablename <> 'alembic_version'"
        ).fetchall()
        # The catalogue knows the tables whose classes no test has imported, Procrastinate's too;
        # a replica checks no foreign keys.
        self._line.execute("SET session_replication_role = replica")
        self._deletes = sql.SQL("; ").join([sql.SQL(delete) for (delete,) in tables])
        return self._line


def delete_rows(url: str) -> None:
    """Empty a database."""
    with closing(Emptying(url)) as empty:
        empty()


def _migrate_template(server: str) -> str:
    from bot.store.migrate import upgrade

    upgrade(create_database(server, TEMPLATE))
    return server


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Hand xdist's workers the server, which the controller starts once and outlives them with."""
    if SERVER not in node.config.stash:
        running = temporary_postgres()
        node.config.stash[SERVER] = (running, _migrate_template(running.__enter__().url))
    node.workerinput["postgres"] = node.config.stash[SERVER][1]


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop the controller's server: every worker has ended."""
    running, _ = config.stash.get(SERVER, (None, ""))
    if running is not None:
        del config.stash[SERVER]
        running.__exit__(None, None, None)


@pytest.fixture(scope="session")
def postgres(request: pytest.FixtureRequest) -> Iterator[str]:
    """The `postgresql://…` of the server that all workers share."""
    handed: dict[str, str] | None = getattr(request.config, "workerinput", None)
    if handed:
        yield handed["postgres"]
        return
    with temporary_postgres() as server:
        yield _migrate_template(server.url)


@pytest.fixture(scope="session")
def template_database(postgres: str) -> str:
    """The name of the migrated database that the others are copies of."""
    return TEMPLATE


@pytest.fixture(scope="session")
def database_url(postgres: str, template_database: str) -> str:
    """This worker's migrated database, `postgresql+psycopg://…`."""
    worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
    return create_database(postgres, f"test_{worker}", template_database)


@pytest.fixture(scope="session")
def empty(database_url: str) -> Iterator[Emptying]:
    """What empties this worker's database."""
    with closing(Emptying(database_url)) as opened:
        yield opened


@pytest.fixture(scope="session")
def connections(database_url: str, empty: Emptying) -> Iterator[Engine]:
    """Connections to this worker's database, kept from test to test.

    Each test takes an engine of its own with `execution_options`: what is known by engine, such as
    the words of its insights, is known of one test's rows.
    """
    engine = open_store(database_url, pool=5).engine
    empty.broken = engine.dispose
    yield engine
    engine.dispose()


@pytest.fixture
def empty_database(database_url: str, empty: Emptying) -> str:
    """This worker's database, without a row."""
    empty()
    return database_url
