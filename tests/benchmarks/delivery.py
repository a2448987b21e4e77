"""How fast the outbox is delivered beside what Slack permits, and in how much memory."""

import itertools
import secrets
import threading
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from bot import clock, manifest, schedule
from bot.delivery import outbox, rules
from bot.delivery.rules import PER_MINUTE
from bot.delivery.tables import DeliveryRow
from bot.message import Message
from bot.posts import Post
from bot.slack import Clients
from bot.store import migrate, workspaces
from bot.store.engine import Store, open_store
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.benchmarks.workers import Hand, at_work
from tests.database import create_database
from tests.playground.apart import Apart, playgrounds
from tests.worker import Duty

# Enough channels that the workspace's limit binds, not theirs of one post a second.
ROOMS = 10
PERMITTED = PER_MINUTE[rules.POST] / 60
# From the first worker's start the pace is not yet the usual one, for so many seconds.
SETTLE = 3.0
BATCH = 5_000
# As long as a message of some paragraphs, so that holding many of them would show.
WORDS = "What changes for your team on Monday, and whom to ask about it. " * 12


@dataclass(frozen=True)
class Case:
    """What is measured once.

    Attributes:
        workers: processes.
        answers: seconds until Slack answers a post.
        waiting: messages put in each workspace's outbox before the workers start.
        seconds: how long it is measured.
        concurrency: to how many workspaces a worker delivers at once.
    """

    workspaces: int
    workers: int
    answers: float
    waiting: int
    seconds: float
    concurrency: int

    @property
    def permitted(self) -> float:
        """Posts a second that Slack takes from all workspaces together."""
        return PERMITTED * self.workspaces


@dataclass(frozen=True)
class Outcome:
    """What came of a case.

    Attributes:
        seconds: how long it was measured.
        delivered: posts that arrived in that time, by workspace.
        arrived: posts that arrived at all.
        cpu: seconds of processor time that the workers took while it was measured.
        memory: the most that a worker had resident, in bytes.
        limited: posts that Slack refused for their rate.
        lost: delivered as the bot believes, or given up, and not in Slack.
        twice: in Slack more than once, or there and still waiting.
    """

    case: Case
    seconds: float
    delivered: Sequence[int]
    arrived: int
    cpu: float
    memory: int
    limited: int
    lost: Sequence[str]
    twice: Sequence[str]

    @property
    def rate(self) -> float:
        """Posts a second."""
        return sum(self.delivered) / self.seconds

    @property
    def ratio(self) -> float:
        """What was delivered, to what Slack permits."""
        return self.rate / self.case.permitted

    @property
    def least(self) -> float:
        """The same for the workspace where least was delivered."""
        return min(self.delivered) / self.seconds / PERMITTED


@dataclass(frozen=True)
class Town:
    """Slack's workspaces, and a PostgreSQL with an empty migrated database to copy."""

    aparts: Sequence[Apart]
    server: str
    folder: Path

    def measure(self, case: Case) -> Outcome:
        """Put messages in the outbox, let workers deliver for a while, read what arrived.

        Raises:
            CannotMeasure: a worker did not start, or did not end in order.
        """
        aparts = self.aparts[: case.workspaces]
        mark = secrets.token_hex(4)
        with self._store() as store:
            for apart in aparts:
                apart.goes_right()
                apart.goes_wrong(rules.POST, "slow", seconds=case.answers, share=1)
                _put(store, _join(store, apart), apart, mark, case.waiting)
            before = _limited(aparts)
            began, ended, cpu, memory = self._work(store, case)
            seen = [list(_seen(apart, mark)) for apart in aparts]
            counted = Counter(text for each in seen for text, _ in each)
            lost, twice = judge(_states(store), counted, case.waiting * case.workspaces)
            return Outcome(
                case,
                ended - began,
                [sum(began <= at < ended for _, at in each) for each in seen],
                counted.total(),
                cpu,
                memory,
                _limited(aparts) - before,
                lost,
                twice,
            )

    def _work(self, store: Store, case: Case) -> tuple[float, float, float, int]:
        """When the measured time began and ended, the workers' processor time and memory."""
        clients = tuple(Clients(each.bot_token, each.api_url, each.team_id) for each in self.aparts)
        url = store.engine.url.render_as_string(hide_password=False)
        never = threading.Event()
        with ExitStack() as stack:
            ticks = schedule.scheduler(FEATURES, store)
            ticks.start()
            stack.callback(ticks.shutdown)
            duty = Duty(url, clients, concurrency=case.concurrency)
            hands = stack.enter_context(at_work(duty, case.workers, self.folder))
            never.wait(SETTLE)
            before, began = _cpu(hands), clock.wall()
            never.wait(case.seconds)
            after, ended = _cpu(hands), clock.wall()
            memory = max(hand.memory() for hand in hands)
            for hand in hands:
                hand.end()
        return began, ended, after - before, memory

    @contextmanager
    def _store(self) -> Iterator[Store]:
        store = open_store(create_database(self.server, "delivery", "migrated"))
        try:
            yield store
        finally:
            store.close()


@contextmanager
def opened(server: str, folder: Path, count: int) -> Iterator[Town]:
    """So many workspaces in a process of their own, with Slack's rate limits.

    Args:
        server: PostgreSQL's `postgresql://…`.
        folder: for logs.
    """
    migrate.upgrade(create_database(server, "migrated"))
    companies = [f"Bench{number}" for number in range(count)]
    built = manifest.build(FEATURES)
    with playgrounds(built, folder, *companies, rooms=ROOMS, rates=1) as aparts:
        yield Town(aparts, server, folder)


def enough(seconds: float) -> int:
    """Messages that last for longer than is measured, at the permitted rate."""
    return int(PERMITTED * (seconds + 4 * SETTLE))


def judge(states: Mapping[str, str], seen: Counter[str], put: int) -> tuple[list[str], list[str]]:
    """Hold what was put in the outbox against what stands in Slack, once nobody delivers any more.

    Args:
        states: what the bot believes, by key.
        seen: how often each key stands in Slack.
        put: how many were put in.

    Returns:
        The keys of what is lost, and of what is there twice or would be.
    """
    done = [key for key, state in states.items() if state in ("sent", "failed")]
    lost = [key for key in done if not seen[key]]
    lost += [f"row {number}" for number in range(put - len(states))]
    twice = [key for key, count in seen.items() if count > 1 or states.get(key) == "waiting"]
    return lost, twice


def _join(store: Store, apart: Apart) -> Workspace:
    found = Workspace(0, apart.team_id, apart.name, f"{apart.url}/", apart.bot_user, "en")
    with store.begin() as session:
        return workspaces.join(session, found)


def _put(store: Store, workspace: Workspace, apart: Apart, mark: str, count: int) -> None:
    """Put messages in the outbox, the channels in turn."""
    rooms = itertools.cycle(_rooms(apart))
    keys = (f"{mark}:{apart.name}:{number}" for number in range(count))
    while keyed := list(itertools.islice(keys, BATCH)):
        posts = [Post(next(rooms), Message(f"{key} {WORDS}"), key) for key in keyed]
        with store.begin() as session:
            outbox.put(session, workspace, posts, clock.now())


def _rooms(apart: Apart) -> list[str]:
    return [apart.channels[f"room-{number}"] for number in range(1, ROOMS + 1)]


def _seen(apart: Apart, mark: str) -> Iterator[tuple[str, float]]:
    """The keys of what the bot said, and when it arrived."""
    for room in _rooms(apart):
        for message in apart.messages(room):
            if message["text"].startswith(mark):
                yield message["text"].partition(" ")[0], float(message["ts"])


def _states(store: Store) -> dict[str, str]:
    with store.begin() as session:
        rows = session.execute(select(DeliveryRow.key, DeliveryRow.state))
        return {row.key: row.state for row in rows}


def _limited(aparts: Sequence[Apart]) -> int:
    return sum(apart.tally().get(rules.POST, {}).get("ratelimited", 0) for apart in aparts)


def _cpu(hands: Sequence[Hand]) -> float:
    return sum(hand.cpu() for hand in hands)
