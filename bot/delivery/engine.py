"""Runs jobs with Procrastinate: reads Slack outside, writes inside a transaction."""

import asyncio
import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import procrastinate
import structlog

from bot import clock
from bot.delivery import wake
from bot.delivery.postmen import Postmen
from bot.feature import Feature, Job
from bot.slack import Clients
from bot.store import workspaces
from bot.store.engine import Store
from bot.store.jobs import QUEUE

# Waits 3, 9, 27, 81, 243 and 729 s: a quarter of an hour for Slack to come back.
TRIES, WAIT = 6, 3
RETRY = procrastinate.RetryStrategy(max_attempts=TRIES, exponential_wait=WAIT)
# How long, in seconds, a job under way may go on after a stop was asked for.
GRACE = 8
# Jobs of a worker at once.
JOBS = 4
# How long, in seconds, a worker waits when its database is away.
PAUSE = 1
# How often, in seconds, whoever waits for a worker's end looks up.
LOOK = 0.5
# Seconds between two orders to break off.
AGAIN = 0.5

log = structlog.get_logger()


def run(job: Job, store: Store, clients: Clients, team: str, args: dict[str, str]) -> None:
    """Run one job: its read, if it has one, without a transaction, its write in one.

    Args:
        team: the Slack id of the workspace it is for.
        args: what its `read` gets.

    Raises:
        Exception: whatever `read` or `write` raised; the engine tries again later.
    """
    with store.begin() as session:
        workspace = workspaces.find(session, team)
    if workspace is None:
        log.warning("job for a workspace that is gone", job=job.name, workspace=team)
        return
    found = job.read(clients.client_for(workspace), args) if job.read else args
    if found is None:
        return
    with store.begin() as session:
        job.write(session, workspace, found, clock.now())


def app(
    features: Sequence[Feature], store: Store, clients: Clients, postmen: Postmen
) -> procrastinate.App:
    """The Procrastinate app that delivers and knows the features' jobs.

    Args:
        store: whose database the jobs are in.
        postmen: who deliver.
    """
    conninfo = store.engine.url.set(drivername="postgresql").render_as_string(hide_password=False)
    connector = procrastinate.PsycopgConnector(conninfo=conninfo, min_size=1, max_size=6)
    engine = procrastinate.App(connector=connector)
    engine.task(name=wake.DELIVER, queue=wake.QUEUE)(postmen.deliver)
    for feature in features:
        for job in feature.jobs:
            engine.task(name=job.name, queue=QUEUE, retry=RETRY)(_task(job, store, clients))
    return engine


def _task(job: Job, store: Store, clients: Clients) -> Callable[..., None]:
    def task(workspace: str, args: dict[str, Any]) -> None:
        run(job, store, clients, workspace, args)

    return task


class Worker:
    """Delivers and takes jobs in threads of its own, until it is stopped.

    Args:
        engine: from `app`.
        postmen: the app's, closed with the worker.
        concurrency: to how many workspaces it delivers at once; beside them it does `JOBS` jobs.
    """

    def __init__(self, engine: procrastinate.App, postmen: Postmen, concurrency: int) -> None:
        self._engine = engine
        self._postmen = postmen
        self._concurrency = concurrency
        self._loop = asyncio.new_event_loop()
        self._loop.set_default_executor(ThreadPoolExecutor(concurrency + JOBS, "job"))
        self._task: asyncio.Task[None] | None = None
        self._queues: tuple[asyncio.Task[None], ...] = ()
        self._thread = threading.Thread(target=self._run, name="worker")
        self._started = threading.Event()
        self._ending = threading.Event()
        self._ended = threading.Event()

    def start(self) -> None:
        """Begin to take jobs; returns once the worker is there."""
        self._thread.start()
        self._started.wait()

    def stop(self) -> None:
        """Finish the messages and jobs under way, within `GRACE` seconds, and end."""
        self._ending.set()
        self._postmen.stop()
        with suppress(RuntimeError):  # it ended by itself
            self._loop.call_soon_threadsafe(self._end)
        self._thread.join()
        self._postmen.close()

    def wait(self) -> None:
        """Return once it no longer takes jobs."""
        # Not the thread itself: a join that a signal breaks off takes the thread for ended. And not
        # for long: a signal that comes just before the wait is heard at its end.
        while not self._ended.wait(LOOK):
            pass

    def _end(self) -> None:
        assert self._task is not None
        self._task.cancel()
        # Its last words are for the database, and may wait long for a connection.
        self._loop.call_later(GRACE, self._break_off)

    def _break_off(self) -> None:
        for queue in self._queues:
            queue.cancel()
        # Procrastinate may take one for the end of something else, and wait on.
        self._loop.call_later(AGAIN, self._break_off)

    def _run(self) -> None:
        asyncio.set_event_loop(self._loop)
        self._task = self._loop.create_task(self._work())
        self._started.set()
        try:
            self._loop.run_until_complete(self._task)
        except asyncio.CancelledError:
            log.debug("worker stopped")
        finally:
            self._loop.run_until_complete(self._loop.shutdown_default_executor())
            self._loop.close()
            self._ended.set()

    async def _work(self) -> None:
        while True:
            try:
                await self._take_jobs()
            except Exception:
                log.exception("worker failed")
            # Without its database, Procrastinate answers the order to end with another error.
            if self._ending.is_set():
                return
            # Procrastinate gives up when the database goes away; jobs wait till it is back.
            await asyncio.sleep(PAUSE)

    async def _take_jobs(self) -> None:
        # A drain mostly waits for Slack's pace, up to 20 s: no job waits behind one.
        async with self._engine.open_async(), asyncio.TaskGroup() as both:
            delivery = both.create_task(self._take(wake.QUEUE, self._concurrency))
            jobs = both.create_task(self._take(QUEUE, JOBS))
            self._queues = (delivery, jobs)

    async def _take(self, queue: str, concurrency: int) -> None:
        await self._engine.run_worker_async(
            queues=[queue],
            concurrency=concurrency,
            fetch_job_polling_interval=1,
            install_signal_handlers=False,
            delete_jobs="successful",
            shutdown_graceful_timeout=GRACE,
        )
