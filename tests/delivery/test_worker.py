"""The engine: wake-ups, both queues, an orderly stop, dead workers and a database that goes."""

import signal
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace

import psycopg
import pytest
from psycopg import sql
from sqlalchemy import text
from sqlalchemy.engine import make_url

from bot import clock, processes
from bot.assembly import Bot, Plan
from bot.delivery import line, sweeping
from bot.message import Message
from bot.posts import Post
from bot.slack import Clients
from bot.store import jobs, people
from bot.store.engine import Session
from handlers import FEATURES
from tests.delivery.post_office import QUICK, PostOffice
from tests.waiting import becomes


@pytest.fixture
def bot(post_office: PostOffice, empty_database: str) -> Iterator[Bot]:
    """A bot in the post office's workspace."""
    playground = post_office.playground
    clients = Clients(playground.bot_token, playground.api_url)
    with ExitStack() as stack:
        yield processes.joined(Plan(FEATURES, empty_database, clients, rules=QUICK), stack)


def kill_connections(post_office: PostOffice, url: str) -> None:
    """End this database's connections, as a server that restarts does."""
    post_office.store.close()
    plain = make_url(url).set(drivername="postgresql").render_as_string(hide_password=False)
    with psycopg.connect(plain, autocommit=True) as admin:
        admin.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )


def test_a_worker_delivers_and_does_the_features_jobs(
    post_office: PostOffice, bot: Bot, general: str
) -> None:
    lea = post_office.as_("lea")
    worker = bot.worker(concurrency=1)
    worker.start()
    with post_office.store.begin() as session:
        people.meet(session, post_office.workspace, lea.id)
        jobs.defer(session, post_office.workspace, people.COMPLETE, person=lea.id)
    post_office.post(general, "Hello")
    lea.sees("Hello", channel="general")
    post_office.waits_until(lambda: post_office.calls("users.info") == 1, "The job did not run.")
    worker.stop()
    assert post_office.queued() == 0


def take_jobs(post_office: PostOffice) -> None:
    """Take every job away, as a worker that began them does."""
    with post_office.store.begin() as session:
        session.execute(text("DELETE FROM procrastinate_jobs"))


def sweep(post_office: PostOffice) -> None:
    """What the clock does every second."""
    with post_office.store.begin() as session:
        sweeping.wake_due(session, post_office.workspace, clock.now(), 1)


def test_who_is_woken_is_not_woken_again_nor_does_the_sweep_wake_who_is_at_work(
    post_office: PostOffice, general: str
) -> None:
    for number in range(3):
        post_office.post(general, f"{number}")
    assert post_office.queued() == 1
    take_jobs(post_office)
    with post_office.store.engine.connect() as own, Session(own) as other:
        assert line.lock(other, post_office.workspace)
        sweep(post_office)
        assert post_office.queued() == 0
        line.unlock(other, post_office.workspace)
    sweep(post_office)
    assert post_office.queued() == 1


def test_thousands_wake_a_postman_once(post_office: PostOffice, general: str) -> None:
    now = clock.now()
    post_office.put(*(Post(general, Message("all"), f"all:{n}") for n in range(5_000)), now=now)
    assert post_office.queued() == 1
    assert post_office.states() == {"waiting": 5_000}


def test_a_worker_that_stops_finishes_the_message_under_way_and_frees_the_lock(
    post_office: PostOffice, bot: Bot, general: str, product: str
) -> None:
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.4)
    worker = bot.worker()
    worker.start()
    post_office.post(general, "First", "first")
    post_office.waits_until(lambda: post_office.calls("chat.postMessage") == 1, "Nothing goes.")
    post_office.post(general, "Second", "second")
    began = clock.elapsed()
    worker.stop()
    assert clock.elapsed() - began < 10
    assert post_office.found("first").state == "sent"
    assert post_office.found("second").state == "waiting"
    post_office.deliver()
    assert post_office.said(general) == ["First", "Second"]


def test_a_worker_that_a_signal_stops_waiting_for_still_finishes_what_is_under_way(
    post_office: PostOffice, bot: Bot, general: str
) -> None:
    def end(number: int, frame: object) -> None:
        raise KeyboardInterrupt

    def interrupt() -> None:
        post_office.post(general, "First", "first")
        post_office.waits_until(lambda: post_office.calls("chat.postMessage") == 1, "Nothing goes.")
        signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGUSR1)

    post_office.playground.workspace.faults.slow("chat.postMessage", 0.4)
    worker = bot.worker()
    worker.start()
    before = signal.signal(signal.SIGUSR1, end)
    interrupting = threading.Thread(target=interrupt)
    interrupting.start()
    with pytest.raises(KeyboardInterrupt):
        worker.wait()
    worker.stop()
    signal.signal(signal.SIGUSR1, before)
    interrupting.join()
    assert post_office.found("first").state == "sent"


def test_a_drain_that_is_over_asks_for_another(post_office: PostOffice, general: str) -> None:
    for number in range(3):
        post_office.post(general, f"{number}")
    take_jobs(post_office)
    post_office.deliver(replace(QUICK, per_channel=1.0, drain=0.5))
    assert post_office.states()["waiting"] >= 1
    assert post_office.queued() == 1


def test_two_postmen_of_one_workspace_take_turns(
    post_office: PostOffice, general: str, product: str
) -> None:
    for number in range(40):
        post_office.post((general, product)[number % 2], f"{number}")
    team = post_office.workspace.slack_id
    both = [post_office.postmen(replace(QUICK, per_channel=0.002)) for _ in range(2)]
    threads = [threading.Thread(target=one.deliver, args=(team,)) for one in both]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert post_office.said(general) == [f"{number}" for number in range(0, 40, 2)]
    assert post_office.said(product) == [f"{number}" for number in range(1, 40, 2)]


def test_a_connection_that_is_killed_frees_the_lock_and_nothing_is_said_twice(
    post_office: PostOffice, general: str, empty_database: str
) -> None:
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.4)
    for number in range(3):
        post_office.post(general, f"{number}")
    postmen = post_office.postmen()
    team = post_office.workspace.slack_id
    thread = threading.Thread(target=postmen.deliver, args=(team,))
    thread.start()
    post_office.waits_until(lambda: post_office.calls("chat.postMessage") == 1, "Nothing goes.")
    kill_connections(post_office, empty_database)
    thread.join()
    assert post_office.said(general) == ["0", "1", "2"]
    assert post_office.calls("conversations.history") == 1


def test_a_worker_comes_back_after_the_database_went(
    post_office: PostOffice, bot: Bot, general: str, empty_database: str
) -> None:
    worker = bot.worker()
    worker.start()
    post_office.post(general, "Before")
    post_office.as_("lea").sees("Before")
    kill_connections(post_office, empty_database)
    post_office.post(general, "After")
    post_office.as_("lea").sees("After")
    worker.stop()


def test_a_worker_ends_although_the_database_is_away(post_office: PostOffice, bot: Bot) -> None:
    worker = bot.worker()
    worker.start()
    becomes(lambda: registered(post_office) == 2, "The worker did not come.")
    ending = threading.Thread(target=worker.stop, daemon=True)
    try:
        rename(post_office, "procrastinate_workers", "away")
        ending.start()
        ending.join(10)
        assert not ending.is_alive()
    finally:
        rename(post_office, "away", "procrastinate_workers")


def registered(post_office: PostOffice) -> int:
    """How many queues are worked at."""
    with post_office.store.begin() as session:
        return session.execute(text("SELECT count(*) FROM procrastinate_workers")).scalar_one()


def rename(post_office: PostOffice, before: str, after: str) -> None:
    """Rename a table, so that whoever asks for it meets an error."""
    with post_office.store.begin() as session:
        session.execute(text(f"ALTER TABLE {before} RENAME TO {after}"))


def test_a_worker_ends_in_time_although_nobody_can_connect(
    post_office: PostOffice, bot: Bot, empty_database: str
) -> None:
    worker = bot.worker()
    worker.start()
    becomes(lambda: registered(post_office) == 2, "The worker did not come.")
    with away(post_office, empty_database):
        ending = threading.Thread(target=worker.stop, daemon=True)
        ending.start()
        ending.join(10)
        assert not ending.is_alive()


@contextmanager
def away(post_office: PostOffice, url: str) -> Iterator[None]:
    """A database that ends every connection and takes none."""
    place = make_url(url)
    elsewhere = place.set(drivername="postgresql", database="postgres")
    change = sql.SQL("ALTER DATABASE {name} ALLOW_CONNECTIONS {open}")
    with psycopg.connect(elsewhere.render_as_string(), autocommit=True) as admin:
        names = {"name": sql.Identifier(place.database or "")}
        try:
            admin.execute(change.format(open=sql.Literal(False), **names))
            post_office.store.close()
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = %s",
                [place.database],
            )
            yield
        finally:
            admin.execute(change.format(open=sql.Literal(True), **names))
