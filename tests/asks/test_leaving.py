"""What someone who left owed, or was asked to take over, is seen to by somebody who is there."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text, update

from bot.asks import handover, leaving
from bot.asks.settling import settle
from bot.errors import Refusal
from bot.facts import record
from bot.store import people
from bot.store.people import Person, PersonRow
from tests.asks.days import Days
from tests.asks.trial import CHECK_IN, READ


@pytest.fixture
def chief(days: Days, boss: Person) -> Person:
    """Product Ops."""
    with days.acting() as session:
        session.execute(text("UPDATE people SET product_ops = true WHERE slack_id = 'U0BOSS'"))
        found = people.find(session, days.workspace, boss.slack_id)
    assert found
    return found


def leave(days: Days, who: Person) -> None:
    """Someone leaves."""
    with days.acting() as session:
        session.execute(text("UPDATE people SET active = false WHERE id = :id"), {"id": who.id})
        record(session, days.workspace, "person.left", who.id, who, days.now)


def test_what_they_owed_is_passed_on_by_product_ops(
    days: Days, lea: Person, marc: Person, chief: Person
) -> None:
    first, second = days.asks(lea), days.asks(lea, "Q2")
    days.tick()
    leave(days, lea)
    (said,) = days.tick()
    assert (said.to, "*Léa has left*" in said.text) == ("U0BOSS", True)
    with days.acting() as session, pytest.raises(Refusal):
        leaving.to_pass_on(session, days.workspace, marc, lea.id)
    with days.acting() as session:
        left = leaving.to_pass_on(session, days.workspace, chief, lea.id)
        assert [ask.id for ask in left] == [first, second]
        takers = {first: marc.slack_id, second: None}
        leaving.pass_on(session, days.workspace, chief, lea.id, takers, days.now)
    assert "✅ Done: what Léa left open" in days.text(1)
    later = days.until(date(2026, 3, 3))
    assert [(one.to, "Q1" in one.text, "Q2" in one.text) for one in later] == [
        ("U0MARC", True, False)
    ]


def test_what_is_settled_elsewhere_needs_nobody_to_see_to_it(
    days: Days, lea: Person, chief: Person
) -> None:
    days.asks(lea)
    leave(days, lea)
    days.tick()
    with days.acting() as session:
        settle(session, days.workspace, CHECK_IN, sum(map(ord, "Q1")), None, days.now)
    assert days.text() == "✅ Done: what Léa left open"
    assert days.until(date(2026, 3, 20)) == []


def test_what_is_asked_of_them_later_is_seen_to_as_well(
    days: Days, lea: Person, chief: Person
) -> None:
    leave(days, lea)
    assert days.tick() == []
    days.asks(lea)
    (said,) = days.tick()
    assert (said.to, "*Léa has left*" in said.text) == (chief.slack_id, True)


def test_what_they_were_asked_to_take_over_goes_back(days: Days, lea: Person, boss: Person) -> None:
    ask = days.asks(lea)
    days.tick()
    with days.acting() as session:
        handover.offer(session, days.workspace, lea, ask, (boss.slack_id, ""), days.now)
    leave(days, boss)
    (said,) = days.tick()
    assert (said.to, "<@U0BOSS> can't take it over." in said.text) == (lea.slack_id, True)


def test_who_comes_back_finds_what_nobody_took_over(days: Days, lea: Person, chief: Person) -> None:
    days.asks(lea)
    leave(days, lea)
    days.tick()
    with days.acting() as session:
        session.execute(text("UPDATE people SET active = true"))
        record(session, days.workspace, "person.returned", lea.id, lea, days.now)
    assert "No longer needed: what Léa left open" in days.text()
    (said,) = days.tick()
    assert said.to == lea.slack_id


def test_what_only_they_could_answer_is_nobody_elses(
    days: Days, lea: Person, chief: Person
) -> None:
    days.asks(lea, kind=READ)
    leave(days, lea)
    assert days.until(date(2026, 3, 20)) == []
    with days.acting() as session, pytest.raises(Refusal):
        leaving.to_pass_on(session, days.workspace, chief, lea.id)


def test_nobody_passes_on_what_someone_who_is_back_owes(
    days: Days, lea: Person, marc: Person, chief: Person
) -> None:
    ask = days.asks(lea)
    with days.acting() as session, pytest.raises(Refusal) as refused:
        leaving.pass_on(session, days.workspace, chief, lea.id, {ask: marc.slack_id}, days.now)
    assert "theirs again" in refused.value.words.one


def test_who_is_product_ops_no_more_passes_nothing_on_and_another_is_asked(
    days: Days, lea: Person, marc: Person, chief: Person
) -> None:
    days.asks(lea)
    leave(days, lea)
    (said,) = days.tick()
    assert said.to == chief.slack_id
    with days.acting() as session:
        people.name_product_ops(session, days.workspace, (marc.slack_id,))
        session.execute(update(PersonRow).where(PersonRow.id == chief.id).values(product_ops=False))
        found = people.find(session, days.workspace, chief.slack_id)
        assert found
        record(session, days.workspace, "person.role_changed", found.id, found, days.now)
    assert "No longer needed" in days.text()
    days.now = datetime(2026, 3, 3, 15, 0, tzinfo=UTC)
    assert [one.to for one in days.tick()] == [marc.slack_id]
