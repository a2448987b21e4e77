"""A short run of `make chaos`, and the proof that it finds what it looks for."""

from pathlib import Path

import pytest
from rich.console import Console

from tests.chaos import report
from tests.chaos.plan import Plan
from tests.chaos.run import Result, run

pytestmark = pytest.mark.chaos


def performed(plan: Plan, folder: Path) -> Result:
    """A run whose report pytest shows where a test fails."""
    result = run(plan, folder, print)
    Console(soft_wrap=True).print(report.lines(result))
    return result


def test_nothing_is_lost_or_seen_twice_while_workers_slack_and_postgresql_fail(
    tmp_path: Path,
) -> None:
    plan = Plan(46, messages=80, channels=4, workers=2, companies=("One", "Two"), blows=2)
    result = performed(plan, tmp_path)
    assert result.holds
    assert [blow.kind for blow in result.blows] == ["kill", "database broken off"]


def test_messages_are_seen_twice_when_nobody_looks_for_them(tmp_path: Path) -> None:
    one = {"companies": ("One",), "channels": 4, "workers": 1, "blows": 0}
    plan = Plan(seed=1, messages=40, trouble=2, patience=0.3, looking=False, **one)
    result = performed(plan, tmp_path)
    assert result.wrongs("seen twice")
    assert not result.wrongs("lost")
    assert not result.holds
