"""Small checks that Block Kit's rules are made of, with Slack's words for what is wrong."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Spot:
    """A place in the JSON, and the list of problems found so far."""

    pointer: str = ""
    problems: list[str] = field(default_factory=list)

    def at(self, key: str | int) -> "Spot":
        """The place one step further in."""
        return Spot(f"{self.pointer}/{key}", self.problems)

    def bad(self, problem: str) -> None:
        """Notes a problem here."""
        self.problems.append(f"{problem} [json-pointer:{self.pointer or '/'}]")


Check = Callable[[Any, Spot], None]
Fields = Mapping[str, Check]


def text(most: int, least: int = 1) -> Check:
    """A string of so many characters."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, str):
            spot.bad("must be a string")
        elif len(value) > most:
            spot.bad(f"must be less than {most + 1} characters")
        elif len(value) < least:
            spot.bad(f"must be more than {least - 1} characters")

    return check


def matching(pattern: str, problem: str, most: int = 3000) -> Check:
    """A string of a form."""
    form = re.compile(pattern)

    def check(value: Any, spot: Spot) -> None:
        before = len(spot.problems)
        text(most)(value, spot)
        if len(spot.problems) == before and not form.fullmatch(value):
            spot.bad(problem)

    return check


def whole(least: int, most: int) -> Check:
    """A whole number within bounds."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, int) or isinstance(value, bool):
            spot.bad("must be an integer")
        elif value > most:
            spot.bad(f"must be less than {most + 1}")
        elif value < least:
            spot.bad(f"must be greater than {least - 1}")

    return check


def flag(value: Any, spot: Spot) -> None:
    """True or false."""
    if not isinstance(value, bool):
        spot.bad("must be a boolean")


def anything(value: Any, spot: Spot) -> None:
    """Whatever it is."""


def one_of(*values: str) -> Check:
    """One of these words."""

    def check(value: Any, spot: Spot) -> None:
        if value not in values:
            spot.bad("must be a valid enum value")

    return check


def items(item: Check, most: int, least: int = 1) -> Check:
    """A list of so many items."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, list):
            spot.bad("must be an array")
            return
        if len(value) > most:
            spot.bad(f"no more than {most} items allowed")
        elif len(value) < least:
            spot.bad(f"no fewer than {least} items allowed")
        for index, one in enumerate(value):
            item(one, spot.at(index))

    return check


def shape(required: Fields, optional: Fields) -> Check:
    """An object with these fields and no others."""
    known = {**required, **optional}

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, dict):
            spot.bad("must be an object")
            return
        for name in required:
            if name not in value:
                spot.bad(f"missing required field: {name}")
        for name, inner in value.items():
            if name not in known:
                spot.bad(f"invalid additional property: {name}")
            elif inner is None and name in optional:
                continue
            else:
                known[name](inner, spot.at(name))

    return check


def by_type(kinds: Fields) -> Check:
    """An object whose `type` says which check applies."""

    def check(value: Any, spot: Spot) -> None:
        if not isinstance(value, dict):
            spot.bad("must be an object")
        elif "type" not in value:
            spot.bad("missing required field: type")
        elif not isinstance(value["type"], str) or value["type"] not in kinds:
            spot.at("type").bad(f"unsupported type: {value['type']}")
        else:
            kinds[value["type"]](value, spot)

    return check


def both(first: Check, second: Check) -> Check:
    """The second check where the first found nothing."""

    def check(value: Any, spot: Spot) -> None:
        before = len(spot.problems)
        first(value, spot)
        if len(spot.problems) == before:
            second(value, spot)

    return check
