"""Forms and support tools send insights over HTTP, each note once."""

import json
import urllib.request
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.error import HTTPError

import pytest
from freezegun import freeze_time
from sqlalchemy import func, select, update

from bot import clock, web
from bot.feature import Feature, Route
from bot.store.audit import AuditRow
from bot.store.engine import Store, open_store
from handlers import FEATURES
from handlers.insights.feeds import LONGEST
from tests.moment import NOW
from tests.office import Office, open_office
from tests.program import said
from workflows.insights import areas, feeds, settings
from workflows.insights.sorting_tables import AreaRow, FeedRow
from workflows.insights.tables import InsightRow

NOTE = {
    "text": "Invoices can't be exported",
    "customer": "Acme",
    "segment": "Enterprise",
    "kind": "user",
    "source": "support",
    "area": "checkout",
    "severity": "élevée",
    "tags": ["billing", "#export"],
    "at": "2026-03-01",
    "reference": "ZD-7",
}


class Sender:
    """Something that sends notes to the bot."""

    def __init__(self, office: Office, token: str) -> None:
        self.url = office.url.replace("/slack/events", "/api/insights")
        self.token = token

    def sends(
        self, note: object, method: str = "POST", **headers: str
    ) -> tuple[int, dict[str, Any], Mapping[str, str]]:
        """The status, the JSON and the headers of the answer."""
        body = note if isinstance(note, bytes) else json.dumps(note).encode()
        given = {"Authorization": f"Bearer {self.token}", "Content-Type": "application/json"}
        given |= {name.replace("_", "-"): value for name, value in headers.items()}
        request = urllib.request.Request(self.url, body, given, method=method)
        try:
            answer = urllib.request.urlopen(request, timeout=30)
        except HTTPError as error:
            answer = error
        with answer:
            return answer.status, json.loads(answer.read()), dict(answer.headers)


@pytest.fixture
def office(empty_database: str) -> Iterator[Office]:
    """The bot over HTTP."""
    with open_office(empty_database) as opened:
        opened.introduce("priya")
        yield opened


@pytest.fixture
def sender(office: Office) -> Sender:
    """A feed called Zendesk, whose insights are kept in Priya's name; there is one area."""
    priya = office.known(office.as_("priya"))
    assert priya
    with office.bot.store.begin() as session:
        areas.make_missing(session, office.bot.workspace, ("Checkout",), NOW)
        token = feeds.add(session, office.bot.workspace, priya, "Zendesk", NOW)
    return Sender(office, token)


def kept(office: Office) -> int:
    """How many insights there are."""
    with office.bot.store.begin() as session:
        return session.scalar(select(func.count()).select_from(InsightRow)) or 0


def test_a_note_is_kept_once_found_by_everyone_and_says_who_sent_it(
    office: Office, sender: Sender
) -> None:
    assert sender.sends(NOTE)[:2] == (201, {"reference": "INS-1", "new": True})
    # A tool that had no answer sends it again; another note says the same words.
    assert sender.sends(NOTE)[:2] == (200, {"reference": "INS-1", "new": False})
    assert sender.sends({"text": NOTE["text"]}, Idempotency_Key='"8"')[1]["reference"] == "INS-2"
    with office.bot.store.begin() as session:
        session.execute(update(AreaRow).values(closed_at=NOW))
    # However the area is called by now.
    assert sender.sends(NOTE)[0] == 200
    status, told, _ = sender.sends({**NOTE, "text": "Something else"})
    assert (status, told["status"]) == (409, 409)
    assert "INS-1 was kept by this key" in told["detail"]
    with office.bot.store.begin() as session:
        row = session.scalars(select(InsightRow).order_by(InsightRow.id)).first()
        assert row
        assert (row.kind, row.source, row.severity) == ("user", "support", "high")
        assert (row.tags, f"{row.kept_at:%Y-%m-%d}") == (["billing", "export"], "2026-03-01")
        assert row.area_id
    office.introduce("lea")
    lea = office.as_("lea")
    lea.types("/insight search customer:acme invoices")
    lea.sees("Invoices can't be exported")
    lea.types("/insight INS-1")
    lea.sees("Sent by: Zendesk")
    assert kept(office) == 2


def test_those_who_send_the_same_at_once_have_one_insight(office: Office, sender: Sender) -> None:
    with ThreadPoolExecutor(6) as threads:
        answers = list(threads.map(lambda _: sender.sends(NOTE)[:2], range(6)))
    assert sorted(status for status, _ in answers) == [200] * 5 + [201]
    assert {told["reference"] for _, told in answers} == {"INS-1"}


WRONG: dict[str, tuple[Any, dict[str, str], int, str]] = {
    "no token": (NOTE, {"Authorization": ""}, 401, "Authorization: Bearer"),
    "a wrong token": (NOTE, {"Authorization": "Bearer poi_x"}, 401, "no feed's"),
    "no JSON": (NOTE, {"Content_Type": "text/plain"}, 415, "Content-Type: application/json"),
    "broken JSON": (b"{", {}, 400, "no JSON"),
    "not UTF-8": (b'{"text": "\xe9"}', {}, 400, "no JSON"),
    "a list": ([NOTE], {}, 422, "one object"),
    "no name": ({"text": "Acme waits"}, {}, 422, "reference: Name the note"),
    "a long name": ({**NOTE, "reference": "x" * 201}, {}, 422, "reference: 200 characters"),
    "nothing said": ({**NOTE, "text": " "}, {}, 422, "text: There are no words"),
    "too much said": ({**NOTE, "text": "é" * 40_001}, {}, 422, "text: This is 40,001"),
    "a number": ({**NOTE, "customer": 7}, {}, 422, "customer: Text is meant here, not 7"),
    "a slip": ({**NOTE, "custmer": "Acme"}, {}, 422, "custmer: There is no such field. Did you"),
    "another field": ({**NOTE, "votes": "3"}, {}, 422, "votes: There is no such field; there are"),
    "a kind": ({**NOTE, "kind": "bug"}, {}, 422, "kind: “bug” is none of user, market"),
    "an area": (
        {**NOTE, "area": "chekout"},
        {},
        422,
        "area: There is no product area “chekout”.",
    ),
    "a date": ({**NOTE, "at": "tomorrow"}, {}, 422, "at: “tomorrow” is no date"),
    "a far date": ({**NOTE, "at": "2126-01-01"}, {}, 422, "at: “2126-01-01” is too long ago, or"),
    "a tag": ({**NOTE, "tags": ["a" * 51]}, {}, 422, "tags: A tag has 50"),
    "too long": (b" " * (LONGEST + 1), {}, 413, "exceeds"),
}


def test_what_cant_be_kept_is_told_why_and_nothing_is(office: Office, sender: Sender) -> None:
    for name, (note, headers, status, why) in WRONG.items():
        found, told, given = sender.sends(note, **headers)
        errors = [f"{each['field']}: {each['detail']}" for each in told.get("errors", ())]
        assert (found, told["status"]) == (status, status), name
        assert any(why in said for said in (told["detail"], *errors)), (name, told)
        assert given["Content-Type"] == "application/problem+json", name
    assert sender.sends(NOTE, method="PUT")[0] == 405
    with office.bot.store.begin() as session:
        settings.keep_for(session, office.bot.workspace, 12, clock.now())
    _, told, _ = sender.sends({**NOTE, "at": "2020-01-31"})
    assert told["errors"] == [
        {"field": "at", "detail": "It is older than the months for which insights are kept."}
    ]
    assert kept(office) == 0


def test_who_sends_too_much_is_told_when_to_go_on(office: Office, sender: Sender) -> None:
    with freeze_time(NOW, ignore=["psycopg", "psycopg_pool", "sqlalchemy"]) as moving:
        with office.bot.store.begin() as session:
            for _ in range(feeds.MOST):
                assert feeds.enter(session, office.bot.workspace, sender.token, NOW)
        moving.tick(timedelta(seconds=20))
        status, _, headers = sender.sends(NOTE)
        assert (status, headers["Retry-After"]) == (429, "40")
        moving.tick(timedelta(seconds=40))
        assert sender.sends(NOTE)[0] == 201


def test_where_the_database_is_away_it_is_to_be_sent_again(store: Store) -> None:
    away = open_store("postgresql+psycopg://nobody@127.0.0.1:9/nothing", pool=1)
    app = web.build(FEATURES, None, away, lambda: None)
    answer = app.test_client().post(
        "/api/insights", json=NOTE, headers={"Authorization": "Bearer poi_x"}
    )
    away.close()
    assert (answer.status_code, answer.headers["Retry-After"]) == (503, "30")


def test_a_door_that_breaks_says_under_which_reference_it_is_logged(
    store: Store, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(*_: object) -> None:
        raise ValueError("a slip of ours")

    feature = Feature("trial", routes=(Route("/api/trial", "GET", breaks, 10),))  # type: ignore[arg-type]
    answer = web.build((feature,), None, store, lambda: None).test_client().get("/api/trial")
    assert answer.status_code == 500
    said = answer.get_json()["detail"]
    assert "slip" not in said
    (line,) = [each.msg for each in caplog.records if isinstance(each.msg, dict)]
    assert line["reference"] in said


def test_feeds_are_added_listed_and_revoked_at_a_terminal(office: Office, tmp_path: Path) -> None:
    url = office.bot.store.engine.url.render_as_string(hide_password=False)

    def run(*words: str) -> tuple[str, str]:
        done = said(tmp_path, "insights", "feeds", *words, DATABASE_URL=url, COLUMNS="200")
        return done.stdout, done.stderr

    out, _ = run("add", "Zendesk", "--owner", "Priya Shah")
    token = next(line for line in out.splitlines() if line.startswith("poi_"))
    assert "already" in run("add", "zendesk", "--owner", "Priya Shah")[1]
    assert "Nobody here is called" in run("add", "Typeform", "--owner", "Nobody")[1]
    sender = Sender(office, token)
    assert sender.sends({**NOTE, "area": ""})[0] == 201
    listed = run("list")[0]
    assert "Zendesk" in listed
    assert "Priya Shah" in listed
    assert "is revoked" in run("revoke", "ZENDESK")[0]
    assert sender.sends(NOTE)[0] == 401
    assert "There is no feed yet" in run("revoke", "Zendesk")[1]
    with office.bot.store.begin() as session:
        hashes = session.scalars(select(FeedRow.token_hash)).all()
        trail = session.scalars(select(AuditRow.action).order_by(AuditRow.id)).all()
    assert token not in hashes
    assert [each for each in trail if "feed" in each] == [
        "insights.feed_added",
        "insights.feed_revoked",
    ]
