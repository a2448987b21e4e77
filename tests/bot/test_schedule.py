"""Ticks run for every workspace, batch by batch, and on schedule."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from freezegun import freeze_time
from sqlalchemy import text

from bot import clock, schedule
from bot.feature import Feature, Tick
from bot.store import answers, drafts
from bot.store.drafts import Draft
from bot.store.engine import Session, Store, open_store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.conftest import join
from tests.moment import NOW
from tests.waiting import SOON

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
REAL = ["psycopg", "psycopg_pool", "sqlalchemy"]

# Apart, as the claims of the product are: in a subquery PostgreSQL may count to the limit twice.
_CLAIM = text("""
    WITH due AS MATERIALIZED (
        SELECT workspace_id, key FROM answers WHERE workspace_id = :workspace AND at <= :now
        ORDER BY key LIMIT :limit FOR UPDATE SKIP LOCKED
    )
    UPDATE answers SET at = :next,
        reply = jsonb_build_object('handled', (reply->>'handled')::int + 1)
    WHERE (workspace_id, key) IN (SELECT workspace_id, key FROM due)
""")


@dataclass(frozen=True)
class Call:
    """What a tick was called with, in which transaction, and what it handled."""

    workspace: str
    transaction: int
    now: datetime
    limit: int
    handled: int


@dataclass
class Trial:
    """A tick that claims what is due and moves it on a day; it breaks where it is told to.

    Args:
        breaks: the calls that fail after having written, by workspace and number from 1.
        meeting: where every call waits for another one, its claims still uncommitted.
    """

    breaks: set[tuple[str, int]] = field(default_factory=set)
    meeting: threading.Barrier | None = None
    calls: list[Call] = field(default_factory=list)
    begun: threading.Event = field(default_factory=threading.Event)
    again: threading.Event = field(default_factory=threading.Event)

    def due(self, session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
        """What the schedule calls."""
        connection = session.connection()
        ours = {"workspace": workspace.id, "now": now, "limit": limit}
        done = connection.execute(_CLAIM, {**ours, "next": now + timedelta(days=1)})
        transaction = connection.scalar(text("SELECT pg_current_xact_id()::text::bigint"))
        assert transaction
        self.calls.append(Call(workspace.slack_id, transaction, now, limit, done.rowcount))
        (self.again if self.begun.is_set() else self.begun).set()
        number = sum(call.workspace == workspace.slack_id for call in self.calls)
        if (workspace.slack_id, number) in self.breaks:
            raise ValueError("broken on purpose")
        if self.meeting is not None:
            self.meeting.wait(SOON)
        return done.rowcount

    def tick(self, every: timedelta = timedelta(hours=1)) -> Tick:
        """The tick."""
        return Tick("trial.due", every, self.due)

    def handled(self, workspace: Workspace) -> list[int]:
        """How many rows each batch of a workspace handled."""
        return [call.handled for call in self.calls if call.workspace == workspace.slack_id]


@pytest.fixture
def globex(store: Store, workspace: Workspace) -> Workspace:
    """A second workspace, younger than the first."""
    return join(store, "T0GLOBEX", "Globex")


def due(store: Store, workspace: Workspace, count: int, at: datetime = LONG_AGO) -> None:
    """Rows that are due in a workspace."""
    with store.begin() as session:
        session.execute(
            text(
                "INSERT INTO answers (workspace_id, key, reply, at)"
                " SELECT :workspace, 'trial:' || n, '{\"handled\": 0}', :at"
                " FROM generate_series(1, :count) n"
            ),
            {"workspace": workspace.id, "at": at, "count": count},
        )


def times_handled(store: Store, workspace: Workspace) -> dict[int, int]:
    """How many of a workspace's rows were handled how often, in committed rows."""
    with store.begin() as session:
        rows = session.execute(
            text(
                "SELECT (reply->>'handled')::int AS times, count(*) AS count FROM answers"
                " WHERE workspace_id = :workspace GROUP BY 1"
            ),
            {"workspace": workspace.id},
        )
        return {row.times: row.count for row in rows}


def failures(caplog: pytest.LogCaptureFixture) -> list[dict[str, Any]]:
    """The lines in the log that say what failed."""
    lines = [record.msg for record in caplog.records if isinstance(record.msg, dict)]
    return [line for line in lines if line["event"] == "tick failed"]


@contextmanager
def ticking(store: Store, *trials: Tick) -> Iterator[Any]:
    """A scheduler of these ticks, started; at its end every tick under way has ended."""
    background = schedule.scheduler([Feature("trial", ticks=trials)], store)
    background.start()
    try:
        yield background
    finally:
        background.shutdown()


def test_a_tick_handles_every_workspace_in_batches_each_in_its_own_transaction(
    store: Store, workspace: Workspace, globex: Workspace
) -> None:
    due(store, workspace, schedule.LIMIT + 1)
    due(store, globex, schedule.LIMIT)
    trial = Trial()
    with freeze_time(NOW, ignore=REAL):
        schedule.run(trial.tick(), store)
    assert trial.handled(workspace) == [schedule.LIMIT, 1]
    # A full batch may have left some: it is followed by another.
    assert trial.handled(globex) == [schedule.LIMIT, 0]
    assert len({call.transaction for call in trial.calls}) == 4
    assert {(call.now, call.limit) for call in trial.calls} == {(NOW, schedule.LIMIT)}
    assert times_handled(store, workspace) == {1: schedule.LIMIT + 1}
    assert times_handled(store, globex) == {1: schedule.LIMIT}


def test_one_workspaces_failure_is_logged_and_does_not_stop_the_others(
    store: Store, workspace: Workspace, globex: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    due(store, workspace, 3)
    due(store, globex, 3)
    schedule.run(Trial(breaks={(workspace.slack_id, 1)}).tick(), store)
    assert times_handled(store, workspace) == {0: 3}
    assert times_handled(store, globex) == {1: 3}
    (line,) = failures(caplog)
    assert (line["tick"], line["workspace"]) == ("trial.due", workspace.slack_id)
    assert "ValueError: broken on purpose" in line["exception"]


def test_a_batch_that_fails_is_undone_alone_and_comes_again_with_the_next_run(
    store: Store, workspace: Workspace
) -> None:
    due(store, workspace, schedule.LIMIT + 2)
    trial = Trial(breaks={(workspace.slack_id, 2)})
    schedule.run(trial.tick(), store)
    assert times_handled(store, workspace) == {1: schedule.LIMIT, 0: 2}
    schedule.run(trial.tick(), store)
    assert times_handled(store, workspace) == {1: schedule.LIMIT + 2}


def test_a_tick_runs_as_soon_as_the_schedule_starts(store: Store, workspace: Workspace) -> None:
    due(store, workspace, 1)
    trial = Trial()
    with ticking(store, trial.tick(timedelta(days=1))):
        assert trial.begun.wait(SOON)
    assert times_handled(store, workspace) == {1: 1}


def test_a_tick_that_failed_runs_again_after_its_interval(
    store: Store, workspace: Workspace, caplog: pytest.LogCaptureFixture
) -> None:
    due(store, workspace, 1)
    trial = Trial(breaks={(workspace.slack_id, 1)})
    with ticking(store, trial.tick(timedelta(seconds=1))):
        assert trial.again.wait(SOON)
    assert times_handled(store, workspace) == {1: 1}
    assert len(failures(caplog)) == 1


def test_a_database_that_does_not_answer_is_logged_and_the_tick_stays_on_schedule(
    database_url: str, caplog: pytest.LogCaptureFixture
) -> None:
    nowhere = open_store(f"{database_url}_that_is_not_there")
    trial = Trial()
    background = schedule.scheduler([Feature("trial", ticks=(trial.tick(),))], nowhere)
    background.start(paused=True)
    (job,) = background.get_jobs()
    job.func(*job.args)
    background.shutdown()
    nowhere.close()
    (line,) = failures(caplog)
    assert line["tick"] == "trial.due"
    assert not trial.calls


def test_a_tick_that_is_days_late_runs_once_and_goes_on_as_before(
    store: Store, workspace: Workspace
) -> None:
    trial = Trial()
    background = schedule.scheduler([Feature("trial", ticks=(trial.tick(),))], store)
    background.start(paused=True)
    (job,) = background.get_jobs()
    job.modify(next_run_time=clock.now() - timedelta(days=3, minutes=30))
    background.resume()
    assert trial.begun.wait(SOON)
    background.shutdown()
    assert trial.handled(workspace) == [0]


def test_the_schedule_has_every_tick_of_every_feature_once(store: Store) -> None:
    before = clock.now()
    background = schedule.scheduler(FEATURES, store)
    background.start(paused=True)
    jobs = {job.id: job for job in background.get_jobs()}
    background.shutdown()
    ticks = {tick.name: tick for feature in FEATURES for tick in feature.ticks}
    assert ticks
    assert jobs.keys() == ticks.keys()
    for name, job in jobs.items():
        assert job.trigger.interval == ticks[name].every
        # Late is better than never; late twice is once; never two at a time.
        assert (job.misfire_grace_time, job.coalesce, job.max_instances) == (None, True, 1)
        assert before <= job.next_run_time <= clock.now()


def test_two_schedules_at_once_handle_each_row_once(store: Store, workspace: Workspace) -> None:
    due(store, workspace, 2 * schedule.LIMIT)
    meeting = threading.Barrier(2)
    one, other = Trial(meeting=meeting), Trial(meeting=meeting)
    with ticking(store, one.tick()), ticking(store, other.tick()):
        assert one.begun.wait(SOON)
        assert other.begun.wait(SOON)
    assert one.handled(workspace) == other.handled(workspace) == [schedule.LIMIT, 0]
    assert times_handled(store, workspace) == {1: 2 * schedule.LIMIT}


@pytest.mark.parametrize("forget", [answers.forget, drafts.forget])
def test_two_schedules_at_once_forget_without_standing_in_each_others_way(
    store: Store, workspace: Workspace, lea: Person, forget: Callable[..., int]
) -> None:
    due(store, workspace, 5)
    with store.begin() as session:
        for each in range(5):
            drafts.save(session, workspace, lea, Draft("trial", f"trial:{each}", {}), LONG_AGO)
    with store.begin() as one, store.begin() as other:
        assert forget(one, workspace, NOW, 3) == 3
        # Neither waits for the other's lock, nor takes what the other has taken.
        assert forget(other, workspace, NOW, 3) == 2
    with store.begin() as session:
        assert forget(session, workspace, NOW, 3) == 0
