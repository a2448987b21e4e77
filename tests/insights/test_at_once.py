"""Insights kept at the same moment: equal ones are one, others do not wait for each other."""

import threading
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from bot.errors import Refusal
from bot.store.engine import Session, Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights.capture import capture
from workflows.insights.details import Change, change
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, Origin
from workflows.insights.search import mine
from workflows.insights.undo import undo
from workflows.insights.widen import widen

HERE = Origin("C1")
SECOND = timedelta(seconds=1)
Act = Callable[[Session, Workspace, Person, Insight, datetime], object]


def completes(
    session: Session, workspace: Workspace, person: Person, kept: Insight, now: datetime
) -> None:
    """Someone saves an insight's details."""
    change(session, workspace, person, Change(kept.id, Fields("Globex"), None), now)


def widens(
    session: Session, workspace: Workspace, person: Person, kept: Insight, now: datetime
) -> None:
    """Someone shows an insight to everyone."""
    widen(session, workspace, person, kept.id, now)


def someone_waits(store: Store) -> bool:
    """Whether a transaction waits for another one's lock."""
    with store.begin() as session:
        waiting = session.connection().exec_driver_sql(
            "SELECT 1 FROM pg_stat_activity"
            " WHERE wait_event_type = 'Lock' AND datname = current_database()"
        )
        return waiting.first() is not None


def test_two_enters_at_the_same_moment_are_one_insight(
    store: Store, workspace: Workspace, lea: Person, now: datetime
) -> None:
    kept: list[Insight] = []
    start = threading.Barrier(4)

    def enter(after: timedelta) -> None:
        start.wait()
        with store.begin() as session:
            kept.append(capture(session, workspace, lea, "at once", HERE, now + after))

    threads = [threading.Thread(target=enter, args=(each * SECOND,)) for each in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(kept) == 4
    assert len(set(kept)) == 1
    with store.begin() as session:
        assert len(mine(session, workspace, lea).insights) == 1


def test_the_second_of_two_waits_for_the_first_and_is_the_same_insight(
    store: Store, workspace: Workspace, lea: Person, now: datetime
) -> None:
    second: list[Insight] = []

    def enter() -> None:
        with store.begin() as session:
            second.append(capture(session, workspace, lea, "at once", HERE, now + 3 * SECOND))

    thread = threading.Thread(target=enter)
    with store.begin() as session:
        capture(session, workspace, lea, "before", HERE, now)
        first = capture(session, workspace, lea, "at once", HERE, now)
        thread.start()
        while thread.is_alive() and not someone_waits(store):
            pass
    thread.join()
    assert second == [first]


def test_an_insight_does_not_wait_for_another_ones_commit(
    store: Store, workspace: Workspace, lea: Person, marc: Person, now: datetime
) -> None:
    with store.begin() as session:
        capture(session, workspace, lea, "the first number", HERE, now)
    with store.begin() as session, store.begin() as other:
        first = capture(session, workspace, lea, "not committed yet", HERE, now)
        other.execute(text("SET LOCAL lock_timeout = 1"))
        second = capture(other, workspace, marc, "kept meanwhile", HERE, now)
    assert (first.number, second.number) == (2, 3)


def test_two_at_once_begin_a_workspaces_numbers_together(
    store: Store, workspace: Workspace, lea: Person, marc: Person, now: datetime
) -> None:
    kept: list[Insight] = []

    def enter() -> None:
        with store.begin() as session:
            kept.append(capture(session, workspace, marc, "second", HERE, now))

    thread = threading.Thread(target=enter)
    with store.begin() as session:
        kept.append(capture(session, workspace, lea, "first", HERE, now))
        thread.start()
        while thread.is_alive() and not someone_waits(store):
            pass
    thread.join()
    assert [insight.number for insight in kept] == [1, 2]


@pytest.mark.parametrize("act", [completes, widens])
def test_what_is_done_to_an_insight_while_its_undo_commits_is_refused(
    store: Store, workspace: Workspace, lea: Person, now: datetime, act: Act
) -> None:
    refused: list[Refusal] = []

    def go_on() -> None:
        with store.begin() as session:
            try:
                act(session, workspace, lea, kept, now)
            except Refusal as refusal:
                refused.append(refusal)

    with store.begin() as session:
        kept = capture(session, workspace, lea, "Acme", Origin(private=True), now)
    thread = threading.Thread(target=go_on)
    with store.begin() as session:
        undo(session, workspace, lea, kept.id, now)
        thread.start()
        while thread.is_alive() and not someone_waits(store):
            pass
    thread.join()
    assert [refusal.words.values for refusal in refused] == [{"reference": "INS-1"}]
