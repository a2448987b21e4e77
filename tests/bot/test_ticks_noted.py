"""It is known when each tick last did its work, without a write a second."""

from datetime import datetime, timedelta

from freezegun import freeze_time
from sqlalchemy import text

from bot import schedule
from bot.feature import Tick
from bot.schedule import Ran
from bot.store import ticks
from bot.store.engine import Session, Store
from bot.store.workspaces import Workspace
from tests.conftest import join
from tests.moment import NOW

REAL = ["psycopg", "psycopg_pool", "sqlalchemy"]
NAME = "trial.due"


def does(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """A tick that works."""
    return 0


def breaks(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """A tick that fails in one workspace."""
    if workspace.slack_id == "T0LUMEN":
        raise ValueError("broken on purpose")
    return 0


def last(store: Store, workspace: Workspace) -> datetime | None:
    """When the tick last ran there."""
    with store.begin() as session:
        return ticks.last(session, workspace).get(NAME)


def run(store: Store, ran: Ran, at: datetime, due: object = does) -> None:
    """Run the tick at a moment."""
    with freeze_time(at, ignore=REAL):
        schedule.run(Tick(NAME, timedelta(seconds=1), due), store, ran)  # type: ignore[arg-type]


def test_a_tick_that_runs_every_second_is_written_down_once_a_minute(
    store: Store, workspace: Workspace
) -> None:
    ran = Ran()
    written = []
    for second in range(0, 130, 10):
        run(store, ran, NOW + timedelta(seconds=second))
        written.append(last(store, workspace))
    assert sorted({at for at in written if at}) == [
        NOW + timedelta(minutes=minutes) for minutes in (0, 1, 2)
    ]


def test_a_clock_that_is_turned_back_is_written_down(store: Store, workspace: Workspace) -> None:
    ran = Ran()
    run(store, ran, NOW)
    run(store, ran, NOW - timedelta(days=1))
    assert last(store, workspace) == NOW - timedelta(days=1)


def test_a_tick_that_fails_has_not_run_and_only_there(store: Store, workspace: Workspace) -> None:
    globex = join(store, "T0GLOBEX", "Globex")
    run(store, Ran(), NOW, breaks)
    assert last(store, workspace) is None
    assert last(store, globex) == NOW


def test_two_clocks_write_the_same_row_and_wait_for_nobody(
    store: Store, workspace: Workspace
) -> None:
    run(store, Ran(), NOW)
    run(store, Ran(), NOW + timedelta(seconds=1))
    with store.begin() as session:
        assert session.scalar(text("SELECT count(*) FROM ticks")) == 1
    assert last(store, workspace) == NOW + timedelta(seconds=1)
