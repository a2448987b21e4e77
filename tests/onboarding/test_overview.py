"""All journeys at once: what needs attention, where people get stuck, and nobody singled out."""

import json
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import event, text

from bot.errors import Refusal
from bot.i18n import Translator
from handlers.onboarding import ids, listeners, overseeing, overview_views, reading
from tests.okrs.test_doors import Visitor
from tests.onboarding.arrived import HUGO, MEET, NORA, PRIYA, READY, SAM, enrolled, standing, taken
from tests.onboarding.conftest import JOURNEY, Arrival, step
from tests.onboarding.crowd import Crowd
from workflows.onboarding import attention, figures
from workflows.onboarding import overseeing as looking
from workflows.onboarding.attention import Point
from workflows.onboarding.figures import StepFigures
from workflows.onboarding.journey import Audience, Journey, Kind, Question, Text
from workflows.onboarding.overview import Why
from workflows.onboarding.shelf import Kept

QUESTION = Question("well", Text("Do you feel welcome?", "Tu te sens bien ?"), scale=True)
SURVEY = step("survey", 3, kind=Kind.ANSWER, questions=(QUESTION,))
READ, HELP = step("read"), step("help", 1, Audience.MANAGER)
SHORT = replace(JOURNEY, key="crowded", steps=(READ, HELP, SURVEY))


@pytest.fixture
def crowd(arrival: Arrival) -> Crowd:
    """Nobody yet."""
    return Crowd(arrival)


def told(crowd: Crowd, kept: Kept, key: str) -> StepFigures:
    """The figures of a step."""
    found = figures.of(*crowd.arrival.given, kept.id, crowd.arrival.now)
    return next(each for each in found if each.step.key == key)


def test_a_step_takes_what_it_took_most_and_what_has_been_open_for_long_counts(
    crowd: Crowd,
) -> None:
    kept = crowd.begins(SHORT, 6)
    # A Tuesday twenty days ago: fourteen working days are open so far.
    crowd.had(kept, READ, 0, 1, 1)
    assert (told(crowd, kept, "read").days, told(crowd, kept, "read").open) == (1, 0)
    crowd.had(kept, READ, 0, 1, 1, None, None, None)
    found = told(crowd, kept, "read")
    assert (found.had, found.days, found.open) == (6, 8, 3)
    pause = text("UPDATE enrolments SET paused_at = now() WHERE person_id = :id")
    crowd.arrival.session.execute(pause, {"id": crowd.who[kept.id][3].id})
    assert told(crowd, kept, "read").open == 2


def test_what_was_opened_just_now_says_nothing_yet(crowd: Crowd) -> None:
    kept = crowd.begins(SHORT, 6)
    crowd.had(kept, READ, None, None, None, ago=2)
    found = told(crowd, kept, "read")
    assert (found.had, found.days, found.open) == (3, None, 0)


def test_nothing_is_told_of_fewer_than_three_people(crowd: Crowd) -> None:
    kept = crowd.begins(SHORT, 6)
    crowd.had(kept, READ, 4, None)
    crowd.unclear(kept, READ, *crowd.who[kept.id][:2])
    assert told(crowd, kept, "read") == StepFigures(READ, 2)
    crowd.answered(kept, SURVEY, 1, 2)
    assert not told(crowd, kept, "survey").means
    crowd.had(kept, READ, 4, None, 4)
    # Four days with a weekend in them.
    assert told(crowd, kept, "read").days == 2


def test_whoever_has_a_step_for_many_is_one_person(crowd: Crowd) -> None:
    kept = crowd.begins(SHORT, 6, manager=crowd.arrival.marc)
    crowd.had(kept, HELP, 9, 9, 9, None, None, None)
    crowd.unclear(kept, HELP, crowd.arrival.marc)
    assert told(crowd, kept, "help") == StepFigures(HELP, 1)


def test_a_step_is_unclear_to_people_and_not_as_often_as_they_say_it(crowd: Crowd) -> None:
    kept = crowd.begins(SHORT, 6)
    crowd.had(kept, READ, 1, 1, 1, 1)
    first, second, *_ = crowd.who[kept.id]
    crowd.unclear(kept, READ, first, first, second)
    assert told(crowd, kept, "read").unclear == 0.5
    # Who was erased had it too; who never had it is not counted.
    crowd.unclear(kept, READ, None, crowd.who[kept.id][5])
    assert told(crowd, kept, "read").unclear == 0.6


def test_answers_are_a_mean_from_three_on(crowd: Crowd) -> None:
    kept = crowd.begins(SHORT, 6)
    crowd.answered(kept, SURVEY, 5, 4, 4)
    (mean,) = told(crowd, kept, "survey").means
    assert (round(mean.mean, 2), mean.answers, mean.question) == (4.33, 3, QUESTION)


def test_what_costs_most_comes_first() -> None:
    found = [
        StepFigures(step("smooth"), 9, days=0, open=0, unclear=0.0),
        StepFigures(step("unclear"), 9, days=2, open=0, unclear=0.5),
        StepFigures(step("long"), 9, days=7, open=0, unclear=0.0),
        StepFigures(step("open"), 9, days=2, open=3, unclear=0.0),
        StepFigures(step("few"), 2),
    ]
    keys = [each.step.key for each in overview_views.costly(found)]
    assert keys == ["long", "open", "unclear"]


def test_what_needs_attention_is_gathered_by_step() -> None:
    yuki = replace(SAM, id=9, name="Yuki")
    hers = enrolled(taken(READY), person=yuki)
    found = attention.gathered(
        [
            standing(),
            standing((Why.BLOCKED, taken(READY)), (Why.STUCK, taken(MEET))),
            standing((Why.BLOCKED, taken(READY)), (Why.ALONE, None), enrolment=hers),
            standing((Why.PAUSED, None), (Why.STUCK, taken(MEET))),
        ]
    )
    assert (found.on_track, found.look) == (1, 3)
    assert found.blocked == (Point(READY, HUGO, (SAM, yuki)),)
    assert found.stuck == (Point(MEET, None, (SAM, SAM)),)
    assert (found.paused, found.alone) == ((SAM,), (yuki,))
    # The same step with somebody else is another thing to speak about.
    other = replace(taken(READY), person=NORA)
    two = attention.gathered([standing((Why.BLOCKED, one)) for one in (taken(READY), other)])
    assert [each.owner for each in two.blocked] == [HUGO, NORA]


def test_the_most_used_journey_is_looked_at_until_another_one_is_chosen(
    crowd: Crowd, t: Translator
) -> None:
    few = crowd.begins(replace(SHORT, key="few", name=Text("Few")), 1)
    many = crowd.begins(SHORT, 4)
    priya = Visitor(*crowd.arrival.given, crowd.arrival.priya, t)
    view = priya.does(listeners.onboard, command={"text": "overview"}).view
    (menu,) = (each["accessory"] for each in view["blocks"] if "accessory" in each)
    assert menu["action_id"] == ids.OVERVIEW_JOURNEY
    assert [each["value"] for each in menu["options"]] == [str(many.id), str(few.id)]
    assert menu["initial_option"]["value"] == str(many.id)
    action = {"selected_option": {"value": str(few.id)}}
    view = priya.does(overseeing.choose, action=action).view
    assert "Few: 1 on it now, 1 in all" in json.dumps(view)


@pytest.mark.parametrize("typed", ["overview", "Vue", "vue d’ensemble", "vue d'ensemble", "bilan"])
def test_it_is_asked_for_in_both_languages(typed: str) -> None:
    assert reading.asked(typed).verb == "overview"


def test_only_product_ops_have_it(crowd: Crowd, t: Translator) -> None:
    crowd.begins(SHORT, 4, manager=crowd.arrival.marc)
    marc = Visitor(*crowd.arrival.given, crowd.arrival.marc, t)
    with pytest.raises(Refusal) as refused:
        marc.does(listeners.onboard, command={"text": "overview"})
    assert "`/onboard status` shows" in t.words(refused.value.words)
    assert ids.OVERVIEW not in json.dumps(marc.does(listeners.status).message.blocks)
    priya = Visitor(*crowd.arrival.given, crowd.arrival.priya, t)
    assert ids.OVERVIEW in json.dumps(priya.does(listeners.status).message.blocks)


def test_nobody_is_on_a_journey(arrival: Arrival, t: Translator) -> None:
    view = Visitor(*arrival.given, arrival.priya, t).does(overseeing.open_form).view
    assert [each["text"]["text"] for each in view["blocks"]] == [
        "Nobody is on a journey at the moment. `/onboard @name` begins one."
    ]


def everything(number: int, steps: int = 60) -> Journey:
    """A journey as long as it may be."""
    long = "&" * 140
    own = tuple(
        step(
            f"step-{place}",
            place,
            Audience.MANAGER if place % 6 == 0 else Audience.NEW_HIRE,
            needs=(f"step-{place - 1}",) if place % 3 == 1 else (),
            questions=(replace(QUESTION, text=Text(long, long)),) if place % 10 == 5 else (),
        )
        for place in range(steps)
    )
    titled = tuple(replace(each, title=Text(f"{long}{each.key}", long)) for each in own)
    return Journey(f"journey-{number}", Text(f"{'<' * 70}{number}"), Text(), "", titled)


def test_three_hundred_people_on_thirty_journeys_fit_and_are_read_at_once(
    crowd: Crowd, t: Translator
) -> None:
    every = [crowd.begins(everything(number), 10, crowd.arrival.marc) for number in range(30)]
    for kept in every[:2]:
        for place, one in enumerate(kept.journey.steps[:40]):
            crowd.had(kept, one, *(place % 9 or None for _ in range(10)), ago=60 - place)
        crowd.answered(kept, kept.journey.steps[5], 1, 2, 3)
        crowd.unclear(kept, kept.journey.steps[7], *crowd.who[kept.id][:4])
    said: list[str] = []

    def heard(*given: Any) -> None:
        said.append(given[2])

    engine = crowd.arrival.session.get_bind()
    event.listen(engine, "before_cursor_execute", heard)
    found = looking.look(*crowd.arrival.given, crowd.arrival.priya, every[0].id, crowd.arrival.now)
    event.remove(engine, "before_cursor_execute", heard)
    assert len(said) <= 12
    view = overview_views.page(t, found)
    assert len(view["blocks"]) < 30
    assert max(len(each["text"]["text"]) for each in view["blocks"] if "text" in each) <= 3_000
    assert len(json.dumps(view)) < 30_000
    assert PRIYA.name not in json.dumps(view)
