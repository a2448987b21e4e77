"""The verdict finds each kind of wrong, and only that one."""

import random
from dataclasses import replace

import pytest

from tests.chaos.feeding import Promise
from tests.chaos.plan import Plan
from tests.chaos.story import Name, Saying, Story, read
from tests.chaos.verdict import Arrival, Verdict, judge

FIRST, SECOND = Name("room-1", "normal", 1), Name("room-1", "normal", 2)
ANSWER = Name("room-1", "normal", 3)
PROMISES = {
    FIRST: Promise(Saying(FIRST, version=2), None, 10.0),
    SECOND: Promise(Saying(SECOND), None, 10.0),
    ANSWER: Promise(Saying(ANSWER), FIRST, 10.0),
}
ARRIVED = (
    Arrival("room-1", "11.0", Saying(FIRST, version=2).text),
    Arrival("room-1", "12.0", Saying(SECOND).text),
    Arrival("room-1", "13.0", Saying(ANSWER).text, thread="11.0"),
)


def wrong(*arrived: Arrival) -> list[str]:
    """The kinds of wrong that these arrivals are."""
    return [kind for kind, found in judge(PROMISES, arrived).wrongs.items() if found]


def test_what_arrived_as_promised_is_right() -> None:
    verdict = judge(PROMISES, ARRIVED)
    assert verdict == Verdict(promised=3, arrived=3)
    assert verdict.holds


def test_each_kind_of_wrong_is_found() -> None:
    first, second, answer = ARRIVED
    assert wrong(first, answer) == ["lost"]
    assert wrong(*ARRIVED, replace(second, ts="14.0")) == ["seen twice"]
    assert wrong(*ARRIVED, replace(first, text=Saying(FIRST, 3, undone=True).text)) == [
        "rolled back and said"
    ]
    assert wrong(*ARRIVED, replace(second, text="Hello")) == ["said by nobody"]
    unknown = Saying(Name("room-1", "normal", 4)).text
    assert wrong(*ARRIVED, replace(second, text=unknown)) == ["said by nobody"]
    late = replace(second, ts="13.5")
    assert wrong(first, late, answer) == ["out of order"]
    assert wrong(first, replace(second, place="room-2"), answer) == ["in the wrong place"]
    assert wrong(first, second, replace(answer, thread="")) == ["in the wrong place"]
    assert wrong(replace(first, text=Saying(FIRST).text), second, answer) == ["not as last edited"]


def test_a_second_copy_is_found_although_only_the_first_was_edited() -> None:
    assert wrong(*ARRIVED, Arrival("room-1", "15.0", Saying(FIRST).text)) == ["seen twice"]


def test_alerts_are_counted_against_the_broadcasts_that_waited() -> None:
    alert = Name("room-1", "alert", 1)
    broadcasts = [Name("room-1", "broadcast", number) for number in (1, 2, 3)]
    promises = {name: Promise(Saying(name), None, 10.0) for name in broadcasts}
    promises[alert] = Promise(Saying(alert), None, 11.5)
    came = zip((*broadcasts, alert), ("11.0", "12.0", "14.0", "13.0"), strict=True)
    verdict = judge(promises, [Arrival("room-1", ts, Saying(name).text) for name, ts in came])
    assert verdict.holds
    assert (verdict.passed, verdict.waited) == (1, 2)


@pytest.mark.parametrize("undone", [False, True])
def test_a_message_is_recognised_by_its_words(undone: bool) -> None:
    saying = Saying(Name("lea", "alert", 12), version=3, undone=undone)
    assert read(saying.text) == saying
    assert read(f"{saying.text}!") is None


def test_a_seed_tells_the_same_story_and_another_seed_another() -> None:
    def steps(seed: int) -> list[object]:
        return list(Story(random.Random(seed), ("room-1", "lea"), 200).steps())

    assert steps(1) == steps(1)
    assert steps(1) != steps(2)
    assert Plan(seed=1).mishaps(0) == Plan(seed=1).mishaps(0) != Plan(seed=1).mishaps(1)


def test_a_story_numbers_what_it_commits_without_a_gap() -> None:
    steps = list(Story(random.Random(5), ("room-1", "room-2", "lea"), 500).steps())
    names = [saying.name for step in steps if not step.undone for saying, _ in step.says]
    assert len(names) == len(set(names)) == 500
    for place, priority in {(name.place, name.priority) for name in names}:
        numbers = [one.number for one in names if (one.place, one.priority) == (place, priority)]
        assert numbers == list(range(1, len(numbers) + 1))
