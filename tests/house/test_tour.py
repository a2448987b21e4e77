"""The demo's tour: whom and where it names is there, in every language."""

from bot.cli import touring
from bot.feature import TourStep
from bot.i18n import LANGUAGES
from bot.playground.lumen import lumen
from handlers import FEATURES

SLACK = ("home", "messages")
TURNS = ("", "hour", "morning", "monday", "week", "month")


def _steps() -> list[TourStep]:
    return [step for feature in FEATURES for step in feature.tour]


def test_every_step_names_somebody_of_the_demos_company_and_a_place_that_they_see() -> None:
    company = lumen()
    people = {person.name for person in company.people}
    rooms = {room.name: room for room in company.channels}
    assert _steps()
    for step in _steps():
        assert step.person in people, step
        assert step.turns in TURNS, step
        if step.place not in SLACK:
            room = rooms[step.place]
            assert not room.private or step.person in room.members, step


def test_every_step_is_said_in_every_language() -> None:
    told = touring.steps(FEATURES)
    assert set(told) == set(LANGUAGES)
    for steps in zip(*told.values(), strict=True):
        titles, texts = ({step[name] for step in steps} for name in ("title", "text"))
        assert len(titles) == len(texts) == len(LANGUAGES), steps
        assert len({bool(step["types"]) for step in steps}) == 1, steps
        assert all(steps[0][name] == step[name] for step in steps for name in ("person", "place"))


def test_steps_stand_in_the_order_of_their_places() -> None:
    english = [step["title"] for step in touring.steps(FEATURES)["en"]]
    ordered = sorted(_steps(), key=lambda step: step.at)
    assert english == [step.title.one for step in ordered]
    assert len(english) == len(set(english))
