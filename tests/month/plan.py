"""What a run is: how many people, how long, from which seed, by how many clocks and workers."""

import random
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

# Both clock changes of the autumn, and holidays in France, Japan and the United States.
BEGINS = datetime(2026, 10, 19, tzinfo=UTC)
QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Plan:
    """One run; the same seed is the same month, whoever runs it.

    Attributes:
        grid: minutes between two moments at which everything ticks, whatever happens.
        clocks: how many processes tick; each is a thread here, all on the same turned clock.
        workers: how many processes deliver, likewise.
        restless: how many times as often as usual people are away, move, leave and so on.
    """

    seed: int
    people: int = 200
    days: int = 31
    grid: int = 60
    clocks: int = 1
    workers: int = 1
    restless: float = 1.0

    @property
    def ends(self) -> datetime:
        """The first moment after it."""
        return BEGINS + timedelta(days=self.days)

    def chance(self, *what: object) -> random.Random:
        """The dice for one thing: what comes of it depends on the seed and on nothing else."""
        return random.Random(" ".join(map(str, (self.seed, *what))))


def quarter(moment: datetime) -> datetime:
    """The quarter of an hour in which a moment falls: what happens, happens on it."""
    return BEGINS + (moment - BEGINS) // QUARTER * QUARTER
