"""What Alembic runs: our tables, without those that Procrastinate owns."""

from alembic import context
from sqlalchemy import create_engine
from sqlalchemy.pool import NullPool

from bot.store.base import Base


def ours(name: str | None, kind: str, parents: object) -> bool:
    """Whether the drift check looks at a table."""
    return not (kind == "table" and name is not None and name.startswith("procrastinate_"))


def run() -> None:
    """Run the migrations asked for, each in a transaction of its own."""
    engine = create_engine(context.config.attributes["url"], poolclass=NullPool)
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=Base.metadata,
            include_name=ours,
            transaction_per_migration=True,
        )
        with context.begin_transaction():
            context.run_migrations()
    engine.dispose()


run()
