"""`python -m tests.month`: a month by one clock and worker, and by several, which say the same."""

import argparse
import random
import sys
from dataclasses import replace

from rich.console import Console

from bot import processes
from bot.store.embedded import EmbeddedError
from tests.month import report
from tests.month.plan import Plan
from tests.month.players import played

# In a file, no line of a table is broken.
WIDE = None if sys.stdout.isatty() else 140
said = Console(highlight=False, soft_wrap=True, width=WIDE)
SEVERAL = 3


def main() -> int:
    """Play a month, once as one process would and once as several; 1 where a promise is broken."""
    options = argparse.ArgumentParser(prog="python -m tests.month", description=main.__doc__)
    add = options.add_argument
    add("--seed", type=int, help="the seed of a month to repeat; another one each time without")
    add("--people", type=int, default=Plan.people, help="in the company (%(default)s)")
    add("--days", type=int, default=Plan.days, help="that the month has (%(default)s)")
    add("--grid", type=int, default=Plan.grid, help="minutes between ticks (%(default)s)")
    add("--restless", type=float, default=1, help="so often people are away, move, leave")
    add("--clocks", type=int, help=f"only with so many that tick; without, 1 and then {SEVERAL}")
    add("--workers", type=int, help="only with so many that deliver; likewise")
    chosen = options.parse_args()
    seed = random.randrange(1_000_000) if chosen.seed is None else chosen.seed
    plan = Plan(seed, chosen.people, chosen.days, chosen.grid, restless=chosen.restless)
    plans = [plan, replace(plan, clocks=SEVERAL, workers=SEVERAL)]
    if chosen.clocks or chosen.workers:
        plans = [replace(plan, clocks=chosen.clocks or 1, workers=chosen.workers or 1)]
    processes.end_in_order()
    said.print(f"Seed {seed}: repeat it with --seed {seed}")
    try:
        results, seconds = played(plans)
    except EmbeddedError as error:
        said.print(str(error), style="red", markup=False)
        return 1
    said.print(report.lines(results, seconds))
    same = all(not report.differences(results[0], one) for one in results[1:])
    return 0 if same and all(one.holds for one in results) else 1


if __name__ == "__main__":
    sys.exit(main())
