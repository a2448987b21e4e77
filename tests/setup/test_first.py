"""Where nobody is Product Ops, the first admin of Slack who opens App Home becomes it."""

import threading
from typing import Any

import pytest
from sqlalchemy import update

from bot.store import homes, people, workspaces
from bot.store.engine import Session, Store
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace
from handlers.home import jobs
from tests.moment import NOW


def make(session: Session, *whom: Person, **values: Any) -> None:
    """Let Slack say something of people."""
    ids = [person.id for person in whom]
    session.execute(update(PersonRow).where(PersonRow.id.in_(ids)).values(**values))


def opens(session: Session, workspace: Workspace, person: Person) -> bool:
    """Someone opens their page; returns whether they are Product Ops then."""
    homes.opened(session, workspace, person, NOW)
    jobs.draw(session, workspace, {"person": str(person.id)}, NOW)
    found = people.find(session, workspace, person.slack_id)
    assert found
    return found.product_ops


def test_the_first_admin_who_opens_it_becomes_product_ops_and_only_that_one(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> None:
    assert not opens(session, workspace, lea)
    make(session, lea, marc, admin=True)
    assert opens(session, workspace, lea)
    assert not opens(session, workspace, marc)


@pytest.mark.parametrize(
    "said",
    [
        {"admin": False},
        {"admin": True, "kind": "guest"},
        {"admin": True, "kind": "bot"},
        {"admin": True, "active": False},
    ],
)
def test_nobody_else_ever_does(
    session: Session, workspace: Workspace, lea: Person, said: dict[str, Any]
) -> None:
    make(session, lea, **said)
    assert not opens(session, workspace, lea)


def test_where_the_last_one_left_another_admin_may(
    session: Session, workspace: Workspace, lea: Person, marc: Person
) -> None:
    people.name_product_ops(session, workspace, (marc.slack_id, "U0NOTMET"))
    make(session, lea, admin=True)
    assert not opens(session, workspace, lea)
    session.execute(update(PersonRow).where(PersonRow.id != lea.id).values(active=False))
    assert opens(session, workspace, lea)


def test_of_two_at_once_there_is_at_least_one(
    store: Store, workspace: Workspace, lea: Person, marc: Person
) -> None:
    with store.begin() as session:
        make(session, lea, marc, admin=True)
    together = threading.Barrier(2)

    def open_together(person: Person) -> None:
        with store.begin() as session:
            together.wait()
            opens(session, workspace, person)

    threads = [threading.Thread(target=open_together, args=(each,)) for each in (lea, marc)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with store.begin() as session:
        assert 1 <= len(people.product_ops(session, workspace)) <= 2


def test_the_page_of_whoever_becomes_it_begins_with_the_first_question(
    session: Session, workspace: Workspace, lea: Person
) -> None:
    make(session, lea, admin=True, language="en")
    opens(session, workspace, lea)
    (body,) = session.connection().exec_driver_sql("SELECT body::text FROM deliveries").one()
    assert "1 of 4" in body
    assert "Who is Product Ops?" in body


def test_the_language_that_was_chosen_survives_a_restart(
    session: Session, workspace: Workspace
) -> None:
    session.connection().exec_driver_sql("UPDATE workspaces SET chosen_language = 'fr'")
    assert workspaces.join(session, workspace).language == "fr"
