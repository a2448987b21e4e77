"""Insights are kept for the months that Product Ops chose, and then nothing of them is left."""

from datetime import UTC, datetime, timedelta

import hypothesis
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from sqlalchemy import func, select, text, update

from bot.delivery import outbox
from bot.delivery.tables import DeliveryRow
from bot.errors import Refusal
from bot.message import Message
from bot.posts import Post
from bot.store.audit import AuditRow
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.insights import erasing, sharing
from tests.house.alikes import settle
from tests.moment import NOW
from workflows.insights import capture, linking, retention, settings, share
from workflows.insights.form import Fields
from workflows.insights.insight import Origin
from workflows.insights.share import Place
from workflows.insights.sorting_tables import DistinctionRow, InsightKeyRow
from workflows.insights.tables import InsightRow, ShareRow


def keeps(session: Session, workspace: Workspace, person: Person, words: str, at: datetime) -> int:
    """The id of an insight kept at a time."""
    return capture.keep(session, workspace, person, Fields(words), Origin(), at).id


def test_what_is_old_goes_with_all_that_hangs_on_it(
    session: Session, workspace: Workspace, lea: Person
) -> None:
    old = settle(session, workspace, lea, "")
    ancient = NOW - timedelta(days=800)
    session.execute(update(InsightRow).values(kept_at=ancient))
    new = [keeps(session, workspace, lea, f"Export {each}", NOW) for each in ("one", "two")]
    for each in new:
        linking.link(session, workspace, lea, each, old, NOW)
    session.add(
        InsightKeyRow(
            workspace_id=workspace.id, origin="feed:1", key="1", digest=1, insight_id=old, at=NOW
        )
    )
    told, made = share.share(session, workspace, lea, old, Place("C7"), NOW)
    outbox.put(session, workspace, [sharing.post_of(told, made)], NOW)
    assert erasing.forget(session, workspace, NOW, 100) == 0

    settings.keep_for(session, workspace, 24, NOW)
    assert retention.next_forgotten(session, workspace, ancient) is not None
    assert erasing.forget(session, workspace, NOW, 2) == 2
    assert erasing.forget(session, workspace, NOW, 2) == 1
    assert erasing.forget(session, workspace, NOW, 2) == 0
    left = session.execute(
        select(InsightRow.id, InsightRow.same_as_id).order_by(InsightRow.id)
    ).all()
    assert [tuple(row) for row in left] == [(new[0], None), (new[1], new[0])]
    for table in (ShareRow, DistinctionRow, InsightKeyRow):
        assert session.scalar(select(func.count()).select_from(table)) == 0
    said = session.scalars(select(DeliveryRow.body).where(DeliveryRow.target == "C7")).all()
    assert {body["text"] for body in said} == {f"*{told.reference}* was erased."}
    trail = session.execute(select(AuditRow.action, AuditRow.after).order_by(AuditRow.id)).all()
    assert [tuple(row) for row in trail] == [
        ("insights.settings", {"retention_months": 24}),
        ("insights.forgotten", {"insights": 2, "months": 24}),
        ("insights.forgotten", {"insights": 1, "months": 24}),
    ]


def test_a_message_to_their_author_tells_of_those_that_are_left(
    session: Session, workspace: Workspace, lea: Person
) -> None:
    ancient = NOW - timedelta(days=800)
    thread, first = (keeps(session, workspace, lea, f"Acme {each}", ancient) for each in "ab")
    second = keeps(session, workspace, lea, "Export", NOW)
    messages = {"insights.receipt:7:2026-03-03:1": (first, second), "insights.receipt:8": (thread,)}
    for receipt, told in messages.items():
        which = InsightRow.id.in_(told)
        session.execute(update(InsightRow).where(which).values(receipt=receipt))
        outbox.put(session, workspace, [Post(receipt, Message("Acme waits"), receipt)], NOW)
    settings.keep_for(session, workspace, 24, NOW)
    assert erasing.forget(session, workspace, NOW, 100) == 2
    (some,), (none,) = (
        {
            body["text"]
            for body in session.scalars(select(DeliveryRow.body).where(DeliveryRow.target == key))
        }
        for key in messages
    )
    assert "“Export”" in some
    assert "Acme" not in some
    assert none == "What was said here was erased."


@pytest.mark.parametrize(
    ("kept", "now", "count"),
    [
        (datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 2, 28, 9, tzinfo=UTC), 0),
        (datetime(2026, 1, 31, 9, tzinfo=UTC), datetime(2026, 2, 28, 9, 1, tzinfo=UTC), 1),
        (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 3, 31, tzinfo=UTC), 0),
    ],
)
def test_a_month_is_a_month_of_the_calendar(
    session: Session, workspace: Workspace, lea: Person, kept: datetime, now: datetime, count: int
) -> None:
    keeps(session, workspace, lea, "Export", kept)
    settings.keep_for(session, workspace, 1, kept)
    due = retention.next_forgotten(session, workspace, kept)
    assert due
    assert (due <= now) is bool(count)
    assert erasing.forget(session, workspace, now, 100) == count


@pytest.mark.parametrize("typed", ["0", "121", "-3", "two", "1.5", "9" * 5_000, "²"])
def test_what_is_no_number_of_months_is_said_so(typed: str) -> None:
    with pytest.raises(Refusal, match="number of months"):
        settings.months_in(typed)


@given(
    st.builds(datetime.fromtimestamp, st.integers(10**9, 2 * 10**9), st.just(UTC)),
    st.integers(settings.SHORTEST, settings.LONGEST),
)
@example(datetime(2024, 2, 29, 9, tzinfo=UTC), 12)
@example(datetime(2026, 1, 31, 9, tzinfo=UTC), 1)
@hypothesis.settings(
    max_examples=30, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture]
)
def test_months_are_added_as_the_database_does(
    session: Session, kept_at: datetime, months: int
) -> None:
    asked = text("SELECT CAST(:at AS timestamptz) + make_interval(months => :months)")
    found = session.scalar(asked, {"at": kept_at, "months": months})
    assert found == settings.erased_at(kept_at, months)


def test_months_are_read_as_typed() -> None:
    assert [settings.months_in(each) for each in ("24", " 1 ", "OFF", "")] == [24, 1, None, None]
