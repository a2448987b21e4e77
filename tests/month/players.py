"""Plays several months at once, each in a process of its own on a database of its own."""

import logging
import multiprocessing
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from bot import clock, logs
from bot.store import migrate
from tests.database import create_database, temporary_postgres
from tests.month.plan import Plan
from tests.month.run import Result, run


def played(plans: Sequence[Plan]) -> tuple[list[Result], list[float]]:
    """What came of each, and the seconds it took; the first tells how far it is."""
    # Forked, they would share what the libraries opened.
    apart = multiprocessing.get_context("spawn")
    with (
        temporary_postgres() as server,
        ProcessPoolExecutor(len(plans), mp_context=apart, initializer=_begin) as processes,
    ):
        playing = []
        for number, plan in enumerate(plans):
            url = create_database(server.url, f"month_{number}")
            migrate.upgrade(url)
            playing.append(processes.submit(_play, plan, url, tells=number == 0))
        both = [each.result() for each in playing]
    return [result for result, _ in both], [seconds for _, seconds in both]


def _begin() -> None:
    # That who has left is not reached is a warning each time.
    logs.configure("json", level=logging.ERROR)


def _play(plan: Plan, url: str, *, tells: bool) -> tuple[Result, float]:
    began = clock.elapsed()
    result = run(plan, url, print if tells else _silent)
    return result, clock.elapsed() - began


def _silent(line: str) -> None:
    """Say nothing."""
