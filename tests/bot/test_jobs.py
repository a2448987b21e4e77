"""Jobs read Slack, then write; one that fails runs again, one that is rolled back never runs."""

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import pytest
from slack_sdk import WebClient
from sqlalchemy import text

from bot.delivery import engine
from bot.delivery.engine import Worker
from bot.delivery.postmen import Postmen
from bot.delivery.rules import Rules
from bot.feature import Feature, Job
from bot.slack import Clients
from bot.store import drafts, jobs
from bot.store.drafts import Draft
from bot.store.engine import Session, Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from tests.waiting import SOON, becomes

NAME = "trial.write"
ELSEWHERE = Workspace(0, "T0GONE", "Gone", "https://gone.slack.com/", "U0BOT", "en")


@dataclass
class Trial:
    """A job that writes a draft, and breaks where it is told to.

    Args:
        person: whose draft it writes.
        reads_break, writes_break: how many of the first of them fail.
        held: what a read waits for.
    """

    person: Person
    reads_break: int = 0
    writes_break: int = 0
    held: threading.Event | None = None
    reads: list[str] = field(default_factory=list)
    writes: int = 0
    reading: threading.Event = field(default_factory=threading.Event)
    written: threading.Event = field(default_factory=threading.Event)

    def read(self, client: WebClient, args: Mapping[str, str]) -> str:
        """What the job asks Slack."""
        self.reads.append(args["word"])
        self.reading.set()
        if self.held is not None:
            assert self.held.wait(SOON)
        if len(self.reads) <= self.reads_break:
            raise OSError("Slack does not answer")
        return args["word"]

    def write(self, session: Session, workspace: Workspace, found: str, now: datetime) -> None:
        """What the job keeps."""
        self.writes += 1
        drafts.save(session, workspace, self.person, Draft("trial", found, {}), now)
        if self.writes <= self.writes_break:
            raise ValueError("broken on purpose")
        self.written.set()

    @property
    def feature(self) -> Feature:
        """The feature whose job this is."""
        return Feature("trial", jobs=(Job(NAME, self.read, self.write),))


@pytest.fixture
def clients(workspace: Workspace) -> Clients:
    """A token for the workspace."""
    return Clients("xoxb-1", "http://127.0.0.1:1/", workspace.slack_id)


@pytest.fixture
def trial(lea: Person) -> Trial:
    """A job that works."""
    return Trial(lea)


@contextmanager
def working(store: Store, clients: Clients, trial: Trial) -> Iterator[Worker]:
    """A worker that takes the trial's jobs."""
    postmen = Postmen(store, clients, Rules())
    worker = Worker(engine.app([trial.feature], store, clients, postmen), postmen, 4)
    worker.start()
    try:
        yield worker
    finally:
        worker.stop()


def work_off(store: Store, clients: Clients, trial: Trial) -> None:
    """Run the jobs whose time has come, and no more."""

    async def work() -> None:
        app = engine.app([trial.feature], store, clients, Postmen(store, clients, Rules()))
        async with app.open_async():
            await app.run_worker_async(
                wait=False, install_signal_handlers=False, delete_jobs="successful"
            )

    asyncio.run(work())


def ask(store: Store, workspace: Workspace, word: str = "word") -> None:
    """Ask for the trial's job."""
    with store.begin() as session:
        jobs.defer(session, workspace, NAME, word=word)


def waiting(store: Store) -> list[tuple[str, int, float | None]]:
    """The jobs that are kept: their status, attempts so far, and in how many seconds they run."""
    with store.begin() as session:
        rows = session.execute(
            text(
                "SELECT status::text, attempts,"
                " extract(epoch FROM scheduled_at - now())::float FROM procrastinate_jobs"
            )
        )
        return [(status, attempts, seconds) for status, attempts, seconds in rows]


def bring_forward(store: Store) -> None:
    """Let the jobs that wait for another attempt have it now."""
    with store.begin() as session:
        session.execute(
            text("UPDATE procrastinate_jobs SET scheduled_at = now() WHERE status = 'todo'")
        )


def kept(store: Store) -> list[str]:
    """What the jobs wrote, in committed rows."""
    with store.begin() as session:
        return list(session.scalars(text("SELECT key FROM drafts ORDER BY id")))


def rename(store: Store, table: str, name: str) -> None:
    """Take a table away from under the worker, or give it back."""
    with store.begin() as session:
        session.execute(text(f"ALTER TABLE {table} RENAME TO {name}"))


def test_a_job_reads_then_writes_and_is_gone(
    store: Store, workspace: Workspace, clients: Clients, trial: Trial
) -> None:
    with working(store, clients, trial):
        ask(store, workspace, "hello")
        assert trial.written.wait(SOON)
        becomes(lambda: not waiting(store), "the job is still there")
    assert trial.reads == kept(store) == ["hello"]


@pytest.mark.parametrize("breaks", ["reads_break", "writes_break"])
def test_a_job_that_failed_is_run_again_by_the_worker(
    store: Store, workspace: Workspace, clients: Clients, lea: Person, breaks: str
) -> None:
    trial = Trial(lea, **{breaks: 1})
    with working(store, clients, trial):
        ask(store, workspace)
        becomes(lambda: [one[:2] for one in waiting(store)] == [("todo", 1)], "it did not fail")
        assert kept(store) == []
        bring_forward(store)
        assert trial.written.wait(SOON)
        becomes(lambda: not waiting(store), "the job is still there")
    assert trial.reads == ["word", "word"]
    assert kept(store) == ["word"]


def test_a_job_that_goes_on_failing_waits_longer_each_time_and_is_left_as_failed(
    store: Store, workspace: Workspace, clients: Clients, lea: Person
) -> None:
    trial = Trial(lea, reads_break=100)
    ask(store, workspace)
    waits = []
    for attempt in range(1, 7):
        work_off(store, clients, trial)
        ((status, attempts, seconds),) = waiting(store)
        assert (status, attempts) == ("todo", attempt)
        assert seconds
        waits.append(seconds)
        work_off(store, clients, trial)
        assert len(trial.reads) == attempt, "it runs no sooner than it should"
        bring_forward(store)
    assert waits == pytest.approx([3, 9, 27, 81, 243, 729], abs=2.9)
    work_off(store, clients, trial)
    ((status, attempts, _),) = waiting(store)
    assert (status, attempts) == ("failed", 7)


def test_a_job_for_a_workspace_that_is_gone_is_logged_and_done_with(
    store: Store, clients: Clients, trial: Trial, caplog: pytest.LogCaptureFixture
) -> None:
    ask(store, ELSEWHERE)
    work_off(store, clients, trial)
    assert (trial.reads, waiting(store)) == ([], [])
    (line,) = [one.msg for one in caplog.records if "gone" in str(one.msg)]
    assert isinstance(line, dict)
    assert (line["job"], line["workspace"]) == (NAME, "T0GONE")


def test_a_job_never_uses_another_workspaces_token(
    store: Store, workspace: Workspace, clients: Clients, trial: Trial
) -> None:
    ask(store, workspace)
    work_off(store, Clients(clients.token, clients.base_url, "T0GLOBEX"), trial)
    assert trial.reads == []
    assert [one[:2] for one in waiting(store)] == [("todo", 1)]


def test_a_job_asked_for_in_a_transaction_that_is_rolled_back_never_runs(
    store: Store, workspace: Workspace, clients: Clients, trial: Trial
) -> None:
    session = store.session()
    jobs.defer(session, workspace, NAME, word="never")
    session.close()
    ask(store, workspace, "this one")
    work_off(store, clients, trial)
    assert trial.reads == ["this one"]


def test_a_worker_that_is_stopped_finishes_the_job_under_way_and_takes_no_other(
    store: Store, workspace: Workspace, clients: Clients, trial: Trial
) -> None:
    trial.held = threading.Event()
    with working(store, clients, trial) as worker:
        ask(store, workspace, "under way")
        assert trial.reading.wait(SOON)
        stopping = threading.Thread(target=worker.stop)
        stopping.start()
        trial.held.set()
        stopping.join(SOON)
        assert not stopping.is_alive()
        ask(store, workspace, "too late")
    assert kept(store) == ["under way"]
    assert [one[:2] for one in waiting(store)] == [("todo", 0)]


def test_a_worker_whose_database_fails_goes_on_once_it_is_back(
    store: Store,
    workspace: Workspace,
    clients: Clients,
    trial: Trial,
    caplog: pytest.LogCaptureFixture,
) -> None:
    with working(store, clients, trial):
        try:
            rename(store, "procrastinate_jobs", "away")
            becomes(lambda: "worker failed" in caplog.text, "nothing failed")
        finally:
            rename(store, "away", "procrastinate_jobs")
        ask(store, workspace)
        assert trial.written.wait(SOON)
    assert kept(store) == ["word"]


def test_a_job_that_asks_slack_nothing_writes_from_its_arguments_without_a_token(
    store: Store, workspace: Workspace, clients: Clients, trial: Trial
) -> None:
    def write(
        session: Session, workspace: Workspace, args: Mapping[str, str], now: datetime
    ) -> None:
        trial.write(session, workspace, args["word"], now)

    nobody = Clients("", clients.base_url, "T0GLOBEX")
    engine.run(Job(NAME, None, write), store, nobody, workspace.slack_id, {"word": "hello"})
    assert (trial.reads, kept(store)) == ([], ["hello"])
