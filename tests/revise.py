"""`python -m tests.revise "decisions"`: writes the next migration from what the tables changed."""

import sys

from alembic import command

from bot.store import migrate
from handlers import FEATURES
from tests.database import create_database, temporary_postgres


def revise(what: str) -> None:
    """Write the migration that brings the newest schema to the tables' own.

    Args:
        what: a word or two for the file's name.
    """
    assert FEATURES, "importing the features maps every table"
    number = f"{int(migrate.newest()) + 1:04}"
    with temporary_postgres() as server:
        url = create_database(server.url, "revise")
        migrate.upgrade(url)
        command.revision(migrate.config(url), what, autogenerate=True, rev_id=number)


if __name__ == "__main__":
    revise(" ".join(sys.argv[1:]))
