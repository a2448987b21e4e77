"""A benchmark that lost or doubled something fails, and one that did not keeps its tables."""

from collections import Counter
from pathlib import Path

from tests.benchmarks import page
from tests.benchmarks.delivery import judge
from tests.benchmarks.page import Sheet


def test_what_was_sent_and_stands_in_slack_once_is_right() -> None:
    states = {"a": "sent", "b": "waiting", "c": "sending", "d": "sending"}
    assert judge(states, Counter(a=1, c=1), 4) == ([], [])


def test_what_was_sent_or_given_up_and_is_not_in_slack_is_lost() -> None:
    assert judge({"a": "sent", "b": "failed"}, Counter(), 2) == (["a", "b"], [])


def test_what_is_no_longer_in_the_outbox_is_lost() -> None:
    assert judge({"a": "waiting"}, Counter(), 2) == (["row 0"], [])


def test_what_stands_in_slack_twice_or_still_waits_there_is_doubled() -> None:
    states = {"a": "sent", "b": "waiting"}
    assert judge(states, Counter(a=2, b=1), 2) == ([], ["a", "b"])


def test_a_part_replaces_its_own_tables_and_leaves_the_others(tmp_path: Path) -> None:
    kept = tmp_path / "benchmarks.md"
    parts = ("insight", "delivery")
    marks = (
        f"<!-- {part}: the last run {what} -->" for part in parts for what in ("begins", "ends")
    )
    kept.write_text("# Title\n{}\nold\n{}\nbetween\n{}\nother\n{}\nend\n".format(*marks))
    page.write("insight", "Here.", [Sheet("New", ("", "a : b"), (("row", "0.5"),))], kept)
    said = kept.read_text()
    assert "old" not in said
    assert "Here.\n\n**New**\n\n|  | a : b |\n| --- | ---: |\n| row | 0.5 |\n<!--" in said
    assert said.startswith("# Title\n")
    assert "\nbetween\n" in said
    assert "\nother\n" in said
