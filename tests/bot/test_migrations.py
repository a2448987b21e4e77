"""Migrations and models give the same schema, and go down and up again with data in them."""

from importlib.resources import files
from pathlib import Path

import psycopg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import create_engine, text
from sqlalchemy.engine import make_url
from sqlalchemy.pool import NullPool

from bot.store import migrate
from handlers import FEATURES
from tests.database import create_database

REVISIONS = [step.revision for step in ScriptDirectory(str(migrate.MIGRATIONS)).walk_revisions()]


@pytest.fixture
def fresh(postgres: str, worker_id: str) -> str:
    """An empty database that no migration has touched."""
    return create_database(postgres, f"fresh_{worker_id}")


def test_migrations_and_models_give_the_same_schema(database_url: str) -> None:
    assert FEATURES, "importing the features maps every table"
    command.check(migrate.config(database_url))


def test_every_migration_goes_down_and_up_on_data(fresh: str) -> None:
    migrate.upgrade(fresh)
    fill_every_table(fresh)
    for revision in REVISIONS:
        migrate.downgrade(fresh, revision)
        migrate.downgrade(fresh, f"{revision}-1" if revision != REVISIONS[-1] else "base")
        migrate.upgrade(fresh, revision)
        fill_every_table(fresh)
    migrate.upgrade(fresh)
    command.check(migrate.config(fresh))


def test_insights_go_on_counting_through_their_migration(fresh: str) -> None:
    def number() -> int:
        with create_engine(fresh, poolclass=NullPool).begin() as connection:
            given = connection.execute(text("SELECT nextval('insight_numbers_7')"))
            return int(given.scalar_one())

    migrate.upgrade(fresh, "0002")
    with create_engine(fresh, poolclass=NullPool).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO workspaces (id, slack_id, name, url, bot_user, language)"
                " VALUES (7, 'T7', '', '', '', 'en')"
            )
        )
        connection.execute(text("INSERT INTO insight_numbers VALUES (7, 41)"))
    migrate.upgrade(fresh)
    migrate.downgrade(fresh, "0002")
    migrate.upgrade(fresh)
    assert number() == 42
    migrate.downgrade(fresh, "0002")
    migrate.upgrade(fresh)
    assert number() == 43


def test_the_private_channels_known_before_are_due_to_be_read_again(fresh: str) -> None:
    migrate.upgrade(fresh, "0003")
    fill_every_table(fresh)
    with create_engine(fresh, poolclass=NullPool).begin() as connection:
        connection.execute(
            text("INSERT INTO channel_members VALUES (1, 'y', 'U1'), (1, 'y', 'U2')")
        )
    migrate.upgrade(fresh)
    with create_engine(fresh, poolclass=NullPool).begin() as connection:
        due = text("SELECT channel FROM channels WHERE due <= now() ORDER BY channel")
        assert connection.scalars(due).all() == ["x", "y"]


def test_an_older_version_finds_no_page_that_it_would_post_as_a_message(fresh: str) -> None:
    migrate.upgrade(fresh)
    fill_every_table(fresh)
    with create_engine(fresh, poolclass=NullPool).begin() as connection:
        connection.execute(
            text(
                "INSERT INTO deliveries (id, workspace_id, key, kind, target, priority, body, due)"
                " OVERRIDING SYSTEM VALUE"
                " VALUES (2, 1, 'home.view:U1', 'home', 'U1', 25, '{}', now())"
            )
        )
    migrate.downgrade(fresh, "0012")
    with create_engine(fresh, poolclass=NullPool).begin() as connection:
        kinds = connection.scalars(text("SELECT kind FROM deliveries"))
        assert kinds.all() == ["x"]


def test_going_all_the_way_down_leaves_nothing_behind(fresh: str) -> None:
    migrate.upgrade(fresh)
    migrate.downgrade(fresh)
    with create_engine(fresh, poolclass=NullPool).connect() as connection:
        left = connection.scalars(
            text("SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace")
        ).all()
        functions = connection.scalars(
            text("SELECT proname FROM pg_proc WHERE pronamespace = 'public'::regnamespace")
        ).all()
    assert set(left) == {"alembic_version", "alembic_version_pkc"}
    assert not functions


def test_procrastinates_tables_are_those_of_the_installed_version() -> None:
    installed = files("procrastinate").joinpath("sql", "schema.sql").read_text()
    (ours,) = sorted(Path(migrate.MIGRATIONS).glob("procrastinate_*.sql"))[-1:]
    assert ours.read_text() == installed, "add a migration with Procrastinate's own steps"


def fill_every_table(url: str) -> None:
    """One row in every table of ours, values made up from the columns' types."""
    made_up = {
        "bigint": "1",
        "integer": "1",
        "smallint": "1",
        "numeric": "1",
        "text": "'x'",
        "boolean": "true",
        "jsonb": "'{}'",
        "date": "now()",
        "time without time zone": "'09:00'",
        "timestamp with time zone": "now()",
        "ARRAY": "'{}'",
        "tsvector": "''",
        "bytea": "''",
    }
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as connection:
        connection.execute("SET session_replication_role = replica")
        columns = connection.execute(
            "SELECT table_name, column_name, data_type FROM information_schema.columns"
            " WHERE table_schema = 'public' AND table_name NOT LIKE 'procrastinate%'"
            " AND table_name <> 'alembic_version' AND is_generated = 'NEVER'"
        ).fetchall()
        for table in {name for name, _, _ in columns}:
            mine = {column: made_up[kind] for name, column, kind in columns if name == table}
            names = ", ".join(f'"{column}"' for column in mine)
            connection.execute(
                f'INSERT INTO "{table}" ({names}) OVERRIDING SYSTEM VALUE'
                f" VALUES ({', '.join(mine.values())}) ON CONFLICT DO NOTHING"
            )
