"""The bot's processes as a platform runs them: real programs, real signals, a real PostgreSQL."""

import json
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from sqlalchemy import text

from bot import clock, manifest
from bot.playground import Playground
from bot.store import jobs, migrate, people, workspaces
from bot.store.engine import Store
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.program import free_port, running
from tests.waiting import SOON, becomes

# Seconds within which a platform's SIGTERM is obeyed, a request under way finished.
GRACEFUL = 8
WAITS = text(
    "SELECT count(*) FROM pg_locks JOIN pg_database ON pg_database.oid = database"
    " WHERE datname = current_database() AND NOT granted"
)


@pytest.fixture
def playground() -> Iterator[Playground]:
    """Slack."""
    with Playground(manifest.build(FEATURES)) as opened:
        yield opened


@pytest.fixture
def port() -> int:
    """Where a process serves."""
    return free_port()


@pytest.fixture
def settings(playground: Playground, port: int) -> dict[str, str]:
    """What every process needs to know but its database."""
    return {
        "SLACK_BOT_TOKEN": playground.bot_token,
        "SLACK_SIGNING_SECRET": playground.signing_secret,
        "SLACK_API_URL": playground.api_url,
        "PORT": str(port),
    }


def asked(port: int, path: str, body: bytes | None = None) -> tuple[int, dict[str, Any]]:
    """The status and the answer of a path, to which a body is posted."""
    try:
        url = f"http://127.0.0.1:{port}{path}"
        with urllib.request.urlopen(url, data=body, timeout=SOON) as answer:
            return answer.status, json.load(answer)
    except HTTPError as error:
        return error.code, json.load(error)


def scalar(store: Store, query: str) -> Any:
    """What a query finds in committed rows."""
    with store.begin() as session:
        return session.scalar(text(query))


def test_web_starts_before_the_database_is_migrated_and_is_ready_after(
    folder: Path, playground: Playground, settings: dict[str, str], port: int, unmigrated: str
) -> None:
    lea = playground.as_("lea")
    playground.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    with running(folder, "web", **settings, DATABASE_URL=unmigrated) as web:
        web.says("Listening at")
        assert asked(port, "/healthz") == (200, {"ok": True})
        status, told = asked(port, "/readyz")
        assert (status, told["ok"]) == (503, False)
        assert "run `productops migrate`" in told["why"]
        lea.types("/insight Acme cannot export")
        assert "Acme cannot export" in lea.sees("Something went wrong on our side").text
        migrate.upgrade(unmigrated)
        assert asked(port, "/readyz") == (200, {"ok": True})
        lea.types("/insight Acme cannot export invoices")
        lea.sees("*INS-1* is kept.")
        # What failed before is in the log, with its reference.
        web.is_told_to_end()
        web.has_ended(tracebacks=True)


def test_web_finishes_the_request_under_way_when_it_is_told_to_end(
    folder: Path, playground: Playground, settings: dict[str, str], port: int, store: Store
) -> None:
    lea = playground.as_("lea")
    playground.deliver_to(f"http://127.0.0.1:{port}/slack/events")
    url = store.engine.url.render_as_string(hide_password=False)
    typing = threading.Thread(target=lea.types, args=("/insight Acme waits",))
    with running(folder, "web", **settings, DATABASE_URL=url) as web:
        web.says("Listening at")
        assert asked(port, "/readyz") == (200, {"ok": True})
        with store.begin() as session:
            session.execute(text("LOCK TABLE insights IN EXCLUSIVE MODE"))
            typing.start()
            becomes(lambda: session.scalar(WAITS), "the command does not wait")
            web.is_told_to_end()
            web.says("Handling signal: term")
        began = clock.elapsed()
        typing.join(SOON)
        lea.sees("*INS-1* is kept.")
        web.has_ended()
        assert clock.elapsed() - began < GRACEFUL
    assert scalar(store, "SELECT words FROM insights") == "Acme waits"


def test_run_is_everything_in_one_process_and_leaves_none_behind(
    folder: Path, playground: Playground, settings: dict[str, str], port: int
) -> None:
    lea, camille = playground.as_("lea"), playground.as_("camille")
    with running(folder, "run", **settings, SLACK_APP_TOKEN=playground.app_token) as bot:
        bot.says(f"The bot listens (Socket Mode and HTTP, port {port})")
        lea.types("/insight Acme waits")
        lea.sees("*INS-1* is kept.")
        playground.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        lea.types("/insight list")
        lea.sees("Acme waits")
        assert asked(port, "/readyz") == (200, {"ok": True})
        # A job asks Slack for her language.
        becomes(lambda: "Un insight" in camille.types("/insight aide").text, "no job runs")
        bot.ends()


def test_run_without_a_signing_secret_lets_nobody_in_over_http(
    folder: Path, playground: Playground, settings: dict[str, str], port: int
) -> None:
    settings = settings | {"SLACK_SIGNING_SECRET": "", "SLACK_APP_TOKEN": playground.app_token}
    lea = playground.as_("lea")
    with running(folder, "run", **settings) as bot:
        bot.says("The bot listens")
        status, told = asked(port, "/slack/events", b"command=/insight&text=hello")
        assert (status, told["ok"]) == (401, False)
        assert "SLACK_SIGNING_SECRET" in told["why"]
        lea.types("/insight Acme waits")
        lea.sees("*INS-1* is kept.")
        bot.ends()


def test_a_worker_takes_jobs_until_it_is_told_to_end(
    folder: Path, playground: Playground, settings: dict[str, str], store: Store
) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    camille = playground.as_("camille")
    with running(folder, "worker", **settings, DATABASE_URL=url) as worker:
        worker.says("The worker takes jobs")
        with store.begin() as session:
            (workspace,) = workspaces.every(session)
            people.meet(session, workspace, camille.id)
            jobs.defer(session, workspace, people.COMPLETE, person=camille.id)
        becomes(lambda: not scalar(store, "SELECT count(*) FROM procrastinate_jobs"), "no job runs")
        worker.ends()
    assert scalar(store, "SELECT language FROM people WHERE completed_at IS NOT NULL") == "fr"


def test_a_clock_ticks_until_it_is_told_to_end(
    folder: Path, settings: dict[str, str], store: Store, workspace: Workspace
) -> None:
    url = store.engine.url.render_as_string(hide_password=False)
    old = "INSERT INTO answers (workspace_id, key, reply, at) VALUES (:id, 'old', '{}', '2020-1-1')"
    with store.begin() as session:
        session.execute(text(old), {"id": workspace.id})
    with running(folder, "clock", **settings, DATABASE_URL=url) as ticking:
        ticking.says("The clock ticks")
        becomes(lambda: not scalar(store, "SELECT count(*) FROM answers"), "nothing ticks")
        ticking.ends()
