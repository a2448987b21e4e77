"""One run: everything started, messages put in, blows struck, and Slack read at the end."""

import random
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from bot import clock, manifest
from bot.slack import Clients
from bot.store import migrate, people, workspaces
from bot.store.engine import Store, normal, open_store
from bot.store.people import Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.chaos import server
from tests.chaos.crew import Crew, End
from tests.chaos.feeding import Feeder
from tests.chaos.plan import PEOPLE, Plan
from tests.chaos.storm import Blow, Storm
from tests.chaos.story import Story
from tests.chaos.verdict import Arrival, Verdict, arrivals, judge
from tests.playground.apart import Apart, playgrounds
from tests.worker import Duty

# How often to look whether all is done, in seconds.
LOOK = 0.25
# An alert in doubt waits for its look-up while broadcasts go on: not every one passes them all.
PASSING = 0.9


@dataclass(frozen=True)
class Told:
    """What came of one workspace."""

    id: int
    name: str
    verdict: Verdict
    arrived: Sequence[Arrival]
    feeder: Feeder


@dataclass(frozen=True)
class Result:
    """What came of a run.

    Attributes:
        finished: whether nothing waited any more before the time was up.
        seconds: from the first message put in until nothing waited.
        ends: of workers that were told to end.
        died: workers that ended without being told or killed.
        failed: what the bot gave up, with its reason; it helps to understand what was lost.
        calls: how many calls of a method had an outcome, in all workspaces.
    """

    plan: Plan
    finished: bool
    seconds: float
    told: Sequence[Told]
    blows: Sequence[Blow]
    workers: int
    ends: Sequence[End]
    died: Sequence[str]
    failed: Sequence[str]
    calls: dict[str, dict[str, int]]

    @property
    def holds(self) -> bool:
        """Whether everything promised is so, and every worker ended as it was told."""
        orderly = all(end.orderly for end in self.ends) and not self.died
        kept = all(one.verdict.holds for one in self.told) and self.alerts_pass
        return self.finished and orderly and kept

    @property
    def alerts_pass(self) -> bool:
        """Whether alerts went before broadcasts, but for those that waited for a second try."""
        passed = sum(one.verdict.passed for one in self.told)
        return passed >= PASSING * sum(one.verdict.waited for one in self.told)

    def wrongs(self, kind: str) -> list[str]:
        """What is wrong of one kind, in all workspaces."""
        return [f"{one.name}: {wrong}" for one in self.told for wrong in one.verdict.wrongs[kind]]


@dataclass
class Scene:
    """Everything that runs during a run."""

    plan: Plan
    store: Store
    aparts: list[Apart]
    feeders: list[Feeder]
    crew: Crew
    storm: Storm
    ending: threading.Event
    died: set[str] = field(default_factory=set)

    def waiting(self) -> int | None:
        """How much is not delivered yet, as the bot believes; None without an answer."""
        count = "SELECT count(*) FROM deliveries WHERE state IN ('waiting', 'sending')"
        try:
            with self.store.begin() as session:
                return int(session.scalar(text(count)) or 0)
        except SQLAlchemyError:
            return None


Say = Callable[[str], None]


def run(plan: Plan, folder: Path, say: Say) -> Result:
    """Everything started, put through the run, judged and stopped.

    Args:
        folder: where the workers' logs go.
        say: told what happens, line by line.
    """
    with ExitStack() as stack:
        scene = stack.enter_context(_scene(plan, folder))
        _ready(scene)
        threads = stack.enter_context(ThreadPoolExecutor(len(scene.feeders)))
        stack.callback(scene.ending.set)
        began = clock.elapsed()
        feeding = [
            threads.submit(feeder.feed, list(_story(plan, feeder).steps()))
            for feeder in scene.feeders
        ]
        finished = _weather(scene, feeding, began, say)
        seconds = clock.elapsed() - began
        _settle(scene)
        scene.ending.set()
        for future in feeding:
            future.result()
        return _judged(scene, finished, seconds)


def _weather(scene: Scene, feeding: Sequence[Future[None]], began: float, say: Say) -> bool:
    """Strike until everything is delivered; returns whether it was in time."""
    plan = scene.plan
    struck = began + 1
    told = began
    while clock.elapsed() - began < plan.most:
        scene.ending.wait(LOOK)
        scene.died.update(scene.crew.unexpected())
        left = scene.waiting()
        if all(future.done() for future in feeding) and left == 0:
            return True
        if clock.elapsed() - told > 5:
            told = clock.elapsed()
            promised = sum(len(feeder.promises) for feeder in scene.feeders)
            say(f"{told - began:5.0f} s: {promised} put in, {left} to go")
        if len(scene.storm.blows) < plan.blows and clock.elapsed() >= struck:
            scene.storm.strike()
            say(f"{clock.elapsed() - began:5.0f} s: {scene.storm.blows[-1].kind}")
            struck = clock.elapsed() + scene.storm.chance.expovariate(1 / plan.every)
    return False


def _settle(scene: Scene) -> None:
    """Let pass the time in which something sent twice would still arrive; then end all workers."""
    scene.ending.wait(scene.plan.rules.doubt)
    _ready(scene)
    scene.crew.end()


def _ready(scene: Scene) -> None:
    while not all(hand.ready for hand in scene.crew.hands):
        died = scene.crew.unexpected()
        assert not died, f"{died} ended before taking jobs; --logs FOLDER keeps what they said."
        scene.ending.wait(LOOK)


def _judged(scene: Scene, finished: bool, seconds: float) -> Result:
    told = []
    calls: dict[str, dict[str, int]] = {}
    for apart, feeder in zip(scene.aparts, scene.feeders, strict=True):
        arrived = arrivals(apart)
        verdict = judge(feeder.promises, arrived)
        told.append(Told(feeder.workspace.id, apart.name, verdict, arrived, feeder))
        for method, outcomes in apart.tally().items():
            for outcome, count in outcomes.items():
                counted = calls.setdefault(method, {})
                counted[outcome] = counted.get(outcome, 0) + count
    with scene.store.begin() as session:
        gave_up = text("SELECT key || ': ' || reason FROM deliveries WHERE state = 'failed'")
        failed = list(session.scalars(gave_up))
    crew, blows = scene.crew, scene.storm.blows
    return Result(
        scene.plan,
        finished,
        seconds,
        told,
        blows,
        crew.started,
        crew.ends,
        sorted(scene.died),
        failed,
        calls,
    )


@contextmanager
def _scene(plan: Plan, folder: Path) -> Iterator[Scene]:
    """PostgreSQL, the playgrounds and the workers, with the mishaps ordered."""
    rooms = plan.share(plan.channels, 0)
    built = manifest.build(FEATURES)
    ending = threading.Event()
    with ExitStack() as stack:
        database = stack.enter_context(server.opened())
        url = normal(database.url)
        migrate.upgrade(url)
        store = open_store(url)
        stack.callback(store.close)
        aparts = stack.enter_context(
            playgrounds(built, folder, *plan.companies, rooms=rooms, rates=plan.times)
        )
        joined = [_join(store, apart) for apart in aparts]
        for place, apart in enumerate(aparts):
            for method, mishap in plan.mishaps(place):
                apart.goes_wrong(method, **mishap)
        feeders = [
            _feeder(plan, store, workspace, apart, ending)
            for workspace, apart in zip(joined, aparts, strict=True)
        ]
        clients = tuple(Clients(one.bot_token, one.api_url, one.team_id) for one in aparts)
        duty = Duty(url, clients, plan.rules, ticks=True)
        crew = stack.enter_context(Crew(duty, plan.workers, folder))
        chance = random.Random(f"{plan.seed} storm")
        storm = Storm(chance, crew, database, plan.rules.doubt, ending)
        yield Scene(plan, store, aparts, feeders, crew, storm, ending)


def _join(store: Store, apart: Apart) -> Workspace:
    """The workspace's row, and the people whom the bot knows in it."""
    found = Workspace(0, apart.team_id, apart.name, f"{apart.url}/", apart.bot_user, "en")
    with store.begin() as session:
        workspace = workspaces.join(session, found)
        for name in PEOPLE:
            people.meet(session, workspace, apart.people[name])
            profile = Profile(name, "Europe/Paris", True, "en")
            people.complete(session, workspace, apart.people[name], profile, clock.now())
    return workspace


def _feeder(
    plan: Plan, store: Store, workspace: Workspace, apart: Apart, ending: threading.Event
) -> Feeder:
    place = plan.companies.index(apart.name)
    rooms = {f"room-{number}" for number in range(1, plan.share(plan.channels, place) + 1)}
    ids = {name: id for name, id in apart.channels.items() if name in rooms}
    ids |= {name: apart.people[name] for name in PEOPLE}
    return Feeder(store, workspace, ids, plan.seconds, ending)


def _story(plan: Plan, feeder: Feeder) -> Story:
    name = feeder.workspace.name
    place = plan.companies.index(name)
    chance = random.Random(f"{plan.seed} {name}")
    return Story(chance, sorted(feeder.ids), plan.share(plan.messages, place))
