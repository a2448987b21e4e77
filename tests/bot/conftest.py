"""Where processes of the bot run."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.database import create_database, forget


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    """An empty folder; what an embedded PostgreSQL kept for it is deleted."""
    yield tmp_path
    forget(tmp_path / "data")


@pytest.fixture
def unmigrated(postgres: str) -> str:
    """A database without a table, `postgresql+psycopg://…`."""
    return create_database(postgres, f"new_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}")
