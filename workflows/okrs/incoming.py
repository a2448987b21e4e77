"""What a file says a company aims at, checked line by line, and in which order it is kept."""

import re
from collections.abc import Hashable, Mapping
from dataclasses import dataclass, field
from typing import TypeVar

from bot.folding import letters
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from workflows.okrs import key_result_form, objectives
from workflows.okrs.cycles import Span
from workflows.okrs.figures import Direction
from workflows.okrs.key_result_form import Fields

Key = TypeVar("Key", bound=Hashable)

_BETWEEN_STEPS = re.compile(r"[;|\n]")
_DIRECTIONS = {
    letters(name): way
    for way, names in (
        (Direction.UP, ("up", "increase", "not below", "hausse", "haut", "pas en dessous")),
        (Direction.DOWN, ("down", "decrease", "not above", "baisse", "bas", "pas au-dessus")),
    )
    for name in names
}
# How people write that it is nobody's but everybody's, unless a team is called so.
_COMPANY = {
    letters(name)
    for name in (
        *("company", "the company", "the whole company"),
        *("société", "entreprise", "toute la société", "toute l’entreprise"),
    )
}
# What the checks call a field, and what a file does.
_FIELDS = {"title": "key_result", "zones": "steps"}


@dataclass(frozen=True)
class Sent:
    """What a line tells, as it was written.

    Attributes:
        cycle: its name, empty for the one under way.
        team: its name, empty for the company.
        aligned_to: an objective's title.
        key_result: empty, with all that follows it, where the line tells of an objective alone.
        steps: of a milestone, between semicolons, bars or on lines of their own.
        owner: Slack's id, a mention or a name; empty for nobody yet.
    """

    cycle: str = ""
    team: str = ""
    objective: str = ""
    aligned_to: str = ""
    key_result: str = ""
    unit: str = ""
    start: str = ""
    target: str = ""
    direction: str = ""
    steps: str = ""
    owner: str = ""
    source: str = ""

    @property
    def tells_key_result(self) -> bool:
        """Whether it tells of more than an objective."""
        one = (self.key_result, self.unit, self.start, self.target, self.direction, self.steps)
        return any(map(clean, (*one, self.owner, self.source)))


@dataclass(frozen=True)
class Told:
    """A line of a file.

    Attributes:
        line: where it begins.
        lines: of its fields that stand on lines of their own.
    """

    line: int
    sent: Sent
    lines: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """A file.

    Attributes:
        name: what it is called.
        language: in which its figures are read.
        cycle: the line that names the cycle of all the others, if one does.
        days: of that cycle, which is made where there is none.
    """

    name: str
    told: tuple[Told, ...]
    language: str
    cycle: Told | None = None
    days: Span | None = None


@dataclass(frozen=True)
class Refused:
    """A line that was not kept; `errors` say why, by the names in `Sent`, empty for all of it."""

    told: Told
    errors: Errors


def is_company(team: str) -> bool:
    """Whether a name says the whole company."""
    return not letters(team) or letters(team) in _COMPANY


def read(sent: Sent, owner: str, language: str) -> Fields | Errors | None:
    """A line's key result, what is wrong with it, or None where it tells of none.

    Args:
        owner: Slack's id, empty for nobody.
    """
    if not sent.tells_key_result:
        return None
    wrong: dict[str, Words] = {}
    way = _DIRECTIONS.get(letters(sent.direction))
    if letters(sent.direction) and way is None:
        wrong["direction"] = say(
            "“{value}” is neither up nor down.", value=clean(sent.direction)[:30]
        )
    typed = key_result_form.Typed(
        sent.key_result,
        sent.unit,
        sent.start,
        sent.target,
        direction=way or "",
        zones=_BETWEEN_STEPS.sub("\n", sent.steps),
        owner=owner,
        source=sent.source,
    )
    found = key_result_form.check(typed, language)
    if isinstance(found, Errors):
        wrong = {_FIELDS.get(name, name): words for name, words in found.fields.items()} | wrong
    return Errors(wrong) if wrong else found


def titled(sent: Sent) -> str | Errors:
    """The title of a line's objective, or what is wrong with it."""
    found = objectives.check(objectives.Typed(sent.objective))
    return (
        Errors({"objective": found.fields["title"]}) if isinstance(found, Errors) else found.title
    )


def order(parents: Mapping[Key, Key | None]) -> tuple[Key, ...]:
    """What is to be made, parents first; without what holds itself up, and what hangs on that.

    Args:
        parents: of each; None for one that is there already, or for none.
    """
    placed: dict[Key, None] = {}
    for key in parents:
        path: dict[Key, None] = {}
        at: Key | None = key
        while at is not None and at not in placed and at not in path:
            path[at] = None
            at = parents.get(at)
        if at is None or at in placed:
            placed |= dict.fromkeys(reversed(path))
    return tuple(placed)


def loop(parents: Mapping[Key, Key | None], key: Key) -> tuple[Key, ...]:
    """The loop that something is part of, from itself on; empty for none."""
    path = [key]
    at = parents.get(key)
    while at is not None and at not in path:
        path.append(at)
        at = parents.get(at)
    return tuple(path) if at == key else ()
