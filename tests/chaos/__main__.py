"""`python -m tests.chaos`: one run, printed; ends with 1 where something promised is not so."""

import argparse
import logging
import random
import shutil
import sys
import tempfile
from pathlib import Path

from rich.console import Console

from bot import processes
from bot.store.embedded import EmbeddedError
from tests.chaos import report
from tests.chaos.plan import Plan
from tests.chaos.run import run

said = Console(highlight=False, soft_wrap=True)


def main() -> int:
    """Put messages in the outbox while everything fails, then read in Slack what arrived."""
    options = argparse.ArgumentParser(prog="python -m tests.chaos", description=main.__doc__)
    add = options.add_argument
    add("--seed", type=int, help="the seed of a run to repeat; another one each time without")
    add("--messages", type=int, default=Plan.messages, help="in all (%(default)s)")
    add("--channels", type=int, default=Plan.channels, help="in all workspaces (%(default)s)")
    add("--workers", type=int, default=Plan.workers, help="processes (%(default)s)")
    add("--times", type=float, default=Plan.times, help="Slack's rates so often (%(default)s)")
    add("--trouble", type=float, default=1, help="Slack's mishaps so often; 0 for none")
    add("--every", type=float, default=Plan.every, help="seconds between blows (%(default)s)")
    add("--blows", type=int, default=Plan.blows, help="so many at the most; 0 for none")
    add("--minutes", type=float, default=Plan.most / 60, help="given up after (%(default)s)")
    add("--no-look", action="store_true", help="send again without looking: doubles are found")
    add("--logs", type=Path, help="a folder that keeps the workers' logs")
    chosen = options.parse_args()
    plan = Plan(
        seed=random.randrange(1_000_000) if chosen.seed is None else chosen.seed,
        messages=chosen.messages,
        channels=chosen.channels,
        workers=chosen.workers,
        times=chosen.times,
        trouble=chosen.trouble,
        every=chosen.every,
        blows=chosen.blows,
        most=60 * chosen.minutes,
        looking=not chosen.no_look,
    )
    processes.end_in_order()
    said.print(f"Seed {plan.seed}: repeat it with --seed {plan.seed}")
    try:
        return perform(plan, chosen.logs)
    except EmbeddedError as error:
        said.print(str(error), style="red", markup=False)
        return 1


def perform(plan: Plan, logs: Path | None) -> int:
    """A run, reported; returns the exit code."""
    with tempfile.TemporaryDirectory(prefix="po-chaos-") as folder:
        # What the libraries say of lost connections is expected here.
        logging.basicConfig(filename=Path(folder) / "run.log", force=True)
        try:
            result = run(plan, Path(folder), lambda line: said.print(line, markup=False))
        finally:
            if logs is not None:
                shutil.copytree(folder, logs, dirs_exist_ok=True)
    said.print(report.lines(result))
    return 0 if result.holds else 1


if __name__ == "__main__":
    sys.exit(main())
