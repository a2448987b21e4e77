"""What needs attention on all journeys at once, by what it is and not by who: pure functions."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from bot.store.people import Person
from workflows.onboarding.enrolment import Taken
from workflows.onboarding.journey import Step
from workflows.onboarding.overview import Standing, Why


@dataclass(frozen=True)
class Point:
    """A step that has been open for long.

    Attributes:
        owner: whose part it is; None where it is that of who arrives.
        people: those whose journeys it is about.
    """

    step: Step
    owner: Person | None
    people: tuple[Person, ...]


@dataclass(frozen=True)
class Attention:
    """How journeys under way are doing.

    Attributes:
        on_track, look: how many are, and how many need attention.
        blocked: steps of others that hold somebody up, those first that hold up most.
        stuck: steps of who arrives that have been open for long, those first that most have.
        paused, alone: who paused, and whom no manager accompanies.
    """

    on_track: int
    look: int
    blocked: tuple[Point, ...] = ()
    stuck: tuple[Point, ...] = ()
    paused: tuple[Person, ...] = ()
    alone: tuple[Person, ...] = ()


def gathered(found: Sequence[Standing]) -> Attention:
    """What needs attention, gathered from where everybody stands."""
    look = [each for each in found if each.why]
    return Attention(
        len(found) - len(look),
        len(look),
        _points(look, Why.BLOCKED),
        _points(look, Why.STUCK),
        _who(look, Why.PAUSED),
        _who(look, Why.ALONE),
    )


def _points(found: Iterable[Standing], why: Why) -> tuple[Point, ...]:
    together: dict[tuple[int, str, int], list[tuple[Taken, Person]]] = defaultdict(list)
    for each in found:
        for reason, taken in each.why:
            if reason is why and taken is not None:
                owner = taken.person.id if why is Why.BLOCKED else 0
                key = (each.enrolment.journey, taken.step.key, owner)
                together[key].append((taken, each.enrolment.person))
    points = [
        Point(
            some[0][0].step,
            some[0][0].person if why is Why.BLOCKED else None,
            tuple(person for _, person in some),
        )
        for some in together.values()
    ]
    return tuple(sorted(points, key=lambda each: (-len(each.people), each.step.day)))


def _who(found: Iterable[Standing], why: Why) -> tuple[Person, ...]:
    return tuple(
        each.enrolment.person for each in found if any(reason is why for reason, _ in each.why)
    )
