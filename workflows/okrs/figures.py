"""How far key results are, and how far they should be: pure arithmetic."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from itertools import pairwise
from statistics import fmean

# How far progress may be from the pace, as shares of the way.
AHEAD, CLOSE, FAR = 0.1, 0.1, 0.25
# A step of a team that differs from its usual one by less is as usual.
_LEAST, _PART = 0.02, 1 / 3
# A team that does not move has no course.
_STILL = 0.005
# Rounds before which there is no usual step to compare the last one with.
_FEWEST = 3
# Digits after which two shares are the same: what floats add in the last ones is noise.
_NOISE = 9
_TENTH = Decimal("0.1")


class Direction(StrEnum):
    """Which way a figure is to go; where it is to hold, on which side of its target it is well."""

    UP = "up"
    DOWN = "down"


class Band(StrEnum):
    """How something stands against its pace."""

    AHEAD = "ahead"
    ON_PACE = "on_pace"
    BEHIND = "behind"
    FAR_BEHIND = "far_behind"


class Course(StrEnum):
    """How a team moves against its own past."""

    FASTER = "faster"
    AS_USUAL = "as_usual"
    SLOWER = "slower"


@dataclass(frozen=True)
class Aim:
    """From where to where a figure is to go."""

    start: Decimal
    target: Decimal
    direction: Direction = Direction.UP

    @property
    def holds(self) -> bool:
        """Whether the figure is where it should be, and is to stay there."""
        return self.start == self.target


def zoned(count: int) -> Aim:
    """What a milestone aims at that goes through so many zones: the last one, step by step."""
    return Aim(Decimal(0), Decimal(count - 1), Direction.UP)


def progress(aim: Aim, value: Decimal | None) -> float:
    """How far a figure is, from 0 to 1: (value - start) / (target - start), no further than that.

    One that is to hold is either well, 1, or not, 0; without a value it is nowhere, 0.
    """
    if value is None:
        return 0.0
    if aim.holds:
        well = value >= aim.target if aim.direction is Direction.UP else value <= aim.target
        return float(well)
    done = (value - aim.start) / (aim.target - aim.start)
    # Of two equal ones, max returns the first: 0 rather than the -0 of a figure that is to fall.
    return float(min(max(Decimal(0), done), Decimal(1)))


def begins(starts: date, made: date) -> date:
    """From which day on a key result is measured: its cycle's first one, or when it was made."""
    return max(starts, made)


def expected(aim: Aim, begins: date, ends: date, day: date) -> float:
    """How far a figure should be at the end of a day, from 0 to 1: the share of days that are over.

    One that is to hold is to be well from its first day on.
    """
    if day >= ends:
        return 1.0
    if day < begins:
        return 0.0
    return 1.0 if aim.holds else ((day - begins).days + 1) / ((ends - begins).days + 1)


def mean(values: Iterable[float]) -> float | None:
    """The mean of shares; None of none."""
    found = list(values)
    return fmean(found) if found else None


def band(progress: float, expected: float) -> Band:
    """How progress stands against the pace; what is reached is never behind."""
    gap = round(progress - expected, _NOISE)
    if gap >= AHEAD:
        return Band.AHEAD
    if gap >= -CLOSE or progress >= 1:
        return Band.ON_PACE
    return Band.BEHIND if gap >= -FAR else Band.FAR_BEHIND


def at_least(share: float, wanted: float) -> bool:
    """Whether a share reaches another one, what floats add in the last digits apart."""
    return round(share - wanted, _NOISE) >= 0


def score(progress: float) -> Decimal:
    """The score that progress proposes, from 0.0 to 1.0 in tenths, halves rounded up."""
    within = Decimal(str(round(min(max(0.0, progress), 1.0), _NOISE)))
    return within.quantize(_TENTH, ROUND_HALF_UP)


def course(past: Sequence[float]) -> Course | None:
    """How a team's last step compares with the mean of those before.

    None where there are too few, or it stands still.

    Args:
        past: its progress at each of its rounds, oldest first.
    """
    if len(past) < _FEWEST:
        return None
    steps = [after - before for before, after in pairwise(past)]
    usual = fmean(steps[:-1])
    if max(abs(steps[-1]), abs(usual)) < _STILL:
        return None
    gap = round(steps[-1] - usual, _NOISE)
    if abs(gap) <= round(max(_LEAST, abs(usual) * _PART), _NOISE):
        return Course.AS_USUAL
    return Course.FASTER if gap > 0 else Course.SLOWER
