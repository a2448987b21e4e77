"""Who has an App Home, and when it is drawn: once for a burst, and never without a change."""

import threading
from typing import Any

import pytest
from sqlalchemy import text

from bot.posts import Priority
from bot.store import homes
from bot.store.engine import Session, Store
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.home import jobs, listeners
from tests.moment import NOW
from tests.waiting import SOON


def asked(session: Session) -> list[tuple[str, float | None]]:
    """Whose pages are to be drawn, and the seconds until then."""
    rows = session.execute(
        text(
            "SELECT args -> 'args' ->> 'person', extract(epoch FROM scheduled_at - now())::float"
            " FROM procrastinate_jobs WHERE task_name = 'home.draw' AND status = 'todo' ORDER BY id"
        )
    )
    return [(person, wait) for person, wait in rows]


def pages(session: Session) -> dict[str, Any]:
    """The pages in the outbox, by person."""
    rows = session.execute(text("SELECT target, body FROM deliveries WHERE kind = 'home'"))
    return dict(tuple(row) for row in rows)


@pytest.fixture
def opened(store: Store, workspace: Workspace, lea: Person) -> Person:
    """Léa, who has opened her App Home; it was drawn."""
    with store.begin() as session:
        homes.opened(session, workspace, lea, NOW)
    with store.begin() as session:
        draw(session, workspace, lea)
    return lea


def draw(session: Session, workspace: Workspace, person: Person) -> None:
    """The job."""
    jobs.draw(session, workspace, {"person": str(person.id)}, NOW)


def test_who_opens_their_home_has_one_and_it_is_drawn_at_once(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> None:
    listeners.opened(session, workspace, marc, {"tab": "messages"}, NOW)
    homes.touch(session, workspace, [lea, marc])
    assert asked(session) == []
    listeners.opened(session, workspace, lea, {"tab": "home"}, NOW)
    listeners.opened(session, workspace, lea, {"tab": "home"}, NOW)
    assert asked(session) == [(str(lea.id), None)] * 2
    draw(session, workspace, lea)
    assert asked(session) == []
    assert pages(session).keys() == {lea.slack_id}
    draw(session, workspace, marc)
    assert pages(session).keys() == {lea.slack_id}


def test_a_burst_of_changes_is_drawn_once_a_second_later(
    session: Session, workspace: Workspace, opened: Person, marc: Person
) -> None:
    for _ in range(5):
        homes.touch(session, workspace, [opened.id, marc])
    waits = [wait for _, wait in asked(session)]
    assert waits == pytest.approx([homes.TOGETHER] * 5, abs=0.1)
    draw(session, workspace, opened)
    assert asked(session) == []


def test_everyone_who_has_a_home_is_drawn_when_it_concerns_all(
    session: Session, workspace: Workspace, opened: Person, marc: Person
) -> None:
    homes.opened(session, workspace, marc, NOW)
    draw(session, workspace, marc)
    homes.touch_all(session, workspace)
    assert [person for person, _ in asked(session)] == [str(opened.id), str(marc.id)]


def test_a_change_that_commits_while_its_page_is_drawn_is_drawn_after_it(
    store: Store, workspace: Workspace, opened: Person
) -> None:
    with store.begin() as changing:
        homes.touch(changing, workspace, [opened])
        # It is not there yet for the job that draws just now, and nobody waits for it.
        with store.begin() as session:
            draw(session, workspace, opened)
    with store.begin() as session:
        assert [person for person, _ in asked(session)] == [str(opened.id)]


def test_what_changes_waits_for_no_drawing(
    store: Store, workspace: Workspace, opened: Person
) -> None:
    with store.begin() as drawing:
        homes.take(drawing, workspace, opened.id)
        with store.begin() as session:
            session.execute(text("SET LOCAL lock_timeout = '100ms'"))
            homes.touch(session, workspace, [opened])
            homes.opened(session, workspace, opened, NOW)


def test_two_drawings_of_one_page_follow_each_other(
    store: Store, workspace: Workspace, opened: Person
) -> None:
    order: list[str] = []

    def second() -> None:
        with store.begin() as session:
            homes.take(session, workspace, opened.id)
            order.append("second")

    thread = threading.Thread(target=second)
    with store.begin() as session:
        homes.take(session, workspace, opened.id)
        thread.start()
        waits_for_a_lock(store)
        order.append("first")
    thread.join(SOON)
    assert order == ["first", "second"]


def test_a_page_shows_what_the_workspace_is_by_then(
    store: Store, workspace: Workspace, opened: Person
) -> None:
    with store.begin() as session:
        session.execute(text("UPDATE workspaces SET weekly_ceiling = 3"))
    with store.begin() as session:
        draw(session, workspace, opened)
        assert "3 messages" in str(pages(session)[opened.slack_id])


def test_who_has_left_is_not_drawn(session: Session, workspace: Workspace, opened: Person) -> None:
    session.execute(text("DELETE FROM deliveries"))
    session.execute(text("UPDATE people SET active = false"))
    draw(session, workspace, opened)
    assert pages(session) == {}


def test_nobody_is_asked_for_where_nobody_is_concerned(
    session: Session, workspace: Workspace, opened: Person
) -> None:
    homes.touch(session, workspace, [])
    assert asked(session) == []


def waits_for_a_lock(store: Store) -> None:
    """Wait until some transaction waits for another."""
    waiting = text("SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted)")
    nap = threading.Event()
    for _ in range(SOON * 100):
        with store.begin() as session:
            if session.scalar(waiting):
                return
        nap.wait(0.01)
    raise AssertionError("Nobody waits.")


def test_a_page_that_its_person_waits_for_passes_the_others(
    session: Session, workspace: Workspace, opened: Person, marc: Person
) -> None:
    def priority() -> int:
        query = text("SELECT priority FROM deliveries WHERE kind = 'home'")
        return int(session.execute(query).scalar_one())

    session.execute(text("DELETE FROM deliveries"))
    homes.touch(session, workspace, [opened])
    draw(session, workspace, opened)
    assert priority() == Priority.REDRAWN
    homes.touch(session, workspace, [opened])
    homes.touch(session, workspace, [opened], wait=0)
    draw(session, workspace, opened)
    assert priority() == Priority.HOME
