"""What commands cost: `/insight` beside two bare apps, and a `post` inside a command."""

import tempfile
from dataclasses import replace
from pathlib import Path

import psycopg

from bot import clock, manifest
from bot.playground import Playground
from bot.store import migrate, people, workspaces
from bot.store.engine import open_store
from bot.store.people import Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.benchmarks import apps, bare, telling
from tests.benchmarks.apps import App
from tests.benchmarks.load import USERS, Commands
from tests.benchmarks.measure import Figures, measure
from tests.database import create_database


def insight(server: str, rounds: int, seconds: float) -> list[Figures]:
    """`/insight` in two bare apps and the bot, in turns.

    Args:
        server: PostgreSQL's `postgresql://…`.
        rounds: how often each has its turn.
        seconds: how long a turn lasts.

    Raises:
        CannotMeasure: an app did not start or stopped answering.
    """
    with (
        Playground(manifest.build(FEATURES)) as slack,
        tempfile.TemporaryDirectory(prefix="po-bench-") as folder,
    ):
        commands = Commands(slack.team_id, slack.signing_secret)
        three = _contenders(server, slack, Path(folder))
        return measure(three, commands, Path(folder), rounds, seconds)


def post(server: str, rounds: int, seconds: float) -> list[Figures]:
    """A command that keeps an insight, and one that posts it too, in turns; else as `insight`."""
    with (
        Playground(manifest.build(FEATURES)) as slack,
        tempfile.TemporaryDirectory(prefix="po-bench-") as folder,
    ):
        commands = Commands(slack.team_id, slack.signing_secret)
        both = _silent_and_telling(server, slack, Path(folder))
        return measure(both, commands, Path(folder), rounds, seconds, starts=1)


def _contenders(server: str, slack: Playground, folder: Path) -> list[App]:
    """The three apps, in the report's order, with what they need in PostgreSQL."""
    env = _environment(slack, folder)
    least = env | {"SLACK_TEAM": slack.team_id}
    simple = create_database(server, "simple").replace("+psycopg", "")
    with psycopg.connect(simple) as connection:
        connection.execute(bare.TABLE)
    return [
        apps.served("only acks", "bare:acks", least),
        apps.served("one INSERT", "bare:inserts", least, simple),
        apps.bot("the bot", env, _whole(server, "whole", slack)),
    ]


def _silent_and_telling(server: str, slack: Playground, folder: Path) -> list[App]:
    env = _environment(slack, folder)
    silent, tells = (
        apps.served(name, "telling:app", env, _whole(server, database, slack))
        for name, database in (("keeps", "silent"), ("keeps and posts", "telling"))
    )
    told = replace(tells, slash=telling.COMMAND, count="SELECT count(*) FROM deliveries")
    return [replace(one, proof=apps.KEPT) for one in (silent, told)]


def _environment(slack: Playground, folder: Path) -> dict[str, str]:
    return apps.environment(folder) | {
        "SLACK_API_URL": slack.api_url,
        "SLACK_BOT_TOKEN": slack.bot_token,
        "SLACK_SIGNING_SECRET": slack.signing_secret,
    }


def _whole(server: str, name: str, slack: Playground) -> str:
    """A database with the workspace and the people whose commands come, as if met before."""
    url = create_database(server, name)
    migrate.upgrade(url)
    store = open_store(url)
    with store.begin() as session:
        team = Workspace(0, slack.team_id, "Bench", f"{slack.url}/", "U0BOT", "en")
        workspace = workspaces.join(session, team)
        for user in USERS:
            people.meet(session, workspace, user)
            profile = Profile("Bench", "Europe/Paris", True, "en")
            people.complete(session, workspace, user, profile, clock.now())
    store.close()
    return url.replace("+psycopg", "")
