"""What meets: two clocks that open steps for one person, an enrolment and a change."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace

import pytest
from sqlalchemy import func, select, text

from bot.store import people
from bot.store.engine import Session, Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from tests.conftest import person
from tests.onboarding.conftest import AFTERNOON, JOURNEY, TODAY, step
from tests.waiting import becomes
from workflows.onboarding import enrolling, enrolment, opening, shelf, writing
from workflows.onboarding.changing import Reach
from workflows.onboarding.enrolling import Wanted
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.journey import Audience, Journey
from workflows.onboarding.tables import StepRow
from workflows.onboarding.writing import Edit, Written

BLOCKED = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
""")
BUDDY_STEPS = tuple(step(key, 0, Audience.BUDDY) for key in ("one", "two", "three"))


@pytest.fixture
def priya(store: Store, workspace: Workspace) -> Person:
    """Product Ops."""
    made = person(store, workspace, "U0PRIYA", Profile("Priya Shah", "UTC", True, "en"))
    with store.begin() as session:
        people.name_product_ops(session, workspace, ("U0PRIYA",))
    return replace(made, product_ops=True)


@contextmanager
def meanwhile(store: Store, other: Callable[[Session], object]) -> Iterator[Session]:
    """A transaction; another one begins after what it does, and waits for its end."""
    with ThreadPoolExecutor(1) as threads:
        with store.begin() as session:
            yield session
            begun = threads.submit(_within, store, other)
            becomes(lambda: begun.done() or _blocked(store), "it neither waits nor ends")
        begun.result()


def _within(store: Store, other: Callable[[Session], object]) -> None:
    with store.begin() as session:
        other(session)


def _blocked(store: Store) -> int:
    with store.begin() as session:
        return int(session.scalar(BLOCKED) or 0)


def enrols(
    session: Session, workspace: Workspace, priya: Person, which: int, *around: str
) -> Enrolment:
    """Priya enrols somebody, with a manager and a buddy."""
    who, manager, buddy = around
    wanted = Wanted(who, TODAY, manager, buddy)
    made = enrolling.enrol(session, workspace, priya, which, wanted, AFTERNOON)
    assert isinstance(made, Enrolment)
    return made


def test_two_clocks_open_no_more_for_a_buddy_than_they_can_take(
    store: Store, workspace: Workspace, priya: Person, lea: Person, marc: Person
) -> None:
    with store.begin() as session:
        journey = Journey("buddies", JOURNEY.name, JOURNEY.about, "", BUDDY_STEPS)
        kept = shelf.keep(session, workspace, priya, journey, AFTERNOON)
        for who in ("U0SAM", "U0NORA"):
            enrols(session, workspace, priya, kept.id, who, marc.slack_id, lea.slack_id)
    due = (workspace, AFTERNOON, 1)
    with meanwhile(store, lambda session: opening.due(session, *due)) as session:
        opening.due(session, *due)
    with store.begin() as session:
        opened = select(func.count()).where(StepRow.opened_at.is_not(None))
        assert session.scalar(opened) == 3


def test_who_is_enrolled_while_a_journey_changes_has_it_as_it_is_then(
    store: Store, workspace: Workspace, priya: Person, lea: Person, marc: Person
) -> None:
    with store.begin() as session:
        kept = shelf.keep(session, workspace, priya, JOURNEY, AFTERNOON)
    edit = Edit(step("more", 5), reach=Reach.MAJOR)

    def changes(session: Session) -> None:
        written = writing.save(session, workspace, priya, kept.id, edit, AFTERNOON)
        assert isinstance(written, Written)
        assert written.reached.journeys == 1

    with meanwhile(store, changes) as session:
        made = enrols(session, workspace, priya, kept.id, "U0SAM", marc.slack_id, lea.slack_id)
    with store.begin() as session:
        found = enrolment.find(session, workspace, made.id)
        assert "more" in [one.step.key for one in found.steps]
