"""What was typed of a key result, checked field by field."""

from dataclasses import dataclass, replace
from decimal import Decimal

from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from workflows.okrs import numbers, objectives
from workflows.okrs.figures import Direction, zoned

LONGEST_UNIT, LONGEST_SOURCE, LONGEST_ZONE = 30, 500, 75
FEWEST_ZONES, MOST_ZONES = 2, 10


# One at a time for an objective: of two who give it the same key result, one does.
@dataclass(frozen=True)
class Typed:
    """A key result's fields as they were typed.

    Attributes:
        start, target: figures; both empty for a milestone.
        direction: `up` or `down`; empty where the figures say it.
        zones: what a milestone goes through, a line each.
        owner: Slack's id, empty for nobody.
    """

    title: str = ""
    unit: str = ""
    start: str = ""
    target: str = ""
    direction: str = ""
    zones: str = ""
    owner: str = ""
    source: str = ""


@dataclass(frozen=True)
class Fields:
    """What a key result is, checked; `owner` is Slack's id, empty for nobody."""

    title: str
    unit: str
    start: Decimal
    target: Decimal
    direction: Direction
    zones: tuple[str, ...]
    owner: str
    source: str


def check(typed: Typed, language: str) -> Fields | Errors:
    """What was typed of a key result, or what is wrong with it.

    Args:
        language: in which figures are read.
    """
    title, unit = (" ".join(clean(one).split()) for one in (typed.title, typed.unit))
    unit = unit or numbers.unit_of(typed.start, typed.target)
    source = clean(typed.source)
    zones = tuple(" ".join(line.split()) for line in clean(typed.zones).splitlines())
    zones = tuple(zone for zone in zones if zone)
    wrong = {
        "title": objectives.wrong_title(title),
        "unit": too_long(unit, LONGEST_UNIT),
        "source": too_long(source, LONGEST_SOURCE),
        "zones": _wrong_zones(zones, typed),
    }
    errors = {field: words for field, words in wrong.items() if words}
    fields = Fields(title, unit, *_path(zones), zones, typed.owner, source)
    if not zones:
        read = _figures(typed, unit, language)
        if isinstance(read, Errors):
            errors |= read.fields
        else:
            start, target, direction = read
            fields = replace(fields, start=start, target=target, direction=direction)
    return Errors(errors) if errors else fields


def _figures(typed: Typed, unit: str, language: str) -> tuple[Decimal, Decimal, Direction] | Errors:
    if not clean(typed.start) and not clean(typed.target):
        return Errors({"start": say("Give a start and a target, or the steps of a milestone.")})
    wrong: dict[str, Words] = {}
    read: dict[str, Decimal] = {}
    for field, said_ in (("start", typed.start), ("target", typed.target)):
        try:
            read[field] = numbers.read(said_, unit, language)
        except Refusal as refused:
            wrong[field] = refused.words
    if wrong:
        return Errors(wrong)
    start, target = read["start"], read["target"]
    if start == target:
        return start, target, Direction(typed.direction or Direction.UP)
    seen = Direction.UP if target > start else Direction.DOWN
    if typed.direction and typed.direction != seen:
        return Errors(
            {
                "direction": say(
                    "From {start} to {target} the figure goes the other way: change the direction,"
                    " or one of the two.",
                    start=numbers.write(start, unit, language),
                    target=numbers.write(target, unit, language),
                )
            }
        )
    return start, target, seen


def _path(zones: tuple[str, ...]) -> tuple[Decimal, Decimal, Direction]:
    aim = zoned(max(len(zones), FEWEST_ZONES))
    return aim.start, aim.target, aim.direction


def _wrong_zones(zones: tuple[str, ...], typed: Typed) -> Words | None:
    if not zones:
        return None
    if clean(typed.start) or clean(typed.target):
        return say(
            "A key result is a figure or a milestone: empty these lines, or the start and the"
            " target."
        )
    if not FEWEST_ZONES <= len(zones) <= MOST_ZONES:
        return say(
            "A milestone goes through {fewest} to {most} steps, a line each.",
            fewest=FEWEST_ZONES,
            most=MOST_ZONES,
        )
    if len({sameness(zone) for zone in zones}) < len(zones):
        return say("Two steps of the milestone have the same name.")
    if max(map(len, zones)) > LONGEST_ZONE:
        return say("A step's name is at most {most} characters long.", most=LONGEST_ZONE)
    return None


def too_long(text_: str, longest: int) -> Words | None:
    """What is wrong with a text that may be so many characters long, if anything."""
    if len(text_) <= longest:
        return None
    return say(
        "This is {length} characters long; {longest} fit here.", length=len(text_), longest=longest
    )
