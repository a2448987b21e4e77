"""`productops worker` as a process that is told to end, killed or paused."""

import signal
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import clock
from tests.delivery.post_office import PostOffice
from tests.program import PROGRAM, environment


@pytest.fixture
def worker_process(
    post_office: PostOffice, empty_database: str, tmp_path: Path
) -> Iterator[subprocess.Popen[str]]:
    """`productops worker` in a process of its own."""
    settings = {
        "SLACK_BOT_TOKEN": post_office.playground.bot_token,
        "SLACK_API_URL": post_office.playground.api_url,
        "DATABASE_URL": empty_database,
    }
    with subprocess.Popen(
        [*PROGRAM, "worker"],
        cwd=tmp_path,
        env=environment(tmp_path, **settings),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as process:
        assert process.stdout
        assert "takes jobs" in process.stdout.readline()
        yield process
        process.kill()


@pytest.mark.parametrize("order", [signal.SIGTERM, signal.SIGINT])
def test_a_process_told_to_end_finishes_the_message_under_way(
    post_office: PostOffice,
    worker_process: subprocess.Popen[str],
    general: str,
    order: signal.Signals,
) -> None:
    post_office.playground.workspace.faults.slow("chat.postMessage", 1.5)
    post_office.post(general, "First", "first")
    post_office.post(general, "Second", "second")
    post_office.waits_until(lambda: post_office.calls("chat.postMessage") == 1, "Nothing goes.")
    began = clock.elapsed()
    worker_process.send_signal(order)
    assert worker_process.wait(10) == 0
    assert clock.elapsed() - began < 10
    assert post_office.found("first").state == "sent"
    post_office.deliver()
    assert post_office.said(general) == ["First", "Second"]


def test_what_a_killed_process_had_under_way_is_looked_for_by_another(
    post_office: PostOffice, worker_process: subprocess.Popen[str], general: str
) -> None:
    post_office.playground.workspace.faults.slow("chat.postMessage", 5)
    post_office.post(general, "First", "first")
    post_office.post(general, "Second", "second")
    post_office.waits_until(lambda: post_office.calls("chat.postMessage") == 1, "Nothing goes.")
    worker_process.kill()
    worker_process.wait()
    assert post_office.found("first").state == "sending"

    def both_are_said() -> bool:
        # PostgreSQL may not have noticed yet that the process, and so its lock, is gone.
        post_office.deliver()
        return post_office.said(general) == ["First", "Second"]

    post_office.looks_until(both_are_said, "What was under way is not looked for.")
    assert post_office.calls("conversations.history") == 1


def test_a_paused_process_keeps_its_workspace_and_goes_on_where_it_was(
    post_office: PostOffice, worker_process: subprocess.Popen[str], general: str
) -> None:
    post_office.playground.workspace.faults.slow("chat.postMessage", 0.5)
    for number in range(3):
        post_office.post(general, f"{number}")
    post_office.waits_until(lambda: post_office.calls("chat.postMessage") == 1, "Nothing goes.")
    worker_process.send_signal(signal.SIGSTOP)
    post_office.deliver()
    assert post_office.said(general) == ["0"]
    worker_process.send_signal(signal.SIGCONT)
    post_office.as_("lea").sees("2", channel="general")
    assert post_office.said(general) == ["0", "1", "2"]
