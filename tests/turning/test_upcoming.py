"""Each tick says when it has something to do: there, and nowhere else, a turned clock goes."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest
from sqlalchemy import delete, text, update

from bot.delivery import outbox
from bot.delivery.tables import DeliveryRow
from bot.feature import Tick
from bot.posts import Post
from bot.replies import Message
from bot.store.engine import Session, Store
from handlers import FEATURES
from tests.house.sides import LONG_AGO, Side, settle
from tests.moment import NOW

TICKS = {tick.name: tick for feature in FEATURES for tick in feature.ticks}
# They say nothing of what they did: tests of their own look at it.
WAKES, KEEPS = "delivery.wake_due", "delivery.keep_hours"
# Machines die in a time of their own, and what Slack knows does not change as the clock is turned.
NEVER = ["channels.reread", "delivery.retry_stalled", "groups.reread", "people.relearn"]
COUNTING = sorted(TICKS.keys() - {WAKES, KEEPS, *NEVER})
A_LITTLE = timedelta(milliseconds=1)


@pytest.fixture
def side(store: Store) -> Side:
    """A workspace that has something of everything."""
    return settle(store, "T0LUMEN")


@pytest.fixture
def open_session(store: Store, side: Side) -> Iterator[Session]:
    """A transaction, rolled back at the end."""
    session = store.session()
    where = "C0GENERAL"
    posts = [Post(where, Message("Hello"), f"hello-{n}", due=NOW + timedelta(n)) for n in (1, 2)]
    outbox.put(session, side.workspace, posts, NOW)
    posts = [Post("U0LEA", Message("Hello"), "hours", due=NOW + timedelta(3), in_hours=True)]
    outbox.put(session, side.workspace, posts, NOW)
    session.execute(
        update(DeliveryRow).where(DeliveryRow.key == "hello-2").values(state="sent", done_at=NOW)
    )
    yield session
    session.close()


def moment(tick: Tick, session: Session, side: Side, after: datetime = LONG_AGO) -> datetime | None:
    """What the tick says."""
    assert tick.upcoming is not None
    return tick.upcoming(session, side.workspace, after)


def test_every_tick_says_when_it_has_something_to_do() -> None:
    silent = [name for name, tick in TICKS.items() if tick.upcoming is None]
    assert not silent, f"Give these ticks `upcoming`, or turning the clock is slow: {silent}"


@pytest.mark.parametrize("name", COUNTING)
def test_a_tick_has_something_to_do_when_it_says_so_and_not_before(
    open_session: Session, side: Side, name: str
) -> None:
    tick = TICKS[name]
    at = moment(tick, open_session, side)
    assert at is not None, f"Let tests/house/sides.py settle something that {name} has to do with."
    assert tick.due(open_session, side.workspace, at - A_LITTLE, 500) == 0
    assert tick.due(open_session, side.workspace, at, 500) > 0
    later = moment(tick, open_session, side, at)
    assert later is None or later > at


def wake_ups(session: Session) -> int:
    """How many postmen are asked for."""
    waiting = "SELECT count(*) FROM procrastinate_jobs WHERE queue_name = 'delivery'"
    return session.execute(text(waiting)).scalar_one()


def test_a_postman_is_woken_when_something_is_due(open_session: Session, side: Side) -> None:
    tick = TICKS[WAKES]
    open_session.execute(text("DELETE FROM procrastinate_jobs"))
    at = moment(tick, open_session, side, NOW)
    assert at == NOW + timedelta(days=1)
    open_session.execute(delete(DeliveryRow).where(DeliveryRow.due <= NOW))
    open_session.commit()
    tick.due(open_session, side.workspace, at - A_LITTLE, 500)
    assert wake_ups(open_session) == 0
    tick.due(open_session, side.workspace, at, 500)
    assert wake_ups(open_session) == 1
    assert moment(tick, open_session, side, at) == NOW + timedelta(days=3)


def test_working_hours_are_kept_when_what_waits_for_them_is_due(
    open_session: Session, side: Side
) -> None:
    at = moment(TICKS[KEEPS], open_session, side, NOW)
    assert at == NOW + timedelta(days=3)


def test_nothing_else_waits_for_product_time(open_session: Session, side: Side) -> None:
    silent = [name for name, tick in TICKS.items() if moment(tick, open_session, side) is None]
    assert sorted(silent) == NEVER


def test_what_is_known_ahead_of_time_is_not_known_too_late() -> None:
    """Nothing that a tick answers `upcoming` with can come sooner than its notice says."""
    assert {name for name, tick in TICKS.items() if tick.notice} == {
        *("absence.forget", "asks.forget", "delivery.erase", "health.forget_refusals"),
        *("people.forget_answers", "people.forget_drafts"),
    }
