"""What a person owes is said in their working time, together, and never more than they allow."""

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import text

from bot.asks import attention
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.delivery import hours, outbox
from bot.facts import record
from bot.message import Message
from bot.posts import Post
from bot.store.people import Person
from tests.asks.days import Days, local
from tests.asks.trial import CHECK_IN, READ


def subject(title: str = "Q1") -> int:
    """What the ask of a title is about."""
    return sum(map(ord, title))


def test_the_first_message_goes_out_at_once_in_working_time(days: Days, lea: Person) -> None:
    days.asks(lea)
    (said,) = days.tick()
    assert (said.to, said.text) == ("U0LEA", "*How is Q1?*")
    assert days.tick() == []


def test_at_night_and_at_the_weekend_it_waits_for_the_morning(days: Days, marc: Person) -> None:
    days.now = datetime(2026, 3, 6, 23, 0, tzinfo=UTC)  # Friday, 18:00 in New York
    days.asks(marc)
    (said,) = days.until(date(2026, 3, 10))
    # The clocks of New York go forward that weekend.
    assert local(said, "America/New_York") == datetime.fromisoformat("2026-03-09T09:00-04:00")


def test_asks_opened_together_are_one_message(days: Days, lea: Person) -> None:
    for title in ("Q1", "Q2", "Q3"):
        days.asks(lea, title)
    (said,) = days.tick()
    assert said.text.count("How is") == 3


def test_it_is_asked_once_while_it_is_open(days: Days, lea: Person) -> None:
    first = days.asks(lea)
    assert days.asks(lea) == first
    days.tick()
    assert days.asks(lea) == first
    assert days.tick() == []


def test_reminders_list_all_that_is_owed_most_urgent_first(days: Days, lea: Person) -> None:
    days.asks(lea, "Later", due=days.now + timedelta(days=20))
    days.tick()
    days.now += timedelta(hours=1)
    days.asks(lea, "Sooner", due=days.now + timedelta(days=9))
    days.tick()
    (said,) = days.until(date(2026, 3, 4))
    assert said.text.index("Sooner") < said.text.index("Later")


def test_there_is_one_reminder_a_day_however_much_is_owed(days: Days, lea: Person) -> None:
    for hour in range(4):
        days.asks(lea, f"Q{hour}")
        days.tick()
        days.now += timedelta(hours=1)
    days.until(date(2026, 4, 30))
    reminders = [local(one, "Europe/Paris").date() for one in days.said[4:]]
    assert len(reminders) == len(set(reminders))


def test_above_the_weeks_ceiling_it_waits_for_the_next_week(days: Days, lea: Person) -> None:
    with days.acting() as session:
        session.execute(text("UPDATE people SET weekly_ceiling = 2"))
    for hour in range(4):
        days.asks(lea, f"Q{hour}")
        days.tick()
        days.now += timedelta(minutes=30)
    assert len(days.said) == 2
    days.until(date(2026, 3, 8))
    assert len(days.said) == 2
    days.until(date(2026, 3, 9))
    assert len(days.said) == 3
    assert all(f"Q{hour}" in days.said[-1].text for hour in range(4))


def test_nobody_can_allow_more_than_the_workspace_does(days: Days, lea: Person) -> None:
    with days.acting() as session:
        session.execute(text("UPDATE people SET weekly_ceiling = 20"))
        session.execute(text("UPDATE workspaces SET weekly_ceiling = 1"))
    days.workspace = reread(days)
    for hour in range(3):
        days.asks(lea, f"Q{hour}")
        days.tick()
        days.now += timedelta(minutes=30)
    assert len(days.said) == 1


def test_who_comes_back_from_leave_gets_one_message(days: Days, lea: Person) -> None:
    days.asks(lea, "Before")
    days.tick()
    days.away(lea, date(2026, 3, 3), date(2026, 3, 15))
    for number in range(20):
        days.now += timedelta(hours=5)
        days.asks(lea, f"Q{number}")
    (said,) = days.until(date(2026, 3, 16))
    assert local(said, "Europe/Paris") == datetime.fromisoformat("2026-03-16T09:00+01:00")
    assert "15 more wait on my *Home* tab." in said.text


def test_leave_is_no_time_in_which_to_be_reminded(days: Days, lea: Person, boss: Person) -> None:
    days.asks(lea)
    days.tick()
    # The reminder of Wednesday was planned before she said that she is away from Tuesday on.
    days.away(lea, date(2026, 3, 3), date(2026, 3, 6))
    (said,) = days.until(date(2026, 3, 10))
    # Tuesday is her second working day since Monday the 2nd.
    assert local(said, "Europe/Paris").date() == date(2026, 3, 10)


def test_who_is_away_until_they_say_hears_nothing_until_then(days: Days, lea: Person) -> None:
    days.away(lea, date(2026, 3, 2), None)
    days.asks(lea)
    assert days.until(date(2026, 4, 1)) == []
    with days.acting() as session:
        session.execute(text("DELETE FROM absences"))
    days.away(lea, date(2026, 1, 1), date(2026, 1, 2))
    assert len(days.until(date(2026, 4, 2))) == 1


def test_a_tick_that_ran_late_says_it_once_and_not_at_night(days: Days, lea: Person) -> None:
    days.asks(lea)
    days.now = datetime(2026, 3, 20, 20, 0, tzinfo=UTC)
    assert days.tick() == []
    assert len(days.until(date(2026, 3, 23))) == 1


def test_what_did_not_go_in_time_while_slack_was_away_waits_for_the_morning(
    days: Days, lea: Person
) -> None:
    days.now = datetime(2026, 3, 2, 16, 59, tzinfo=UTC)  # 17:59 in Paris
    days.asks(lea)
    days.tick()
    days.now += timedelta(minutes=2)
    with days.acting() as session:
        hours.keep(session, days.workspace, days.now, 500)
        due = session.scalar(text("SELECT due FROM deliveries"))
    assert due == datetime(2026, 3, 3, 8, 0, tzinfo=UTC)


def test_what_waits_for_the_hours_of_who_is_away_without_end_goes_once_they_are_back(
    days: Days, lea: Person
) -> None:
    days.away(lea, date(2026, 3, 2), None)
    with days.acting() as session:
        note = Post(lea.slack_id, Message("Hello"), "trial.note", in_hours=True)
        outbox.put(session, days.workspace, [note], days.now)

    def due(day: int) -> datetime | None:
        days.now = datetime(2026, 3, day, 9, 30, tzinfo=UTC)
        with days.acting() as session:
            hours.keep(session, days.workspace, days.now, 500)
            return session.scalar(text("SELECT due FROM deliveries"))

    assert due(3) == datetime(2026, 3, 4, 9, 30, tzinfo=UTC)
    with days.acting() as session:
        session.execute(text("DELETE FROM absences"))
    assert due(4) == datetime(2026, 3, 4, 9, 30, tzinfo=UTC), "it goes now"


def test_a_settled_ask_says_so_in_every_message_that_shows_it(days: Days, lea: Person) -> None:
    days.asks(lea)
    days.asks(lea, "Q2")
    days.tick()
    days.until(date(2026, 3, 4))
    with days.acting() as session:
        settle(session, days.workspace, CHECK_IN, subject(), lea, days.now)
    assert [days.text(0), days.text(1)] == [
        "*Some things are waiting for you*\n✅ Done: the check-in of Q1\n*How is Q2?*",
        "*What is open, most urgent first*\n✅ Done: the check-in of Q1\n*How is Q2?*",
    ]
    with days.acting() as session:
        withdraw(session, days.workspace, CHECK_IN, subject("Q2"), None, days.now)
    assert "☑️ No longer needed: the check-in of Q2" in days.text()
    assert days.text().startswith("*All done here, thank you.*")
    assert days.until(date(2026, 4, 1)) == []


def test_what_is_settled_before_it_is_said_is_never_said(days: Days, lea: Person) -> None:
    days.now = datetime(2026, 3, 2, 5, 0, tzinfo=UTC)
    days.asks(lea, kind=READ)
    with days.acting() as session:
        settle(session, days.workspace, READ, subject(), None, days.now)
    assert days.until(date(2026, 3, 5)) == []


def test_people_who_left_hear_nothing(days: Days, lea: Person) -> None:
    days.asks(lea)
    with days.acting() as session:
        session.execute(text("UPDATE people SET active = false"))
    assert days.until(date(2026, 3, 20)) == []


def test_who_allows_more_again_hears_at_once_what_waited(days: Days, lea: Person) -> None:
    with days.acting() as session:
        session.execute(text("UPDATE people SET weekly_ceiling = 1"))
    days.asks(lea)
    days.tick()
    days.asks(lea, "Q2")
    assert days.tick() == []
    with days.acting() as session:
        session.execute(text("UPDATE people SET weekly_ceiling = NULL"))
        record(session, days.workspace, "settings.changed", lea.id, lea, days.now)
    assert len(days.tick()) == 1


def test_what_a_feature_asked_that_is_gone_keeps_nobody_from_being_told(
    days: Days, lea: Person, marc: Person
) -> None:
    with days.acting() as session:
        for number in range(3):
            wanted = Wanted("gone.thing", number, lea, "Gone")
            open_ask(session, days.workspace, wanted, days.now)
    days.now = datetime(2026, 3, 2, 15, 0, tzinfo=UTC)
    days.asks(marc)
    with days.acting() as session:
        found, messages = attention.due(session, days.workspace, days.now, limit=3)
    assert (found, len(messages)) == (1, 1)


def test_a_title_that_goes_on_and_on_keeps_nobody_from_being_told(
    days: Days, lea: Person, boss: Person
) -> None:
    days.asks(lea, "on and " * 1_000)
    days.asks(boss)
    assert [len(one.text) < 400 for one in days.tick()] == [True, True]


def test_someone_who_moves_between_two_reminders_hears_where_they_are(
    days: Days, lea: Person
) -> None:
    days.asks(lea)
    days.tick()
    with days.acting() as session:
        session.execute(text("UPDATE people SET timezone = 'Asia/Tokyo'"))
        record(session, days.workspace, "calendar.changed", lea.id, lea, days.now)
    (said,) = days.until(date(2026, 3, 4))
    assert local(said, "Asia/Tokyo") == datetime.fromisoformat("2026-03-04T09:00+09:00")


def reread(days: Days):  # type: ignore[no-untyped-def]
    """The workspace as it is now."""
    from bot.store import workspaces

    with days.acting() as session:
        return workspaces.find(session, days.workspace.slack_id)
