"""What people owed is forgotten a year after it was settled, and what told them a season later."""

from datetime import timedelta

import pytest
from sqlalchemy import text

from bot.asks import finding, forgetting
from bot.asks.settling import settle
from bot.errors import Refusal
from bot.store.people import Person
from tests.asks.days import Days


def left(days: Days) -> dict[str, int]:
    """How many rows there are, by table."""
    with days.acting() as session:
        return {
            name: session.execute(text(f"SELECT count(*) FROM {name}")).scalar_one()
            for name in ("asks", "ask_messages", "ask_lines")
        }


def forgets(days: Days, after: int, limit: int = 500) -> int:
    """The tick, so many days from now."""
    with days.acting() as session:
        return forgetting.forget(session, days.workspace, days.now + timedelta(days=after), limit)


@pytest.fixture
def told(days: Days, lea: Person) -> int:
    """An ask of Léa's that she was told of and settled; another one stays open."""
    ask = days.asks(lea, "Q1")
    days.asks(lea, "Q2")
    days.tick()
    with days.acting() as session:
        settle(session, days.workspace, "trial.check_in", sum(map(ord, "Q1")), None, days.now)
    return ask


def test_nothing_is_forgotten_that_someone_may_still_look_at(days: Days, told: int) -> None:
    before = left(days)
    assert forgets(days, 91) == 0
    assert left(days) == before


def test_old_messages_go_first_and_then_what_was_settled_a_year_ago(days: Days, told: int) -> None:
    assert forgets(days, 93) == 1
    assert left(days) == {"asks": 2, "ask_messages": 0, "ask_lines": 0}
    assert forgets(days, 366) == 0
    assert forgets(days, 367) == 1
    assert left(days)["asks"] == 1
    with days.acting() as session, pytest.raises(Refusal):
        finding.known(session, days.workspace, told)


def test_a_little_is_forgotten_at_a_time(days: Days, lea: Person) -> None:
    for number in range(3):
        days.asks(lea, f"Q{number}")
    with days.acting() as session:
        for number in range(3):
            subject = sum(map(ord, f"Q{number}"))
            settle(session, days.workspace, "trial.check_in", subject, None, days.now)
    assert [forgets(days, 400, limit=2) for _ in range(3)] == [2, 1, 0]
