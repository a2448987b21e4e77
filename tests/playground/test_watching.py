"""Waiting for a change, and what is put off."""

import threading

from bot.playground import realtime
from bot.playground.watching import Watched


def test_a_change_ends_the_waiting() -> None:
    watched, found = Watched(), []
    thread = threading.Thread(target=lambda: found.append(watched.wait_until(lambda: done, 30)))
    done = False
    thread.start()
    with watched.change():
        done = True
    thread.join(30)
    assert found == [True]


def test_waiting_ends_without_a_change_too() -> None:
    watched = Watched()
    assert not watched.wait_until(lambda: False, 0.01)
    watched.close()
    assert not watched.wait_until(lambda: False, 30)
    assert watched.wait_until(lambda: True, 30)


def test_only_what_can_be_seen_counts_as_a_new_version() -> None:
    watched = Watched()
    with watched.change(seen=False):
        assert watched.version == 0
    assert watched.version == 0
    with watched.change():
        assert watched.version == 0
    assert watched.version == 1


def test_a_long_look_leaves_time_for_those_who_change_something() -> None:
    watched, looks, free = Watched(), [], threading.Event()

    def look() -> bool:
        began = realtime.elapsed()
        while realtime.elapsed() < began + 0.01:
            looks.append(began)
        return changes >= 2_000

    thread = threading.Thread(target=lambda: watched.wait_until(look, 60) and free.set())
    changes = 0
    thread.start()
    while changes < 2_000:
        with watched.change():
            changes += 1
    thread.join(60)
    assert free.is_set()
    # One look after each change would be two thousand.
    assert len(set(looks)) < 1_000


def test_what_was_put_off_is_done_before_the_end() -> None:
    watched, done = Watched(), []
    watched.later(0.001, lambda: done.append("soon"))
    watched.later(600, lambda: done.append("late"))
    watched.close()
    assert sorted(done) == ["late", "soon"]
