"""`productops outbox` as Product Ops meet it at a terminal."""

import re
import subprocess
import threading
from collections.abc import Callable
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console
from sqlalchemy import text

from bot.delivery.sweeping import HEARTBEAT
from bot.delivery.window import Window
from bot.message import Message
from bot.posts import Post
from bot.store import embedded, migrate
from bot.store.engine import normal
from tests.database import create_database, forget
from tests.delivery.post_office import PostOffice
from tests.program import said

Told = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def told(tmp_path: Path, empty_database: str) -> Told:
    """What `productops outbox` prints, its lines made one."""

    def outbox(*words: str) -> subprocess.CompletedProcess[str]:
        done = said(tmp_path, "outbox", *words, DATABASE_URL=empty_database, COLUMNS="200")
        assert "Traceback" not in done.stderr
        return done

    return outbox


def row(done: subprocess.CompletedProcess[str], word: str) -> list[str]:
    """The cells of the first table row that has this word."""
    line = next(line for line in done.stdout.splitlines() if word in line)
    return [cell.strip() for cell in re.split("[│┃]", line) if cell.strip()]


def fail_some(post_office: PostOffice) -> str:
    """Let a post and its reply fail, and leave one waiting."""
    private = post_office.channel("pricing-private")
    post_office.put(
        Post(private, Message("Parent"), "sample.parent"),
        Post(private, Message("Reply"), "sample.reply", under="sample.parent"),
    )
    post_office.deliver()
    post_office.post(post_office.channel("general"), "Waits", "sample.waits")
    return private


def test_it_says_what_waits_what_failed_and_why(post_office: PostOffice, told: Told) -> None:
    private = fail_some(post_office)
    done = told()
    assert done.returncode == 0, done.stderr
    _, waiting, under_way, later, failed, _ = row(done, "Small (T")
    assert (waiting, under_way, later, failed) == ("1", "0", "0", "2")
    count, code, words = row(done, "I don't see this channel.")
    assert (count, code) == ("1", "channel_not_found")
    assert "`/invite`" in words
    assert row(done, "sample.parent")[1:3] == [private, "channel_not_found"]
    assert "No worker is alive" in done.stdout


@pytest.mark.parametrize(
    "words", [("--resend", "sample.parent"), ("--resend-reason", "channel_not_found")]
)
def test_what_failed_is_sent_again_with_what_follows_it(
    post_office: PostOffice,
    told: Told,
    words: tuple[str, str],
) -> None:
    private = fail_some(post_office)
    post_office.as_("lea").invites_the_bot("pricing-private")
    assert "2 deliveries are on the way again." in told(*words).stdout
    post_office.deliver()
    assert post_office.said(private) == ["Parent", "Reply"]


def test_following_ends_when_nothing_waits(post_office: PostOffice, told: Told) -> None:
    post_office.post(post_office.channel("general"), "Hello")
    post_office.deliver()
    done = told("--follow")
    assert done.returncode == 0
    assert "Nothing waits any more." in done.stdout


def test_following_ends_where_slack_refuses_the_token(post_office: PostOffice, told: Told) -> None:
    with post_office.playground.workspace.change():
        post_office.playground.workspace.token_state = "token_revoked"
    post_office.post(post_office.channel("general"), "Hello")
    post_office.deliver()
    done = told("--follow")
    assert done.returncode == 0
    assert "Slack refuses the token (token_revoked) since " in done.stdout
    assert "next after " in done.stdout
    assert "1 waits till Slack takes the token again." in done.stdout


def test_following_says_when_no_worker_is_left(post_office: PostOffice) -> None:
    post_office.post(post_office.channel("general"), "Hello")
    with post_office.store.begin() as session:
        session.execute(
            text(
                "INSERT INTO procrastinate_workers (last_heartbeat)"
                " VALUES (now() - make_interval(secs => :ago))"
            ),
            {"ago": HEARTBEAT - 2},
        )
    shown = StringIO()
    window = Window(post_office.store, Console(file=shown, width=200))
    thread = threading.Thread(target=window.follow)
    thread.start()
    post_office.looks_until(lambda: "No worker is alive any more" in shown.getvalue(), "Nothing.")
    post_office.deliver()
    thread.join()
    assert "Nothing waits any more." in shown.getvalue()


def test_wrong_words_are_a_sentence_each(post_office: PostOffice, told: Told) -> None:
    for words, sentence in (
        (("--resend", "nothing"), "Nothing that failed has the key nothing: "),
        (("--resend-reason", "nothing"), "Nothing that failed has the reason nothing: "),
        (("--resend", "a", "--resend-reason", "b"), "Give --resend or --resend-reason, not both."),
        (("--workspace", "T0NONE"), "No workspace has the id T0NONE; there are: T"),
    ):
        done = told(*words)
        assert done.returncode == 1
        assert sentence in done.stderr


def test_a_refused_token_is_said(post_office: PostOffice, told: Told) -> None:
    with post_office.playground.workspace.change():
        post_office.playground.workspace.token_state = "token_revoked"
    post_office.post(post_office.channel("general"), "Hello")
    post_office.deliver()
    assert "Slack refuses the token (token_revoked) since " in told().stdout


def test_a_database_of_another_schema_or_none_at_all_is_a_sentence(
    tmp_path: Path, postgres: str, worker_id: str
) -> None:
    none = said(tmp_path, "outbox")
    assert none.returncode == 1
    assert "There is no database in " in none.stderr
    bare = create_database(postgres, f"bare_{worker_id}")
    other = said(tmp_path, "outbox", DATABASE_URL=bare)
    assert other.returncode == 1
    assert "run productops migrate." in other.stderr


def test_the_embedded_database_is_looked_at_whether_it_runs_or_not(tmp_path: Path) -> None:
    data = tmp_path / "data"
    try:
        with embedded.serve(data, durable=False) as server:
            migrate.upgrade(normal(server.url))
            running = said(tmp_path, "outbox")
            assert embedded.running(data) == server.url
        assert embedded.running(data) is None
        stopped = said(tmp_path, "outbox")
    finally:
        forget(data)
    for done in (running, stopped):
        assert done.returncode == 0, done.stderr
        assert "workspace" in done.stdout


def test_a_key_is_shown_as_it_is(post_office: PostOffice, told: Told) -> None:
    post_office.post(post_office.channel("pricing-private"), "x", "sample:[bold]key[/bold]")
    post_office.deliver()
    with post_office.store.begin() as session:
        assert session.scalar(text("SELECT count(*) FROM deliveries WHERE state = 'failed'")) == 1
    assert row(told(), "sample:")[0] == "sample:[bold]key[/bold]"
