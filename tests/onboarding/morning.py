"""A cohort's busiest morning: sixty begin at nine, told by processes that are killed meanwhile."""

import random
import re
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import text

from bot import clock, manifest
from bot.assembly import told_to_sessions
from bot.delivery import outbox
from bot.playground import Company, PersonSeed, Playground, Rates
from bot.slack import Clients
from bot.store import people, workspaces
from bot.store.engine import Store, open_store
from bot.store.people import Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from handlers.onboarding import accompanying
from tests.chaos.crew import Crew, Hand
from tests.chaos.plan import Plan
from tests.onboarding.conftest import step
from tests.worker import Duty
from workflows.onboarding import cohort
from workflows.onboarding.cohort import Cohort, Line
from workflows.onboarding.journey import Audience, Journey, Text

ARRIVALS = 60
# Whoever accompanies has three of them: so much is asked of nobody on one day that some would wait.
EACH = 3
TZ = "Europe/Paris"
FRIDAY = datetime(2026, 5, 29, 12, 0, tzinfo=UTC)
# Nine in Paris.
MONDAY = datetime(2026, 6, 1, 7, 0, tzinfo=UTC)
OWN = ("one", "two", "three")
# Of whoever accompanies them.
AROUND = {"manager": "plan", "buddy": "greet"}
JOURNEY = Journey(
    "busy",
    Text("Busy", "Chargé"),
    Text(),
    "",
    (
        *(step(key) for key in OWN),
        *(step(key, audience=Audience(role)) for role, key in AROUND.items()),
    ),
)
# How many times faster than Slack's rates all is told, so that it takes seconds.
TIMES = 3.0
# Seconds between two kills.
APART = (0.3, 3.0)
# What tells something of somebody, in what is said on such a morning.
_TELLING = re.compile(r"👋 \*.*?\*|\*Your first weeks\*: .*|\*For the first weeks of .*|• .*")
# To whom, by their handle, and what.
Told = tuple[str, str]


@dataclass
class Morning:
    """Everything that runs.

    Attributes:
        crews: the workers, and the clock.
        kills: what was killed, in order.
    """

    playground: Playground
    store: Store
    workspace: Workspace
    crews: tuple[Crew, Crew]
    chance: random.Random
    kills: list[str] = field(default_factory=list)
    nap: threading.Event = field(default_factory=threading.Event)

    def passes(self, most: int, seconds: float) -> float:
        """Kill processes at random moments until all is told; returns how long it took.

        Args:
            most: so many are killed at the most.
            seconds: in which it is to be told.
        """
        began = clock.elapsed()
        strike = began + self.chance.uniform(*APART)
        while self._waits():
            assert clock.elapsed() - began < seconds, f"Not told in time: {self.missing()}"
            if clock.elapsed() >= strike and len(self.kills) < most:
                self._kill()
                strike = clock.elapsed() + self.chance.uniform(*APART)
            self.nap.wait(0.1)
        return clock.elapsed() - began

    def settles(self) -> None:
        """Let pass the time in which something sent twice would still arrive, and end all."""
        self.nap.wait(self.crews[0].duty.rules.doubt)
        for crew in self.crews:
            crew.end()

    def told(self) -> Counter[Told]:
        """What everybody was told, as they read it now, line by line."""
        world = self.playground.workspace
        found: Counter[Told] = Counter()
        with world.lock:
            for person in world.people.values():
                direct = world.channels.get(world.direct_id(person.id, world.bot_user))
                for message in direct.messages.values() if direct else ():
                    found.update((person.name, each) for each in _TELLING.findall(message.text))
        return found

    def missing(self) -> list[Told]:
        """What was promised and is not told."""
        return sorted((promised() - self.told()).elements())

    def opened(self) -> Counter[int]:
        """How many steps are open and asked for how often."""
        counted = text(
            "SELECT count(asks.id) FROM journey_steps AS step LEFT JOIN asks ON subject = step.id"
            " AND kind LIKE 'onboarding.%' WHERE step.state = 'open' GROUP BY step.id"
        )
        with self.store.begin() as session:
            return Counter(session.scalars(counted))

    def _waits(self) -> bool:
        """Whether something is still to be told."""
        left = text(
            "SELECT (SELECT count(*) FROM journey_steps WHERE opened_at IS NULL)"
            " + (SELECT count(*) FROM deliveries WHERE state IN ('waiting', 'sending'))"
        )
        with self.store.begin() as session:
            waiting = session.scalar(left)
        return bool(waiting or self.missing())

    def _kill(self) -> None:
        """One of them that is at work, now."""
        working: list[tuple[Crew, Hand]] = [
            (crew, hand) for crew in self.crews for hand in crew.hands if hand.ready
        ]
        if working:
            crew, hand = self.chance.choice(working)
            self.kills.append("clock" if crew.duty.ticks else "worker")
            crew.kill(hand)


def promised() -> Counter[Told]:
    """What each is to be told, once."""
    found: Counter[Told] = Counter()
    for number in range(ARRIVALS):
        own, who = handle("new", number), called("new", number)
        found[own, f"👋 *Welcome, {who}!*"] += 1
        found.update((own, f"*Your first weeks*: {key.capitalize()}") for key in OWN)
        for role, key in AROUND.items():
            other = handle(role, number // EACH)
            found[other, f"• {who}, from Monday 1 June on"] += 1
            found[other, f"*For the first weeks of {who}*: {key.capitalize()}"] += 1
    return found


def handle(role: str, number: int) -> str:
    """What somebody is called in Slack."""
    return f"{role}-{number}"


def called(role: str, number: int) -> str:
    """Somebody's name."""
    return f"{role.capitalize()} {number:02}"


def _company() -> Company:
    seeds = [PersonSeed("priya", "Priya Shah", "Product Ops", admin=True)]
    for role, count in {"new": ARRIVALS, **dict.fromkeys(AROUND, ARRIVALS // EACH)}.items():
        seeds += [
            PersonSeed(handle(role, each), called(role, each), "", tz=TZ) for each in range(count)
        ]
    return Company("Busy", "busy", tuple(seeds), ())


@contextmanager
def morning(database_url: str, folder: Path, seed: int) -> Iterator[Morning]:
    """Sixty are enrolled on Friday, and it is Monday, just before nine."""
    with ExitStack() as stack:
        stack.callback(clock.let_go)
        ahead = (MONDAY - clock.now()).total_seconds()
        clock.set_to(MONDAY)
        playground = stack.enter_context(
            Playground(manifest.build(FEATURES), seed=_company(), rate_limits=Rates.faster(TIMES))
        )
        store = open_store(database_url, info=told_to_sessions(FEATURES))
        stack.callback(store.close)
        workspace = _joined(store, playground)
        _enrols(store, workspace)
        clients = Clients(playground.bot_token, playground.api_url, playground.team_id)
        rules = Plan(seed, times=TIMES).rules
        works = Duty(database_url, (clients,), rules, ahead=ahead)
        ticks = replace(works, ticks=True, works=False)
        workers, clocks = (
            stack.enter_context(Crew(duty, size, _folder(folder, name)))
            for name, duty, size in (("workers", works, 2), ("clocks", ticks, 1))
        )
        chance = random.Random(seed)
        yield Morning(playground, store, workspace, (workers, clocks), chance)


def _folder(folder: Path, name: str) -> Path:
    (folder / name).mkdir()
    return folder / name


def _joined(store: Store, playground: Playground) -> Workspace:
    world = playground.workspace
    found = Workspace(0, world.team_id, world.team_name, world.url, world.bot_user, "en")
    with store.begin() as session:
        workspace = workspaces.join(session, found)
        ids = tuple(one.id for one in world.people.values() if not one.is_bot)
        people.meet_all(session, workspace, ids)
        told = {
            one.id: Profile(one.real_name, one.tz, True, "en")
            for one in world.people.values()
            if one.id in ids
        }
        people.learn(session, workspace, told, FRIDAY)
        people.name_product_ops(session, workspace, (playground.as_("priya").id,))
    return workspace


def _enrols(store: Store, workspace: Workspace) -> None:
    """Priya enrols all of them from a table."""
    lines = tuple(
        Line(
            number + 2,
            called("new", number),
            starts=str((MONDAY + timedelta(hours=2)).date()),
            manager=called("manager", number // EACH),
            buddy=called("buddy", number // EACH),
        )
        for number in range(ARRIVALS)
    )
    with store.begin() as session:
        (priya,) = people.product_ops(session, workspace)
        brought = cohort.bring(session, workspace, priya, Cohort(lines, (JOURNEY,)), FRIDAY)
        assert not brought.refused
        tell = accompanying.news(priya, *brought.begun.values())
        outbox.put(session, workspace, tell, FRIDAY)
