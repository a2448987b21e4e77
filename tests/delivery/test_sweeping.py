"""The clock's part: what is due, dead workers, old bodies."""

from datetime import timedelta

from sqlalchemy import text

from bot import clock
from bot.delivery import sweeping
from bot.message import Message
from bot.posts import Post
from bot.store import jobs, people
from tests.delivery.post_office import PostOffice


def test_the_sweep_wakes_a_postman_for_what_is_due_and_only_once(
    post_office: PostOffice, general: str
) -> None:
    now = clock.now()
    later = Post(general, Message("Later"), "later", due=now + timedelta(hours=1))
    post_office.put(later, now=now)
    for at, expected in ((now, 0), (now + timedelta(hours=2), 1), (now + timedelta(hours=2), 1)):
        with post_office.store.begin() as session:
            sweeping.wake_due(session, post_office.workspace, at, 500)
        assert post_office.queued() == expected


def test_what_is_not_due_yet_does_not_go(post_office: PostOffice, general: str) -> None:
    later = clock.now() + timedelta(hours=1)
    post_office.put(Post(general, Message("Later"), "later", due=later))
    post_office.deliver()
    assert post_office.said(general) == []


def test_a_job_of_a_worker_that_died_is_given_to_another(post_office: PostOffice) -> None:
    dead = text(
        "WITH worker AS (INSERT INTO procrastinate_workers (last_heartbeat)"
        " VALUES (now() - make_interval(secs => :ago)) RETURNING id)"
        " UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT id FROM worker)"
    )
    with post_office.store.begin() as session:
        jobs.defer(session, post_office.workspace, people.COMPLETE, person="U0LEA")
    for ago, retried in ((20, 0), (31, 1)):
        with post_office.store.begin() as session:
            session.execute(dead, {"ago": ago})
            stalled = sweeping.retry_stalled(session, post_office.workspace, clock.now(), 500)
            assert stalled == retried
    assert post_office.queued() == 1


def test_a_job_whose_worker_is_forgotten_is_given_to_another(post_office: PostOffice) -> None:
    with post_office.store.begin() as session:
        jobs.defer(session, post_office.workspace, people.COMPLETE, person="U0LEA")
        session.execute(text("UPDATE procrastinate_jobs SET status = 'doing'"))
        assert sweeping.retry_stalled(session, post_office.workspace, clock.now(), 500) == 1


def test_the_body_of_what_was_sent_is_erased_after_thirty_days(
    post_office: PostOffice, general: str
) -> None:
    post_office.post(general, "Gone by then", "sent")
    post_office.deliver()
    post_office.post(general, "Still to go", "waiting")
    for days, erased in ((29, 0), (31, 1), (31, 0)):
        with post_office.store.begin() as session:
            at = clock.now() + timedelta(days=days)
            assert sweeping.erase(session, post_office.workspace, at, 500) == erased
    assert post_office.row("sent").body == {}
    assert post_office.row("waiting").body["text"] == "Still to go"
