"""Which deliveries are measured, and what came of them as tables."""

from collections.abc import Sequence
from itertools import product

from tests.benchmarks.delivery import Case, Outcome, enough
from tests.benchmarks.page import MEBIBYTE, Row, Sheet

WORKERS = (1, 4)
ANSWERS = (0.05, 0.3)
FEW_WAITING = 500
LEAST, FLAT = 0.95, 1.1


def cases(seconds: float, many: int, concurrency: int) -> list[Case]:
    """One and many workspaces, one and four workers, Slack quick and slow.

    Args:
        seconds: how long each is measured.
        concurrency: to how many workspaces a worker delivers at once.
    """
    return [
        Case(workspaces, workers, answers, enough(seconds), seconds, concurrency)
        for workspaces, workers, answers in product((1, many), WORKERS, ANSWERS)
    ]


def heaps(seconds: float, waiting: int, concurrency: int) -> list[Case]:
    """One worker of one workspace while few and while so many messages wait; else as `cases`."""
    return [Case(1, 1, ANSWERS[0], count, seconds, concurrency) for count in (FEW_WAITING, waiting)]


def line(outcome: Outcome) -> str:
    """What came of a case, in a line."""
    case = outcome.case
    return (
        f"{case.workspaces} × {case.waiting:,} waiting, {case.workers} × worker, Slack in "
        f"{case.answers * 1000:.0f} ms: {outcome.ratio:.2f} of the permitted rate, "
        f"{outcome.memory / MEBIBYTE:.0f} MiB"
    )


def rates(outcomes: Sequence[Outcome]) -> Sheet:
    """Throughput beside the permitted rate."""
    headings = (
        *("workspaces, workers, answer", "delivered : permitted", "aim", "least served"),
        *("posts a second", "CPU, ms a post", "arrived", "lost", "twice", "refused"),
    )
    seconds = outcomes[0].case.seconds
    title = f"Posts a second beside what Slack permits, {seconds:.0f} s each"
    return Sheet(title, headings, tuple(_rate(each) for each in outcomes))


def _rate(outcome: Outcome) -> Row:
    case = outcome.case
    delivered = max(1, sum(outcome.delivered))
    return (
        f"{case.workspaces}, {case.workers}, {case.answers * 1000:.0f} ms",
        f"{outcome.ratio:.2f}",
        f"≥ {LEAST}",
        f"{outcome.least:.2f}",
        f"{outcome.rate:.1f} of {case.permitted:.0f}",
        f"{outcome.cpu / delivered * 1000:.1f}",
        str(outcome.arrived),
        *(str(len(wrong)) for wrong in (outcome.lost, outcome.twice)),
        str(outcome.limited),
    )


def memory(outcomes: Sequence[Outcome]) -> Sheet:
    """A worker's memory while few and while many messages wait."""
    few, many = outcomes
    names = [f"{each.case.waiting:,} waiting" for each in outcomes]
    rows = (
        (
            "worker's memory at most, MiB",
            f"{many.memory / few.memory:.2f}",
            f"≤ {FLAT}",
            *(f"{each.memory / MEBIBYTE:.0f}" for each in outcomes),
        ),
        (
            "delivered : permitted",
            f"{many.ratio / max(few.ratio, 0.01):.2f}",
            "",
            *(f"{each.ratio:.2f}" for each in outcomes),
        ),
    )
    title = "A worker's memory while messages wait, one workspace"
    return Sheet(title, ("", f"{names[1]} : {names[0]}", "aim", *names), rows)
