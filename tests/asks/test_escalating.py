"""What stays open is said to someone else: once, with what else they hear, and on their Home."""

from datetime import date, timedelta

from sqlalchemy import text

from bot.asks import finding, handover
from bot.asks.settling import settle
from bot.store.people import Person
from tests.asks.days import Days, local
from tests.asks.trial import CHECK_IN


def test_after_its_reminders_someone_else_hears_once_then_there_is_silence(
    days: Days, lea: Person, boss: Person
) -> None:
    days.asks(lea)
    days.until(date(2026, 5, 1))
    to_lea = [local(one, "Europe/Paris") for one in days.said if one.to == lea.slack_id]
    # Monday; two working days later; three; two, when Priya is told as well.
    assert [(at.day, at.hour) for at in to_lea] == [(2, 10), (4, 9), (9, 9), (11, 9)]
    (told,) = [one for one in days.said if one.to == boss.slack_id]
    assert "<@U0LEA> may need a hand with this:* the check-in of Q1" in told.text
    assert "<@U0BOSS>" in [one.text for one in days.said if one.to == lea.slack_id][-1]


def test_who_hears_of_something_else_at_that_moment_gets_one_message(
    days: Days, lea: Person, boss: Person
) -> None:
    with days.acting() as session:
        session.execute(text("UPDATE people SET timezone = 'Europe/Paris'"))
    days.asks(lea)
    days.until(date(2026, 3, 9), 12)
    days.asks(boss, "Theirs")
    days.tick()
    said = [one for one in days.until(date(2026, 3, 12)) if one.to == boss.slack_id]
    assert [one.at.day for one in said] == [11]
    assert "may need a hand" in said[0].text
    assert "How is Theirs?" in said[0].text


def test_what_no_message_had_room_for_stands_on_their_home(
    days: Days, lea: Person, boss: Person
) -> None:
    for number in range(9):
        days.asks(lea, f"Q{number}")
    days.asks(boss, "Theirs", due=days.now + timedelta(days=90))
    days.until(date(2026, 4, 1))
    with days.acting() as session:
        home = finding.owed(session, days.workspace, boss, days.now)
    # What is theirs first.
    assert [line.ask.title for line in home] == ["Theirs", *(f"Q{number}" for number in range(9))]


def test_who_is_asked_to_take_it_over_meanwhile_reads_of_it_once(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.until(date(2026, 3, 11), 8)
    # It is nine in Paris by then, and not in London.
    days.tick()
    with days.acting() as session:
        handover.offer(session, days.workspace, lea, ask, (boss.slack_id, ""), days.now)
    days.now += timedelta(hours=1)
    (said,) = days.tick()
    assert said.to == boss.slack_id
    assert said.text == "*<@U0LEA> asks whether you can take this over:* the check-in of Q1"
    assert [one.to for one in days.until(date(2026, 3, 12))] == []


def test_several_of_them_are_no_sign_that_all_is_done(
    days: Days, lea: Person, boss: Person
) -> None:
    days.asks(lea)
    days.asks(lea, "Q2")
    days.until(date(2026, 3, 12))
    (told,) = [one for one in days.said if one.to == boss.slack_id]
    assert told.text.startswith("*Some things are waiting for you*\n*<@U0LEA> may need a hand")
    with days.acting() as session:
        for title in ("Q1", "Q2"):
            settle(session, days.workspace, CHECK_IN, sum(map(ord, title)), None, days.now)
    assert days.text().startswith("*All done here, thank you.*")
