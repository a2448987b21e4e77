"""Measures the apps in turns, so that what else the machine does strikes them alike."""

from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median, quantiles

import psycopg

from tests.benchmarks.apps import App, CannotMeasure, Running, started
from tests.benchmarks.load import Burst, Commands, Unanswered, burst

# More than any of the apps answers in a second.
MOST_A_SECOND = 4000
WARM_UP_SECONDS = 1.0
STARTS = 3


@dataclass(frozen=True)
class Turn:
    """One app in one round: commands answered a second, and latencies in milliseconds."""

    rate: float
    p50: float
    p95: float
    p99: float

    @classmethod
    def of(cls, burst: Burst) -> "Turn":
        """The figures of a burst."""
        cut = quantiles(burst.latencies, n=100)
        p50, p95, p99 = (cut[part - 1] * 1000 for part in (50, 95, 99))
        return cls(len(burst.latencies) / burst.seconds, p50, p95, p99)


@dataclass
class Figures:
    """What was measured of one app.

    Attributes:
        starts: seconds from its launch to its first answer, each time.
        memory: of its worker after the load, in bytes.
        kept: commands answered as kept, those of starts and warm-up too.
        refused: the other answers.
        rows: in its table afterwards; None for an app without one.
    """

    app: App
    turns: list[Turn] = field(default_factory=list)
    starts: list[float] = field(default_factory=list)
    memory: int = 0
    kept: int = 0
    refused: list[bytes] = field(default_factory=list)
    rows: int | None = None

    @property
    def faithful(self) -> bool:
        """Whether everything was kept, once."""
        return not self.refused and self.rows in {None, self.kept}

    @property
    def account(self) -> str:
        """What was answered and what is there, for when they differ."""
        first = self.refused[0].decode("utf-8", "replace") if self.refused else "none"
        return (
            f"{self.app.name}: {self.kept} commands answered as kept, {self.rows} rows, "
            f"{len(self.refused)} other answers, the first: {first}"
        )

    def middle(self, what: str) -> float:
        """The median over the rounds of one of `Turn`'s figures."""
        return median(float(getattr(turn, what)) for turn in self.turns)

    def add(self, burst: Burst) -> None:
        """Count the answers of a burst."""
        self.refused += burst.refused
        self.kept += len(burst.latencies) - len(burst.refused)


def measure(
    apps: Sequence[App],
    commands: Commands,
    folder: Path,
    rounds: int,
    seconds: float,
    starts: int = STARTS,
) -> list[Figures]:
    """Start the apps, load them in turns, count what they kept.

    Args:
        apps: each with its database ready and the people of `load.USERS` met.
        folder: for logs.
        rounds: how often each has its turn.
        seconds: how long a turn lasts.
        starts: how often each is started.

    Raises:
        CannotMeasure: an app did not start or stopped answering.
    """
    measured = [Figures(app) for app in apps]
    for _ in range(starts - 1):
        for figures in measured:
            with ExitStack() as stack:
                _start(figures, commands, folder, stack)
    with ExitStack() as stack:
        running = [_start(figures, commands, folder, stack) for figures in measured]
        for figures in measured:
            figures.add(_load(figures.app, commands, WARM_UP_SECONDS))
        for number in range(rounds):
            first = number % len(measured)
            for figures in measured[first:] + measured[:first]:
                met = _load(figures.app, commands, seconds)
                figures.add(met)
                figures.turns.append(Turn.of(met))
        for figures, app in zip(measured, running, strict=True):
            figures.memory = app.memory()
    for figures in measured:
        figures.rows = _rows(figures.app)
    return measured


def _start(figures: Figures, commands: Commands, folder: Path, stack: ExitStack) -> Running:
    (request,) = commands.write(1, figures.app.slash)
    running = stack.enter_context(started(figures.app, folder, request))
    figures.starts.append(running.start_seconds)
    figures.kept += 1
    return running


def _load(app: App, commands: Commands, seconds: float) -> Burst:
    requests = commands.write(int(MOST_A_SECOND * seconds), app.slash)
    try:
        return burst(app.port, requests, seconds, app.proof)
    except (Unanswered, OSError) as error:
        raise CannotMeasure(f"{app.name}: {error}") from error


def _rows(app: App) -> int | None:
    if not app.database:
        return None
    with psycopg.connect(app.database) as connection:
        row = connection.execute(app.count).fetchone()
    return int(row[0]) if row else 0
