"""`python -m tests.benchmarks`: measures, prints the ratios, writes them to docs/benchmarks.md."""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from rich.console import Console

from bot import clock, manifest, processes
from bot.playground import Playground
from bot.store import migrate, people, workspaces
from bot.store.embedded import EmbeddedError, serve
from bot.store.engine import open_store
from bot.store.people import Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.benchmarks import apps, bare, report
from tests.benchmarks.apps import App, CannotMeasure
from tests.benchmarks.load import USERS, Commands
from tests.benchmarks.measure import measure
from tests.benchmarks.report import Run
from tests.database import create_database, forget
from tests.house.sources import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
said = Console(highlight=False)


def main() -> int:
    """Measure; returns the exit code: 1 when something could not be measured or kept once."""
    options = argparse.ArgumentParser(prog="python -m tests.benchmarks", description=main.__doc__)
    options.add_argument("--rounds", type=int, default=5, help="how often each app has its turn")
    options.add_argument("--seconds", type=float, default=3, help="how long a turn lasts")
    chosen = options.parse_args()
    processes.end_in_order()
    try:
        run = measured(chosen.rounds, chosen.seconds)
    except (CannotMeasure, EmbeddedError) as error:
        said.print(str(error), style="red", markup=False)
        return 1
    said.print(report.for_terminal(run))
    unfaithful = [figures.account for figures in run.figures if not figures.faithful]
    if unfaithful:
        said.print("\n".join(unfaithful), style="red", markup=False)
        return 1
    report.write(run, PAGE)
    return 0


def measured(rounds: int, seconds: float) -> Run:
    """Everything started, measured and stopped again."""
    with (
        postgres() as (server, release),
        Playground(manifest.build(FEATURES)) as slack,
        tempfile.TemporaryDirectory(prefix="po-bench-") as folder,
    ):
        commands = Commands(slack.team_id, slack.signing_secret)
        three = contenders(server, slack, Path(folder))
        acks, inserts, bot = measure(three, commands, Path(folder), rounds, seconds)
        return Run(acks, inserts, bot, release)


@contextmanager
def postgres() -> Iterator[tuple[str, str]]:
    """The `postgresql://…` of a fresh server that keeps what it commits, and its version."""
    with tempfile.TemporaryDirectory(prefix="po-") as folder:
        try:
            with serve(Path(folder)) as server:
                with psycopg.connect(server.url) as connection:
                    release = str(connection.info.parameter_status("server_version"))
                yield server.url, release
        finally:
            forget(Path(folder))


def contenders(server: str, slack: Playground, folder: Path) -> tuple[App, App, App]:
    """The three apps, in the report's order, with what they need in PostgreSQL."""
    env = apps.environment(folder) | {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }
    least = env | {"SLACK_TEAM": slack.team_id}
    simple = create_database(server, "simple").replace("+psycopg", "")
    with psycopg.connect(simple) as connection:
        connection.execute(bare.TABLE)
    whole = create_database(server, "whole")
    migrate.upgrade(whole)
    introduce(whole, slack)
    return (
        apps.bare("only acks", "acks", least),
        apps.bare("one INSERT", "inserts", least, simple),
        apps.bot("the bot", env, whole.replace("+psycopg", "")),
    )


def introduce(url: str, slack: Playground) -> None:
    """Write the workspace and the people whose commands come, as if the bot had met them before."""
    store = open_store(url)
    with store.begin() as session:
        team = Workspace(0, slack.team_id, "Bench", f"{slack.url}/", "U0BOT", "en")
        workspace = workspaces.join(session, team)
        for user in USERS:
            people.meet(session, workspace, user)
            profile = Profile("Bench", "Europe/Paris", True, "en")
            people.complete(session, workspace, user, profile, clock.now())
    store.close()


if __name__ == "__main__":
    sys.exit(main())
