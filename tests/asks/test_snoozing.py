"""Who puts something off hears of it on the day they chose, and not before."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import text

from bot.asks import handover, snooze
from bot.errors import Refusal
from bot.facts import record
from bot.store.people import Person
from tests.asks.days import Days, local
from tests.asks.trial import READ


def put_off(days: Days, who: Person, ask: int, until: date) -> None:
    """Put it off."""
    with days.acting() as session:
        snooze.snooze(session, days.workspace, who, ask, until, days.now)


def test_it_comes_back_on_the_day_in_the_morning_and_the_message_says_when(
    days: Days, marc: Person
) -> None:
    days.now += timedelta(hours=6)
    ask = days.asks(marc)
    days.tick()
    put_off(days, marc, ask, date(2026, 3, 12))
    assert "_⏰ I remind you on Thursday 12 March._" in days.text()
    (said,) = days.until(date(2026, 3, 13))
    assert local(said, "America/New_York").isoformat() == "2026-03-12T09:00:00-04:00"
    assert "⏰" not in said.text


def test_on_a_day_off_it_comes_on_the_next_working_day(days: Days, lea: Person) -> None:
    ask = days.asks(lea)
    days.tick()
    put_off(days, lea, ask, date(2026, 3, 7))
    assert "_⏰ I remind you on Monday 9 March._" in days.text()
    (said,) = days.until(date(2026, 3, 9))
    assert local(said, "Europe/Paris").day == 9


def test_tomorrow_and_next_week_are_days_on_which_the_person_works(days: Days, lea: Person) -> None:
    days.now += timedelta(days=4)  # Friday
    days.away(lea, date(2026, 3, 10), date(2026, 3, 11))
    with days.acting() as session:
        assert snooze.tomorrow(session, days.workspace, lea, days.now) == date(2026, 3, 9)
        assert snooze.next_week(session, days.workspace, lea, days.now) == date(2026, 3, 9)


@pytest.mark.parametrize(("ahead", "words"), [(-1, "is over"), (0, "is over"), (91, "at the most")])
def test_a_day_that_is_no_good_is_refused(days: Days, lea: Person, ahead: int, words: str) -> None:
    ask = days.asks(lea)
    with pytest.raises(Refusal) as refused:
        put_off(days, lea, ask, date(2026, 3, 2) + timedelta(days=ahead))
    assert words in refused.value.words.one


def test_nobody_puts_off_what_others_owe(days: Days, lea: Person, marc: Person) -> None:
    ask = days.asks(lea)
    with pytest.raises(Refusal):
        put_off(days, marc, ask, date(2026, 3, 5))


def test_the_day_is_the_one_where_they_are_by_then(days: Days, lea: Person) -> None:
    with days.acting() as session:
        session.execute(text("UPDATE people SET timezone = 'Asia/Tokyo'"))
    days.now = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
    ask = days.asks(lea)
    days.tick()
    put_off(days, lea, ask, date(2026, 3, 11))
    with days.acting() as session:
        session.execute(text("UPDATE people SET timezone = 'America/Los_Angeles'"))
        record(session, days.workspace, "calendar.changed", lea.id, lea, days.now)
    (said,) = days.until(date(2026, 3, 12))
    assert local(said, "America/Los_Angeles").isoformat() == "2026-03-11T09:00:00-07:00"


def test_the_day_has_come_where_it_comes_first(days: Days, lea: Person) -> None:
    with days.acting() as session:
        session.execute(text("UPDATE people SET timezone = 'America/New_York'"))
    days.now = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    ask = days.asks(lea)
    days.tick()
    put_off(days, lea, ask, date(2026, 3, 11))
    days.until(date(2026, 3, 11), 9)
    with days.acting() as session:
        session.execute(text("UPDATE people SET timezone = 'Europe/Paris'"))
        record(session, days.workspace, "calendar.changed", lea.id, lea, days.now)
    (said,) = days.tick()
    assert local(said, "Europe/Paris").hour == 10


def test_a_reminder_of_something_else_does_not_name_it(days: Days, lea: Person) -> None:
    ask = days.asks(lea)
    days.asks(lea, "Q2")
    days.tick()
    put_off(days, lea, ask, date(2026, 3, 11))
    (said,) = days.until(date(2026, 3, 5))
    assert said.text == "*How is Q2?*"


def test_who_declines_to_take_it_over_does_not_bring_it_back_earlier(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea)
    days.tick()
    put_off(days, lea, ask, date(2026, 3, 11))
    with days.acting() as session:
        handover.offer(session, days.workspace, lea, ask, (boss.slack_id, ""), days.now)
        handover.decline(session, days.workspace, boss, ask, days.now)
    assert "<@U0BOSS> can't take it over." in days.text()
    (said,) = days.until(date(2026, 3, 12))
    assert local(said, "Europe/Paris").day == 11


def test_what_escalates_to_nobody_does_not_after_it_was_put_off(
    days: Days, lea: Person, boss: Person
) -> None:
    ask = days.asks(lea, kind=READ)
    days.until(date(2026, 3, 4))
    put_off(days, lea, ask, date(2026, 3, 11))
    later = days.until(date(2026, 4, 1))
    assert {one.to for one in later} == {lea.slack_id}
