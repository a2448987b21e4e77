"""Brings the database's schema up to date, and tells whether it is."""

from functools import cache
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.engine import Engine
from sqlalchemy.pool import NullPool

from bot.errors import CannotStart

MIGRATIONS = Path(__file__).parent / "migrations"
# Any number that nobody else locks: two releases that migrate at once wait for each other.
_LOCK = 7_205_151


class SchemaError(CannotStart):
    """A database's schema is not the one that this code needs; the sentence says what to do."""


def config(url: str) -> Config:
    """Alembic's configuration for a database; `url` is `postgresql+psycopg://…`."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS))
    settings.attributes["url"] = url
    return settings


def upgrade(url: str, revision: str = "head") -> None:
    """Migrate up, one process at a time.

    Args:
        url: `postgresql+psycopg://…`.
        revision: how far; the newest by default.
    """
    engine = create_engine(url, poolclass=NullPool)
    with engine.connect() as connection:
        connection.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": _LOCK})
        command.upgrade(config(url), revision)
    engine.dispose()


def downgrade(url: str, revision: str = "base") -> None:
    """Migrate down to `revision`."""
    command.downgrade(config(url), revision)


@cache
def newest() -> str:
    """The revision that this code needs."""
    head = ScriptDirectory(str(MIGRATIONS)).get_current_head()
    assert head, "there is at least one migration"
    return head


def current(engine: Engine) -> str | None:
    """The revision that a database is at; None when it was never migrated."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def require(engine: Engine) -> None:
    """Refuse a database that this code can't work with.

    Raises:
        SchemaError: its schema is another; the sentence says what to do.
    """
    found, needed = current(engine), newest()
    if found != needed:
        raise SchemaError(
            f"The schema is at {found or 'nothing'}, this code needs {needed}: run productops"
            " migrate."
        )
