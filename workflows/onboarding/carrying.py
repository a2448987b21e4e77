"""Journeys and their steps as JSON, as rows hold them."""

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from workflows.onboarding.journey import Audience, Journey, Kind, Link, Question, Step, Text

Json = Mapping[str, Any]


def dump(one: Journey | Step) -> dict[str, Any]:
    """What JSON holds of it."""
    return asdict(one)


def journey(kept: Json) -> Journey:
    """What `dump` gave of a journey."""
    return Journey(
        key=kept["key"],
        name=Text(**kept["name"]),
        about=Text(**kept["about"]),
        role=kept["role"],
        steps=tuple(step(each) for each in kept["steps"]),
    )


def step(kept: Json) -> Step:
    """What `dump` gave of a step."""
    return Step(
        **{
            **kept,
            "title": Text(**kept["title"]),
            "text": Text(**kept["text"]),
            "audience": Audience(kept["audience"]),
            "kind": Kind(kept["kind"]),
            "links": tuple(Link(Text(**one["title"]), one["url"]) for one in kept["links"]),
            "needs": tuple(kept["needs"]),
            "questions": tuple(
                Question(one["key"], Text(**one["text"]), one["scale"]) for one in kept["questions"]
            ),
        }
    )
