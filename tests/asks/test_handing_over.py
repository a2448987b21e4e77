"""An ask changes hands only when the other accepts; who stands in for its owner is asked too."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.asks import handover, snooze
from bot.asks.ask import read
from bot.errors import Refusal
from bot.store.people import Person, Profile
from tests.asks.days import Days
from tests.asks.trial import READ
from tests.conftest import person


def owner(days: Days, ask: int) -> str:
    """Slack's id of who owes it by now."""
    with days.acting() as session:
        return read(session, days.workspace, [ask])[ask].person.slack_id


def offer(days: Days, who: Person, ask: int, to: str, note: str = "") -> None:
    """Ask someone to take it over."""
    with days.acting() as session:
        handover.offer(session, days.workspace, who, ask, (to, note), days.now)


def refusal(days: Days, who: Person, ask: int, to: str) -> str:
    """Why it can't be."""
    with days.acting() as session, pytest.raises(Refusal) as refused:
        handover.offer(session, days.workspace, who, ask, (to, ""), days.now)
    return refused.value.words.one


def test_it_stays_with_its_owner_until_the_other_accepts(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    offer(days, lea, ask, boss.slack_id, "you know <!here> better")
    (said,) = days.tick()
    assert said.to == boss.slack_id
    assert "*<@U0LEA> asks whether you can take this over:* the check-in of Q1" in said.text
    assert "> you know &lt;!here&gt; better" in said.text
    assert owner(days, ask) == lea.slack_id
    with days.acting() as session:
        handover.accept(session, days.workspace, boss, ask, days.now)
    assert owner(days, ask) == boss.slack_id
    assert "<@U0BOSS>" in days.text(0)
    assert "How is" not in days.text(0)
    assert "*How is Q1?*" in days.text(1)


def test_who_accepted_goes_on_with_the_ladder_and_the_first_owner_hears_no_more(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    offer(days, lea, ask, boss.slack_id)
    days.tick()
    with days.acting() as session:
        handover.accept(session, days.workspace, boss, ask, days.now)
    later = days.until(date(2026, 3, 10))
    assert [(one.to, one.at.day) for one in later] == [("U0BOSS", 4), ("U0BOSS", 9)]


def test_who_declines_leaves_it_with_its_owner_who_hears_so(
    days: Days, lea: Person, marc: Person
) -> None:
    ask = days.asks(marc)
    days.now = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    days.tick()
    offer(days, marc, ask, lea.slack_id)
    days.tick()
    with days.acting() as session:
        handover.decline(session, days.workspace, lea, ask, days.now)
    (said,) = days.tick()
    assert (said.to, "<@U0LEA> can't take it over." in said.text) == ("U0MARC", True)


def test_who_does_not_answer_is_reminded_once_then_it_goes_back(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    offer(days, lea, ask, boss.slack_id)
    said = days.until(date(2026, 3, 9))
    assert [(one.to, one.at.day) for one in said] == [
        ("U0BOSS", 2),
        ("U0BOSS", 4),
        ("U0LEA", 6),
    ]
    assert owner(days, ask) == lea.slack_id


def test_it_goes_back_although_a_reminder_of_something_else_named_it(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    offer(days, lea, ask, boss.slack_id)
    days.until(date(2026, 3, 3), 8)
    days.asks(boss, "Theirs", kind=READ)
    said = days.until(date(2026, 3, 6))
    # Named on Tuesday and on Wednesday, for the reminder of what is theirs.
    assert [(one.to, one.at.day) for one in said] == [
        ("U0BOSS", 3),
        ("U0BOSS", 4),
        ("U0LEA", 5),
    ]


def test_a_second_offer_replaces_the_first(
    days: Days, lea: Person, marc: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    offer(days, lea, ask, boss.slack_id)
    days.tick()
    offer(days, lea, ask, marc.slack_id)
    assert "takes care of it" in days.text(1)
    with days.acting() as session, pytest.raises(Refusal):
        handover.accept(session, days.workspace, boss, ask, days.now)


def test_nobody_can_hand_over_or_accept_what_is_not_theirs(
    days: Days, lea: Person, marc: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    assert "takes care of this now" in refusal(days, marc, ask, boss.slack_id)
    with days.acting() as session, pytest.raises(Refusal):
        handover.accept(session, days.workspace, marc, ask, days.now)


def test_who_can_not_take_it_is_refused_with_the_reason(
    days: Days, lea: Person, marc: Person, boss: Person
) -> None:
    ask, read_this = days.asks(lea), days.asks(lea, kind=READ)
    days.away(boss, date(2026, 3, 2), date(2026, 3, 4))
    person(days.store, days.workspace, "U0OLD", Profile("Old", "UTC", False, "en"))
    person(days.store, days.workspace, "U0TOOL", Profile("Tool", "UTC", True, "en"))
    with days.acting() as session:
        session.execute(text("UPDATE people SET kind = 'bot' WHERE slack_id = 'U0TOOL'"))
    assert "yours already" in refusal(days, lea, ask, lea.slack_id)
    assert "away just now" in refusal(days, lea, ask, boss.slack_id)
    assert "no longer there" in refusal(days, lea, ask, "U0OLD")
    assert "no person" in refusal(days, lea, ask, "U0TOOL")
    assert "Only you" in refusal(days, lea, read_this, marc.slack_id)


def test_what_is_due_before_its_owner_is_back_is_offered_to_who_stands_in(
    days: Days, lea: Person, boss: Person
) -> None:
    days.away(lea, date(2026, 3, 2), date(2026, 3, 13), delegate=boss)
    days.asks(lea, "Soon", due=days.now + timedelta(days=3))
    days.asks(lea, "Later", due=days.now + timedelta(days=30))
    said = days.until(date(2026, 3, 3))
    assert [one.to for one in said] == [boss.slack_id]
    assert "*<@U0LEA> is away and you stand in.*" in said[0].text
    assert "Later" not in said[0].text


def test_who_stands_in_is_asked_on_the_first_day_of_an_absence_announced_before(
    days: Days, lea: Person, boss: Person
) -> None:
    days.asks(lea, "Known", due=days.now + timedelta(days=3))
    days.tick()
    days.now += timedelta(hours=5)
    days.away(lea, date(2026, 3, 4), date(2026, 3, 13), delegate=boss)
    days.asks(lea, "New", due=days.now + timedelta(days=3))
    assert [one.to for one in days.until(date(2026, 3, 3))] == [lea.slack_id]
    said = days.until(date(2026, 3, 5))
    assert [(one.to, one.at.day) for one in said] == [(boss.slack_id, 4)]
    assert "Known" in said[0].text
    assert "New" in said[0].text


def test_who_stands_in_is_asked_although_its_owner_was_to_hear_no_more_of_it(
    days: Days, lea: Person, boss: Person
) -> None:
    days.asks(lea, "Soon", due=datetime(2026, 3, 20, tzinfo=UTC))
    days.until(date(2026, 3, 12))
    days.away(lea, date(2026, 3, 16), date(2026, 3, 25), delegate=boss)
    said = days.until(date(2026, 3, 17))
    assert [(one.to, one.at.day) for one in said] == [(boss.slack_id, 16)]


def test_who_goes_away_before_they_answered_is_not_waited_for(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    offer(days, lea, ask, boss.slack_id)
    days.tick()
    days.away(boss, date(2026, 3, 3), date(2026, 4, 20))
    (said,) = days.until(date(2026, 3, 4))
    assert (said.to, said.at.day) == (lea.slack_id, 3)
    with days.acting() as session, pytest.raises(Refusal):
        handover.accept(session, days.workspace, boss, ask, days.now)


def test_what_its_owner_put_off_before_going_away_is_offered_to_who_stands_in(
    days: Days, lea: Person, boss: Person
) -> None:
    days.away(lea, date(2026, 3, 3), date(2026, 3, 13), delegate=boss)
    ask = days.asks(lea, due=days.now + timedelta(days=3))
    days.tick()
    with days.acting() as session:
        snooze.snooze(session, days.workspace, lea, ask, date(2026, 3, 9), days.now)
    said = days.until(date(2026, 3, 4), 8)
    assert [(one.to, one.at.day) for one in said] == [(boss.slack_id, 3)]


def test_who_stands_in_may_decline_and_is_not_asked_again(
    days: Days, lea: Person, boss: Person
) -> None:
    days.away(lea, date(2026, 3, 2), date(2026, 3, 6), delegate=boss)
    ask = days.asks(lea, due=days.now + timedelta(days=3))
    days.tick()
    days.tick()
    with days.acting() as session:
        handover.decline(session, days.workspace, boss, ask, days.now)
    said = days.until(date(2026, 3, 10))
    assert [(one.to, one.at.day) for one in said] == [("U0LEA", 9)]


def test_who_stands_in_is_not_asked_while_away_too(days: Days, lea: Person, boss: Person) -> None:
    days.away(lea, date(2026, 3, 2), date(2026, 3, 6), delegate=boss)
    days.away(boss, date(2026, 3, 1), date(2026, 3, 20))
    days.asks(lea, due=days.now + timedelta(days=3))
    assert [one.to for one in days.until(date(2026, 3, 10))] == [lea.slack_id]
