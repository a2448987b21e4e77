"""What a reply tells others is in the outbox with the change, or not at all."""

from collections.abc import Iterator

import pytest
from sqlalchemy import text

from handlers.delivery import FEATURE as DELIVERY
from handlers.people import FEATURE as PEOPLE
from tests.delivery import trial
from tests.office import DOORS, Office, open_office

FEATURES = (PEOPLE, DELIVERY, trial.FEATURE)


@pytest.fixture(params=DOORS)
def at_work(request: pytest.FixtureRequest, empty_database: str) -> Iterator[Office]:
    """A bot whose worker delivers, over either door."""
    with open_office(empty_database, request.param, worker=True, features=FEATURES) as opened:
        yield opened


@pytest.fixture
def by_http(empty_database: str) -> Iterator[Office]:
    """A bot whose outbox nobody delivers, over HTTP."""
    with open_office(empty_database, features=FEATURES) as opened:
        yield opened


def deliveries(office: Office) -> int:
    """How many deliveries the outbox holds."""
    with office.bot.store.begin() as session:
        return session.execute(text("SELECT count(*) FROM deliveries")).scalar_one()


def wake_ups(office: Office) -> int:
    """How many jobs wait that wake a postman."""
    count = text("SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'delivery'")
    with office.bot.store.begin() as session:
        return session.execute(count).scalar_one()


def test_what_a_reply_tells_reaches_the_channel(at_work: Office) -> None:
    at_work.as_("lea").types("/tell everyone", channel="general")
    at_work.as_("lea").sees("kept everyone")
    at_work.as_("hugo").sees("told everyone", channel="general")


def test_a_redelivered_command_tells_others_once(by_http: Office) -> None:
    by_http.as_("lea").types("/tell once")
    first = by_http.playground.last.outcome.body
    assert by_http.playground.redeliver().body == first
    assert deliveries(by_http) == 1
    assert wake_ups(by_http) == 1


@pytest.mark.parametrize("word", ["refuse", "break"])
def test_what_is_rolled_back_tells_nobody(by_http: Office, word: str) -> None:
    by_http.as_("lea").types(f"/tell {word}")
    assert deliveries(by_http) == 0
    assert wake_ups(by_http) == 0


def test_a_message_over_slacks_limits_is_refused_with_the_limit(by_http: Office) -> None:
    lea = by_http.as_("lea")
    by_http.introduce("lea")
    lea.types("/tell long")
    lea.sees("has 40,001 characters and Slack takes 40,000: shorten it.")
    lea.does_not_see("kept long")
    assert deliveries(by_http) == 0


def test_an_event_tells_a_person_in_their_own_language(at_work: Office) -> None:
    at_work.introduce("hugo", "kenji")
    at_work.as_("camille").leaves("general")
    at_work.as_("hugo").leaves("general")
    at_work.as_("hugo").joins("general")
    at_work.as_("kenji").leaves("general")
    at_work.as_("kenji").joins("general")
    at_work.as_("hugo").sees("Fermer")
    at_work.as_("kenji").sees("Close")
