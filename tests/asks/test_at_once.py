"""Ticks, clicks and forms that meet: on PostgreSQL's locks, in threads, in either order."""

import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, date, datetime

import pytest
from sqlalchemy import text

from bot.asks import handover, leaving, snooze
from bot.asks.ask import read
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle
from bot.errors import Refusal
from bot.store import people
from bot.store.engine import Session
from bot.store.people import Person, Profile
from handlers.asks import telling
from tests.asks.days import Days
from tests.asks.trial import CHECK_IN
from tests.conftest import person
from tests.waiting import becomes

BLOCKED = text("""
    SELECT count(*) FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock'
""")
TURNS = text("SELECT count(*) FROM ask_turns WHERE next_at <= :now")
Doing = Callable[[Session], object]


@pytest.fixture
def threads() -> Iterator[ThreadPoolExecutor]:
    """Threads, all ended at the end."""
    with ThreadPoolExecutor(4) as opened:
        yield opened


@contextmanager
def meanwhile(days: Days, threads: ThreadPoolExecutor, other: Doing) -> Iterator[Session]:
    """A transaction; something else begins after what it does and waits for its end."""
    with days.acting() as session:
        yield session
        begun = threads.submit(within, days, other)
        becomes(lambda: blocked(days), "nobody waits")
    begun.result()


def blocked(days: Days) -> int:
    """How many wait for a lock; within a transaction, PostgreSQL would say the same each time."""
    with days.acting() as session:
        return int(session.scalar(BLOCKED) or 0)


def within(days: Days, doing: Doing) -> None:
    """Something done in a transaction of its own."""
    with days.acting() as session:
        doing(session)


def at_once(threads: ThreadPoolExecutor, days: Days, *doing: Doing) -> None:
    """Transactions that begin at the same moment, each with a connection already; all end well."""
    ready = threading.Barrier(len(doing))

    def act(one: Doing) -> None:
        with days.acting() as session:
            session.execute(text("SELECT"))
            ready.wait()
            one(session)

    for each in [threads.submit(act, one) for one in doing]:
        each.result()


def tick(days: Days) -> Doing:
    """The tick."""
    return lambda session: telling.tell(session, days.workspace, days.now, 500)


def settling(days: Days, title: str = "Q1") -> Doing:
    """The button that settles it."""
    subject = sum(map(ord, title))
    return lambda session: settle(session, days.workspace, CHECK_IN, subject, None, days.now)


def due(days: Days) -> int:
    """How many turns have come and were not dealt with."""
    with days.acting() as session:
        return int(session.scalar(TURNS, {"now": days.now}) or 0)


def crew(days: Days, number: int) -> list[Person]:
    """Colleagues in one place."""
    profile = Profile("Colleague", "Europe/Paris", True, "en")
    return [person(days.store, days.workspace, f"U{each}", profile) for each in range(number)]


def test_two_ticks_at_once_tell_each_person_once(days: Days, threads: ThreadPoolExecutor) -> None:
    owners = crew(days, 12)
    for subject in range(4):
        with days.acting() as session:
            for owner in owners:
                wanted = Wanted(CHECK_IN, subject, owner, f"Q{subject}")
                open_ask(session, days.workspace, wanted, days.now)
        at_once(threads, days, tick(days), tick(days), tick(days))
        days.tick()
        assert len(days.posts()) == len(owners) * (subject + 1)
        assert due(days) == 0


def test_who_hears_of_several_things_hears_of_them_together_whoever_ticks_beside(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    owners = crew(days, 5)
    boss = person(
        days.store, days.workspace, "U0BOSS", Profile("Priya", "Europe/Paris", True, "en")
    )
    for owner in owners:
        days.asks(owner)
    days.until(date(2026, 3, 11), 7)
    days.asks(boss, "Theirs")
    days.now = datetime(2026, 3, 11, 8, 0, tzinfo=UTC)
    at_once(threads, days, tick(days), tick(days), tick(days))
    days.tick()
    (said,) = [one for one in days.posts().values() if one.to == boss.slack_id]
    assert "How is Theirs?" in said.text
    assert said.text.count("may need a hand") == len(owners)


def test_who_settles_it_while_it_is_being_said_reads_that_it_is_done(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    days.asks(lea)
    with meanwhile(days, threads, settling(days)) as session:
        tick(days)(session)
    assert days.text() == "✅ Done: the check-in of Q1"


def test_what_is_being_settled_is_not_said(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    days.asks(lea)
    with days.acting() as session:
        settling(days)(session)
        assert days.tick() == []
    assert days.tick() == []
    assert due(days) == 0


def test_a_settle_and_a_tick_at_once_leave_nothing_open_in_a_message(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    for number in range(12):
        days.asks(lea, f"Q{number}")
        days.asks(lea, f"R{number}")
        both = (settling(days, f"Q{number}"), settling(days, f"R{number}"))
        at_once(threads, days, *both, tick(days))
    with days.acting() as session:
        session.execute(text("UPDATE people SET weekly_ceiling = 5"))
    assert days.tick() == []
    assert "How is" not in "".join(days.text(each) for each in range(len(days.posts())))


def test_an_offer_that_two_clicks_accept_at_once_is_taken_over_once(
    days: Days, lea: Person, boss: Person, threads: ThreadPoolExecutor
) -> None:
    ask = days.asks(lea)
    days.tick()
    with days.acting() as session:
        handover.offer(session, days.workspace, lea, ask, (boss.slack_id, ""), days.now)

    def accept(session: Session) -> None:
        handover.accept(session, days.workspace, boss, ask, days.now)

    at_once(threads, days, accept, accept)
    with days.acting() as session:
        assert read(session, days.workspace, [ask])[ask].person.id == boss.id
        count = text("SELECT count(*), min(step), max(step) FROM ask_turns")
        assert tuple(session.execute(count).one()) == (1, 1, 1)


def test_who_accepts_and_who_settles_at_once_do_not_both_have_it(
    days: Days, lea: Person, boss: Person, threads: ThreadPoolExecutor
) -> None:
    ask = days.asks(lea)
    with days.acting() as session:
        handover.offer(session, days.workspace, lea, ask, (boss.slack_id, ""), days.now)

    def accept(session: Session) -> None:
        with pytest.raises(Refusal):
            handover.accept(session, days.workspace, boss, ask, days.now)

    with meanwhile(days, threads, accept) as session:
        settling(days)(session)
    with days.acting() as session:
        assert session.scalar(text("SELECT count(*) FROM ask_turns")) == 0


def test_who_puts_it_off_while_it_is_being_said_is_left_alone_until_then(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    ask = days.asks(lea)
    days.until(date(2026, 3, 4), 7)
    days.now = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)

    def put_off(session: Session) -> None:
        snooze.snooze(session, days.workspace, lea, ask, date(2026, 3, 12), days.now)

    with meanwhile(days, threads, put_off) as session:
        tick(days)(session)
    assert "⏰ I remind you on Thursday 12 March." in days.text()
    assert [one.at.day for one in days.until(date(2026, 3, 13))] == [12]


def test_what_is_being_put_off_is_not_said(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    ask = days.asks(lea)
    days.until(date(2026, 3, 4), 7)
    days.now = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
    with days.acting() as session:
        snooze.snooze(session, days.workspace, lea, ask, date(2026, 3, 12), days.now)
        assert days.tick() == []
    assert [one.at.day for one in days.until(date(2026, 3, 13))] == [12]


def test_a_snooze_and_a_tick_at_once_leave_it_put_off(
    days: Days, threads: ThreadPoolExecutor
) -> None:
    owners = crew(days, 12)
    for owner in owners:
        days.asks(owner)
    days.until(date(2026, 3, 4), 7)
    days.now = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)
    with days.acting() as session:
        asks = list(session.scalars(text("SELECT id FROM asks ORDER BY id DESC")))

    def put_off(session: Session) -> None:
        # Each on its own, while the tick reads them.
        for ask, owner in zip(asks, reversed(owners), strict=True):
            with days.acting() as acting:
                snooze.snooze(acting, days.workspace, owner, ask, date(2026, 3, 12), days.now)

    at_once(threads, days, put_off, tick(days))
    said = days.until(date(2026, 3, 13))
    assert {one.at.day for one in said} == {12}
    assert len(said) == len(owners)


def test_what_is_settled_is_passed_on_to_nobody(
    days: Days, lea: Person, boss: Person, threads: ThreadPoolExecutor
) -> None:
    ask = days.asks(lea)
    with days.acting() as session:
        session.execute(text("UPDATE people SET product_ops = true WHERE slack_id = 'U0BOSS'"))
        session.execute(text("UPDATE people SET active = false WHERE slack_id = 'U0LEA'"))
        chief = people.find(session, days.workspace, boss.slack_id)
    assert chief

    def pass_on(session: Session) -> None:
        takers = {ask: boss.slack_id}
        leaving.pass_on(session, days.workspace, chief, lea.id, takers, days.now)

    with meanwhile(days, threads, pass_on) as session:
        settling(days)(session)
    assert due(days) == 0
    with days.acting() as session:
        assert read(session, days.workspace, [ask])[ask].person.id == lea.id


def test_the_same_asked_twice_at_once_is_one_ask(
    days: Days, lea: Person, threads: ThreadPoolExecutor
) -> None:
    wanted = Wanted(CHECK_IN, 1, lea, "Q1")
    asking: Doing = lambda session: open_ask(session, days.workspace, wanted, days.now)  # noqa: E731
    at_once(threads, days, asking, asking)
    assert len(days.tick()) == 1
