"""The bot at work on a turned clock: so many clocks that tick and workers that deliver."""

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial

from freezegun import freeze_time
from freezegun.api import FrozenDateTimeFactory
from sqlalchemy import text

from bot import clock, manifest, processes, schedule
from bot.assembly import Bot, told_to_sessions
from bot.assembly import Plan as BotPlan
from bot.delivery import wake
from bot.delivery.postmen import Postmen
from bot.delivery.rules import PER_MINUTE, Rules
from bot.feature import Tick
from bot.playground import ChannelSeed, Company, PersonSeed, Playground
from bot.slack import Clients
from bot.store.engine import Store, open_store
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.asks import trial
from tests.month.cast import handle
from tests.month.plan import BEGINS, Plan

DOES = (*FEATURES, trial.FEATURE)
# Who lives in machine time while product time jumps.
MACHINE = [
    *("bot.delivery", "bot.playground", "slack_bolt", "slack_sdk", "psycopg", "sqlalchemy"),
    *("waitress", "concurrent.futures", "tests.month"),
]
# What has nothing to do with asks ticks four times a day.
OURS, SELDOM = "asks.tell", timedelta(hours=6)
# The pace in machine time would hold up a month that passes in a minute.
AT_ONCE = Rules(per_minute=dict.fromkeys(PER_MINUTE, 1e9), per_channel=0.0)
_WOKEN = text("DELETE FROM procrastinate_jobs WHERE queue_name = :queue RETURNING id")


@dataclass
class Stage:
    """Everything that runs during a run.

    Attributes:
        ticked: when each tick was last due, so that it keeps to its interval.
    """

    plan: Plan
    bot: Bot
    playground: Playground
    workspace: Workspace
    turned: FrozenDateTimeFactory
    stores: Sequence[Store]
    postmen: Sequence[Postmen]
    threads: ThreadPoolExecutor
    ticked: dict[str, datetime]

    def turn(self, now: datetime) -> None:
        """It is later."""
        self.turned.move_to(now)

    def tick(self, *, busy: bool) -> None:
        """All clocks tick at once, and what they say is delivered.

        Args:
            busy: whether all workers look for something to deliver meanwhile.
        """
        due = [tick for feature in DOES for tick in feature.ticks if self._is_due(tick)]
        clocks = [partial(_run, due, store) for store in self.stores]
        workers = self._workers() if busy and len(clocks) > 1 else []
        self._at_once([*clocks, *workers])
        self.deliver()

    def deliver(self) -> None:
        """Those whom somebody woke deliver, all workers at once."""
        while self._woken():
            self._at_once(self._workers())

    def _workers(self) -> list[Callable[[], None]]:
        return [partial(one.deliver, self.workspace.slack_id) for one in self.postmen]

    def _is_due(self, tick: Tick) -> bool:
        now, last = clock.now(), self.ticked.get(tick.name)
        every = tick.every if tick.name == OURS else max(tick.every, SELDOM)
        if last is not None and now - last < every:
            return False
        self.ticked[tick.name] = now
        return True

    def _woken(self) -> bool:
        with self.bot.store.begin() as session:
            return bool(session.execute(_WOKEN, {"queue": wake.QUEUE}).all())

    def _at_once(self, doing: Sequence[Callable[[], None]]) -> None:
        if len(doing) == 1:
            doing[0]()
            return
        ready = threading.Barrier(len(doing))

        def wait_and(do: Callable[[], None]) -> None:
            ready.wait()
            do()

        for done in [self.threads.submit(wait_and, do) for do in doing]:
            done.result()


@contextmanager
def opened(plan: Plan, database_url: str) -> Iterator[Stage]:
    """The bot in a playground, with an empty migrated database, just before the month begins."""
    with ExitStack() as stack:
        turned = stack.enter_context(freeze_time(BEGINS, ignore=MACHINE))
        playground = stack.enter_context(Playground(manifest.build(DOES), seed=_company(plan)))
        bot = processes.joined(
            BotPlan(
                features=DOES,
                database_url=database_url,
                clients=Clients(playground.bot_token, playground.api_url),
                signing_secret=playground.signing_secret,
            ),
            stack,
        )
        assert bot.workspace is not None
        port = stack.enter_context(processes.serving(bot, 0, "127.0.0.1"))
        playground.deliver_to(f"http://127.0.0.1:{port}/slack/events")
        info = told_to_sessions(DOES)
        stores = [open_store(database_url, info=info, pool=2) for _ in range(plan.clocks)]
        postmen = [Postmen(bot.store, bot.clients, AT_ONCE) for _ in range(plan.workers)]
        for one in (*stores, *postmen):
            stack.callback(one.close)
        threads = stack.enter_context(ThreadPoolExecutor(plan.clocks + plan.workers))
        yield Stage(plan, bot, playground, bot.workspace, turned, stores, postmen, threads, {})


def _run(ticks: Sequence[Tick], store: Store) -> None:
    for tick in ticks:
        schedule.run(tick, store)


def _company(plan: Plan) -> Company:
    people = [handle(number) for number in range(plan.people)]
    seeds = tuple(PersonSeed(name, name.capitalize(), "Colleague") for name in people)
    return Company("Month", "month", seeds, (ChannelSeed("general", tuple(people), bot=True),))
