"""Who is asking is remembered, but never longer than what is known of them holds."""

from collections.abc import Iterator

import pytest
from freezegun import freeze_time
from sqlalchemy import text

from bot import payload
from bot.callers import FRESH, Callers
from bot.feature import Command
from bot.payload import Request
from bot.store import people
from bot.store.engine import Store
from bot.store.people import Person, Profile
from bot.store.workspaces import Workspace
from handlers.people import FEATURE as PEOPLE
from tests.bot import trial
from tests.moment import NOW
from tests.office import DOORS, Office, open_office

REAL = ["psycopg", "psycopg_pool", "sqlalchemy"]
ENGLISH = Profile("Léa", "Europe/Paris", True, "en")


@pytest.fixture(params=DOORS)
def trials(request: pytest.FixtureRequest, empty_database: str) -> Iterator[Office]:
    """A bot with the trial feature, which knows Léa, over either door."""
    features = (PEOPLE, trial.FEATURE)
    with open_office(empty_database, request.param, features=features) as opened:
        opened.introduce("lea")
        yield opened


@pytest.fixture
def callers(store: Store) -> Callers:
    """What a process remembers that hears of its own changes."""
    callers = Callers("en")
    store.after_commit(callers.forget)
    return callers


def asks(workspace: Workspace, user: str) -> Request:
    """A command of someone's."""
    body = {"command": "/try", "text": "", "team_id": workspace.slack_id, "user_id": user}
    return payload.read(Command("/try", trial.command), body)


def language(store: Store, callers: Callers, request: Request) -> str:
    """The language in which a request is answered."""
    with store.begin() as session:
        caller = callers.find(session, request)
    callers.met(caller)
    return caller.person.language


def writes(store: Store, workspace: Workspace, person: Person, profile: Profile) -> None:
    """What Slack says of someone is written."""
    with store.begin() as session:
        people.complete(session, workspace, person.slack_id, profile, NOW)


def test_a_language_that_was_changed_is_spoken_at_once(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try words")
    lea.clicks("answer")
    lea.sees("Close")
    lea.changes_profile(locale="fr-FR")
    assert trials.playground.settles()
    lea.types("/try again")
    lea.clicks("answer")
    lea.sees("Fermer")


def test_who_was_deactivated_gets_nothing_done(trials: Office) -> None:
    lea = trials.as_("lea")
    lea.types("/try words")
    lea.changes_profile(deleted=True)
    assert trials.playground.settles()
    for typed in ("/try more", "/try refuse", "/try form"):
        lea.types(typed)
        assert "deactivated" in str(trials.playground.last.outcome.body)
    lea.clicks("replace")
    lea.does_not_see("replaced")
    with trials.bot.store.begin() as session:
        assert session.scalar(text("SELECT count(*) FROM drafts")) == 1


def test_a_caller_is_not_looked_up_again_for_half_a_minute(
    store: Store, workspace: Workspace, lea: Person, callers: Callers
) -> None:
    elsewhere, request = Callers("en"), asks(workspace, lea.slack_id)
    with freeze_time(NOW, ignore=REAL) as moving:
        assert language(store, callers, request) == "fr"
        assert language(store, elsewhere, request) == "fr"
        writes(store, workspace, lea, ENGLISH)
        assert language(store, callers, request) == "en", "the process that wrote it knows"
        moving.tick(FRESH - 1)
        assert language(store, elsewhere, request) == "fr"
        moving.tick(2)
        assert language(store, elsewhere, request) == "en", "the others know soon"


def test_what_was_read_before_a_change_is_not_remembered_after_it(
    store: Store, workspace: Workspace, lea: Person, callers: Callers
) -> None:
    request = asks(workspace, lea.slack_id)
    with store.begin() as session:
        caller = callers.find(session, request)
        writes(store, workspace, lea, ENGLISH)
    callers.met(caller)
    assert language(store, callers, request) == "en"


def test_a_change_that_is_rolled_back_forgets_nobody(
    store: Store, workspace: Workspace, lea: Person, callers: Callers
) -> None:
    request = asks(workspace, lea.slack_id)
    assert language(store, callers, request) == "fr"
    session = store.session()
    people.complete(session, workspace, lea.slack_id, ENGLISH, NOW)
    session.close()
    with store.begin() as session:
        remembered = callers.find(session, request)
        assert remembered is callers.find(session, request)


def test_the_memory_has_an_end_and_forgets_who_was_met_longest_ago(
    store: Store, workspace: Workspace, lea: Person, marc: Person
) -> None:
    callers = Callers("en", most=2)
    for each in (lea, marc):
        assert language(store, callers, asks(workspace, each.slack_id)) == each.language
    with store.begin() as session:
        nora = people.meet(session, workspace, "U0NORA")
        people.complete(session, workspace, nora.slack_id, ENGLISH, NOW)
    assert language(store, callers, asks(workspace, nora.slack_id)) == "en"
    assert callers.language(asks(workspace, lea.slack_id)) == "en", "she is forgotten"
    for each in (lea, marc):
        writes(store, workspace, each, Profile("", "UTC", True, "fr"))
    assert language(store, callers, asks(workspace, marc.slack_id)) == "en", "he is remembered"
