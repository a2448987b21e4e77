"""Opens the database, with the time-outs of the door it is opened for."""

from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, create_engine, event
from sqlalchemy.orm import Session as Session
from sqlalchemy.orm import sessionmaker


@dataclass(frozen=True)
class Patience:
    """How long a statement may wait for a lock, and run, in milliseconds."""

    lock: int
    statement: int


# Slack gives a listener 3 s; work behind the scenes may wait.
LISTENER = Patience(lock=1_000, statement=2_000)
BACKGROUND = Patience(lock=10_000, statement=120_000)


class Store:
    """One database, opened for one kind of door."""

    def __init__(self, engine: Engine, info: Mapping[str, Any]) -> None:
        self.engine = engine
        self._sessions = sessionmaker(
            engine, expire_on_commit=False, info=dict(info), autoflush=False
        )

    @contextmanager
    def begin(self) -> Iterator[Session]:
        """A session in a transaction: committed at the end, rolled back on any error."""
        with self._sessions.begin() as session:
            yield session

    def session(self) -> Session:
        """A session whose transaction the caller, an entry point, ends itself."""
        return self._sessions()

    def after_commit(self, tell: Callable[[Mapping[Any, Any]], None]) -> None:
        """Call `tell` with the session's `info` after each of its commits."""
        event.listen(self._sessions, "after_commit", lambda session: tell(session.info))

    def close(self) -> None:
        """Close every pooled connection."""
        self.engine.dispose()


# What a feature's verb gets on the command line: opens a session in a transaction.
Opened = Callable[[], AbstractContextManager[Session]]


def open_store(
    url: str,
    patience: Patience = BACKGROUND,
    info: Mapping[str, Any] | None = None,
    pool: int = 10,
) -> Store:
    """Open a database.

    Args:
        url: `postgresql+psycopg://…`.
        patience: the time-outs of every statement on these connections.
        info: what its sessions know of the features, by the name of who asks.
        pool: connections kept open; as many again may be opened under load.
    """
    options = {
        "timezone": "UTC",
        "lock_timeout": str(patience.lock),
        "statement_timeout": str(patience.statement),
    }
    engine = create_engine(
        url,
        pool_size=pool,
        max_overflow=pool,
        pool_timeout=2,
        # What people typed stands in them, and an error is logged whole.
        hide_parameters=True,
        connect_args=connect_args(options),
    )
    return Store(engine, info or {})


def normal(url: str) -> str:
    """A PostgreSQL address, `postgres://…` or `postgresql://…`, as SQLAlchemy wants it."""
    return f"postgresql+psycopg://{url.partition('://')[2]}"


def connect_args(options: Mapping[str, str]) -> dict[str, object]:
    """libpq's arguments: server settings, and a connect time-out of 2 s."""
    return {
        "options": " ".join(f"-c {name}={value}" for name, value in options.items()),
        "connect_timeout": 2,
    }
