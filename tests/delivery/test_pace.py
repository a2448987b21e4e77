"""How often Slack is called: evenly, less often after a refusal, and then as usual again."""

from dataclasses import dataclass

from bot.delivery.pace import Pace
from bot.delivery.rules import EDIT, POST, Rules


@dataclass
class Watch:
    """Machine time that a test turns."""

    seconds: float = 100.0

    def elapsed(self) -> float:
        """What the watch shows."""
        return self.seconds


def test_calls_are_spread_evenly_and_a_late_one_is_made_up_for_once() -> None:
    watch = Watch()
    pace = Pace(Rules(), watch.elapsed)
    pace.calls(POST, "C1")
    assert pace.wait(POST) == 0
    pace.calls(POST, "C2")
    assert round(pace.wait(POST), 3) == 0.2
    assert pace.wait(EDIT) == 0
    watch.seconds += 60
    pace.calls(POST, "C1")
    pace.calls(POST, "C2")
    assert round(pace.wait(POST), 3) == 0.2


def test_a_channel_rests_after_a_post_and_only_that_one() -> None:
    watch = Watch()
    pace = Pace(Rules(), watch.elapsed)
    pace.calls(POST, "C1")
    assert pace.resting() == ["C1"]
    watch.seconds += 1.0
    assert pace.resting() == []


def test_a_refusal_rests_its_method_and_slows_it_down_once() -> None:
    watch = Watch()
    pace = Pace(Rules(), watch.elapsed)
    for _ in range(8):
        pace.limited(POST, 30)
    assert pace.wait(POST) == 30
    assert pace.wait(EDIT) == 0
    watch.seconds += 31
    pace.calls(POST)
    pace.calls(POST)
    assert round(pace.wait(POST), 3) == 0.3


def test_what_goes_well_brings_the_usual_pace_back() -> None:
    watch = Watch()
    pace = Pace(Rules(), watch.elapsed)
    pace.limited(POST, 1)
    for _ in range(30):
        pace.went_well(POST)
    watch.seconds += 60
    pace.calls(POST)
    pace.calls(POST)
    assert round(pace.wait(POST), 3) == 0.2
