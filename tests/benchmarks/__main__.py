"""`python -m tests.benchmarks`: measures, prints the ratios, writes them to docs/benchmarks.md."""

import argparse
import sys
import tempfile
from argparse import Namespace
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from rich.console import Console

from bot import processes
from bot.assembly import CONCURRENCY
from bot.store.embedded import EmbeddedError, serve
from tests.benchmarks import (
    asks,
    commands,
    delivery,
    million,
    page,
    report,
    rounds,
    throughput,
    waits,
)
from tests.benchmarks.apps import CannotMeasure
from tests.benchmarks.delivery import Outcome
from tests.benchmarks.measure import Figures
from tests.database import forget

# In a file, no line of a table is broken.
WIDE = None if sys.stdout.isatty() else 140
said = Console(highlight=False, soft_wrap=True, width=WIDE)


def main() -> int:
    """Measure; returns the exit code: 1 when something was lost, doubled or not measured."""
    parts: dict[str, Callable[[Namespace], bool]] = {
        "insight": insight,
        "delivery": deliveries,
        "asks": owed,
        "million": many_insights,
        "rounds": check_ins,
        "dependencies": dependencies,
    }
    chosen = _options(list(parts)).parse_args()
    processes.end_in_order()
    try:
        right = [part(chosen) for name, part in parts.items() if chosen.only in (None, name)]
    except (CannotMeasure, EmbeddedError) as error:
        said.print(str(error), style="red", markup=False)
        return 1
    return 0 if all(right) else 1


def _options(parts: list[str]) -> argparse.ArgumentParser:
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=main.__doc__)
    add = options.add_argument
    add("--only", choices=parts, help="one part; all without")
    add("--rounds", type=int, default=5, help="how often each app has its turn (%(default)s)")
    add("--seconds", type=float, default=3, help="how long a turn lasts (%(default)s)")
    add("--window", type=float, default=30, help="seconds a delivery is measured (%(default)s)")
    add("--concurrency", type=int, default=CONCURRENCY, help="workspaces at once (%(default)s)")
    add("--many", type=int, default=20, help="workspaces, where there are many (%(default)s)")
    add("--waiting", type=int, default=50_000, help="messages that wait (%(default)s)")
    add("--insights", type=int, default=1_000_000, help="kept, where many are (%(default)s)")
    add("--discard", action="store_true", help="leave docs/benchmarks.md as it is")
    return options


def insight(chosen: Namespace) -> bool:
    """`/insight` beside two bare apps; returns whether everything was kept once."""
    with postgres() as (server, release):
        around = page.surroundings(release, "slack-bolt", "gunicorn")
        figures = commands.insight(server, chosen.rounds, chosen.seconds)
    sheet = report.insight(figures)
    return _tell(chosen, "insight", around, [sheet], _unfaithful(figures))


def deliveries(chosen: Namespace) -> bool:
    """Delivery beside the permitted rate; returns whether nothing was lost and nothing doubled."""
    with postgres() as (server, release), tempfile.TemporaryDirectory(prefix="po-bench-") as folder:
        around = page.surroundings(release, "procrastinate", "slack-sdk")
        outcomes = []
        with delivery.opened(server, Path(folder), chosen.many) as town:
            cases = throughput.cases(chosen.window, chosen.many, chosen.concurrency)
            heaps = throughput.heaps(chosen.window / 3, chosen.waiting, chosen.concurrency)
            for case in (*cases, *heaps):
                outcomes.append(town.measure(case))
                said.print(throughput.line(outcomes[-1]), markup=False)
        figures = commands.post(server, chosen.rounds, chosen.seconds)
    rates, memory = outcomes[: len(cases)], outcomes[len(cases) :]
    sheets = [throughput.rates(rates), throughput.memory(memory), report.telling(figures)]
    return _tell(chosen, "delivery", around, sheets, _wrongs(outcomes) + _unfaithful(figures))


def owed(chosen: Namespace) -> bool:
    """A tick of asks while few and while many are open; returns whether both wrote the same."""
    with postgres() as (server, release):
        around = page.surroundings(release, "sqlalchemy", "psycopg")
        pairs = [asks.measure(server, each, chosen.rounds) for each in asks.EACH]
    wrongs = [
        f"{few.each} open a person: {few.messages} and {many.messages} messages"
        for few, many in pairs
        if few.messages != many.messages
    ]
    return _tell(chosen, "asks", around, [asks.sheet(*pair) for pair in pairs], wrongs)


def many_insights(chosen: Namespace) -> bool:
    """Search, duplicates and keeping while few and while a million insights are kept."""
    with postgres() as (server, release):
        around = page.surroundings(release, "sqlalchemy", "psycopg")
        few, many = million.measure(server, chosen.insights, chosen.rounds)
    made = f" {many.crowd.count:,} insights were generated in {many.crowd.seconds:.0f} s."
    return _tell(chosen, "million", around + made, [million.sheet(few, many)], [])


def check_ins(chosen: Namespace) -> bool:
    """The check-ins of 2,000 teams in one hour, beside the bare SQL that they need."""
    with postgres() as (server, release):
        around = page.surroundings(release, "sqlalchemy", "psycopg")
        morning = rounds.measure(server, chosen.rounds)
    everyone = morning.messages == rounds.TEAMS
    wrongs = [] if everyone else [f"{morning.messages} messages for {rounds.TEAMS} owners"]
    return _tell(chosen, "rounds", around, [rounds.sheet(morning)], wrongs)


def dependencies(chosen: Namespace) -> bool:
    """Whom a slip hits among 10,000 dependencies, beside the graph library's bare call."""
    with postgres() as (server, release):
        around = page.surroundings(release, "networkx", "sqlalchemy")
        company = waits.measure(server, chosen.rounds)
    wrongs = [f"{ours} hit, and there are {bare}" for ours, bare in company.hits if ours != bare]
    return _tell(chosen, "dependencies", around, [waits.sheet(company)], wrongs)


def _tell(
    chosen: Namespace, part: str, around: str, sheets: list[page.Sheet], wrongs: list[str]
) -> bool:
    said.print(around, markup=False)
    for sheet in sheets:
        said.print(page.for_terminal(sheet))
    if wrongs:
        said.print("\n".join(wrongs), style="red", markup=False)
    elif not chosen.discard:
        page.write(part, around, sheets)
    return not wrongs


def _unfaithful(figures: list[Figures]) -> list[str]:
    return [each.account for each in figures if not each.faithful]


def _wrongs(outcomes: list[Outcome]) -> list[str]:
    return [
        f"{throughput.line(each)}: lost {list(each.lost[:5])}, twice {list(each.twice[:5])}"
        for each in outcomes
        if each.lost or each.twice
    ]


@contextmanager
def postgres() -> Iterator[tuple[str, str]]:
    """The `postgresql://…` of a fresh server that keeps what it commits, and its version."""
    with tempfile.TemporaryDirectory(prefix="po-") as folder:
        try:
            with serve(Path(folder), max_connections=300) as server:
                with psycopg.connect(server.url) as connection:
                    release = str(connection.info.parameter_status("server_version"))
                yield server.url, release
        finally:
            forget(Path(folder))


if __name__ == "__main__":
    sys.exit(main())
