"""The bot at work in a playground: real sockets on both sides, a real database, real jobs."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass

from sqlalchemy import text

from bot import manifest, processes
from bot.assembly import Bot, Plan
from bot.feature import Feature
from bot.playground import Actor, Playground
from bot.playground.tools import Tools
from bot.slack import Clients
from bot.store import people
from bot.store.people import Person
from handlers import FEATURES
from tests.moment import NOW
from tests.waiting import becomes

DOORS = ("http", "socket")
# Seconds, where Slack has three.
PATIENCE = 20.0


@dataclass(frozen=True)
class Office:
    """A workspace, the bot in it, and who is there."""

    playground: Playground
    bot: Bot
    url: str = ""

    def as_(self, name: str) -> Actor:
        """Someone of the workspace, by their handle."""
        return self.playground.as_(name)

    def known(self, actor: Actor) -> Person | None:
        """What the bot knows of someone."""
        with self.bot.store.begin() as session:
            return people.find(session, self.bot.workspace, actor.id)

    def jobs_done(self) -> None:
        """Wait until no job waits or runs, ten seconds at the most."""
        waiting = text("SELECT count(*) FROM procrastinate_jobs WHERE status IN ('todo', 'doing')")

        def done() -> bool:
            with self.bot.store.begin() as session:
                return not session.execute(waiting).scalar_one()

        becomes(done, "Jobs are still waiting.", 10)

    @contextmanager
    def ticking(self) -> Iterator[None]:
        """The clock runs."""
        ticks = self.bot.clock()
        ticks.start()
        try:
            yield
        finally:
            ticks.shutdown()

    def introduce(self, *names: str) -> None:
        """Let the bot know these people as if their profile's job had run before."""
        for name in names:
            actor = self.as_(name)
            person = actor.person
            language = person.locale[:2]
            profile = people.Profile(person.real_name, person.tz, True, language)
            with self.bot.store.begin() as session:
                people.meet(session, self.bot.workspace, actor.id)
                people.complete(session, self.bot.workspace, actor.id, profile, NOW)


def be_patient(playground: Playground) -> None:
    """A busy machine is no slow bot: whoever tests how long Slack waits says so there."""
    playground.delivery.timing.deadline = PATIENCE
    playground.workspace.triggers.seconds = PATIENCE


@contextmanager
def open_office(
    database_url: str,
    door: str = "http",
    worker: bool = False,
    features: tuple[Feature, ...] = FEATURES,
    tools: Tools | None = None,
) -> Iterator[Office]:
    """The bot and a playground, connected.

    Args:
        door: `http` for signed requests, `socket` for Socket Mode.
        worker: whether jobs run too.
        features: what the bot can do.
        tools: what the page offers beside Slack.
    """
    with ExitStack() as stack:
        playground = stack.enter_context(Playground(manifest.build(features), tools=tools))
        be_patient(playground)
        plan = Plan(
            features=features,
            database_url=database_url,
            clients=Clients(playground.bot_token, playground.api_url),
            signing_secret=playground.signing_secret,
            admins=(playground.as_("priya").id,),
        )
        bot = processes.joined(plan, stack)
        if worker:
            jobs = bot.worker()
            jobs.start()
            stack.callback(jobs.stop)
        url = ""
        if door == "socket":
            stack.enter_context(processes.listening(bot, playground.app_token))
        else:
            port = stack.enter_context(processes.serving(bot, 0, "127.0.0.1"))
            url = f"http://127.0.0.1:{port}/slack/events"
            playground.deliver_to(url)
        yield Office(playground, bot, url)
