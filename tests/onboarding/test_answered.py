"""What another team is answered ticks the step that waits for that."""

from dataclasses import replace
from typing import Any

import pytest

from bot.store import teams
from bot.store.teams import Content
from tests.moment import NOW
from tests.onboarding.conftest import DAY, TODAY, Arrival, step
from workflows.dependencies import asking, moving
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side
from workflows.onboarding.enrolment import State


@pytest.mark.parametrize(
    ("move", "more", "ticked"),
    [
        (Move.DECLINE, {"words": "Not this quarter"}, True),
        (Move.ACCEPT, {}, True),
        (Move.WITHDRAW, {"side": Side.REQUESTER}, False),
    ],
)
def test_an_answer_to_another_team_ticks_the_step_that_waits_for_one(
    arrival: Arrival, move: Move, more: dict[str, Any], ticked: bool
) -> None:
    last = step("answer", 1, done_when="dependency_answered")
    arrival.journey = replace(arrival.journey, steps=(last,))
    arrival.begins()
    both = (arrival.sam.id, arrival.lea.id)
    ours, theirs = (
        teams.add(*arrival.given, Content(name, f"C{lead}", lead, lead, "", both), NOW)
        for name, lead in (("Billing", arrival.lea.id), ("Payments", arrival.sam.id))
    )
    wanted = asking.Wanted("A hook", TODAY + 9 * DAY, ours, theirs)
    found = asking.ask(*arrival.given, arrival.lea, wanted, arrival.now)
    assert isinstance(found, Dependency)
    wish = Wish(move, **{"side": Side.PROVIDER, **more})
    moving.make(*arrival.given, arrival.sam, found.id, wish, arrival.now)
    over = [one.state for one in arrival.on.steps] == [State.DONE]
    assert over is ticked
