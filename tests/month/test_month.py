"""A short month, by one clock and worker and by several: as promised, and the same messages."""

from dataclasses import replace

import pytest
from rich.console import Console

from tests.database import delete_rows
from tests.month import report
from tests.month.plan import Plan
from tests.month.run import Result, run

pytestmark = pytest.mark.chaos

SHORT = Plan(seed=4, people=8, days=6, grid=1440)


def played(plan: Plan, database_url: str) -> Result:
    """A month; pytest shows what it says where a test fails."""
    delete_rows(database_url)
    result = run(plan, database_url, print)
    Console(soft_wrap=True).print(report.lines([result], [0.0]))
    return result


def test_everyone_hears_once_in_time_and_not_too_often_whoever_ticks_and_delivers(
    database_url: str,
) -> None:
    one = played(SHORT, database_url)
    assert one.holds
    several = played(replace(SHORT, clocks=3, workers=3), database_url)
    assert several.holds
    assert report.differences(one, several) == []
