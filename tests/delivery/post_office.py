"""An outbox, a postman and a playground: what tests of the delivery do with them."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from sqlalchemy import select, text

from bot import clock, manifest
from bot.delivery import desk, outbox
from bot.delivery.outbox import Delivery
from bot.delivery.postmen import Postmen
from bot.delivery.rules import PER_MINUTE, Rules
from bot.delivery.tables import DeliveryRow
from bot.message import Message
from bot.playground import Actor, Company, Playground, small
from bot.posts import Edit, Home, Post
from bot.slack import Clients
from bot.store import people, workspaces
from bot.store.engine import Store
from bot.store.people import Profile
from bot.store.workspaces import Workspace
from handlers import FEATURES
from tests.waiting import becomes

# Slack's ways in a tenth of the time.
QUICK = Rules(
    per_minute=dict.fromkeys(PER_MINUTE, 60_000.0),
    per_channel=0.01,
    timeout=0.6,
    lease=0.4,
    margin=0.0,
    first_wait=0.02,
    longest_wait=0.1,
    pause=0.2,
)


@dataclass
class PostOffice:
    """A workspace with an outbox, and its postmen."""

    playground: Playground
    store: Store
    workspace: Workspace
    rules: Rules = QUICK
    opened: list[Postmen] = field(default_factory=list)

    def as_(self, name: str) -> Actor:
        """Someone of the workspace, by their handle."""
        return self.playground.as_(name)

    def channel(self, name: str) -> str:
        """The Slack id of a channel."""
        return self.playground.workspace.channel(name).id

    def put(self, *tell: Post | Edit | Home, now: datetime | None = None) -> None:
        """Put what is told in the outbox, in a transaction of their own."""
        with self.store.begin() as session:
            outbox.put(session, self.workspace, tell, now or clock.now())

    def post(self, to: str, words: str, key: str = "", **more: object) -> Post:
        """A post of plain words, in the outbox."""
        made = replace(Post(to, Message(words), key or f"test:{words}"), **more)  # type: ignore[arg-type]
        self.put(made)
        return made

    def postmen(self, rules: Rules | None = None) -> Postmen:
        """The postmen of one more process."""
        clients = Clients(
            self.playground.bot_token, self.playground.api_url, self.workspace.slack_id
        )
        self.opened.append(Postmen(self.store, clients, rules or self.rules))
        return self.opened[-1]

    def deliver(self, rules: Rules | None = None) -> None:
        """Deliver what may go, in this thread."""
        self.postmen(rules).deliver(self.workspace.slack_id)

    def queued(self, status: str = "todo") -> int:
        """How many jobs there are of a status."""
        count = text("SELECT count(*) FROM procrastinate_jobs WHERE status = :status")
        with self.store.begin() as session:
            return session.execute(count, {"status": status}).scalar_one()

    def deliver_until(self, met: Callable[[], bool], rules: Rules | None = None) -> None:
        """Deliver in a thread of its own until something holds, then stop in order."""
        postmen = self.postmen(rules)
        thread = threading.Thread(target=postmen.deliver, args=(self.workspace.slack_id,))
        thread.start()
        self.waits_until(met, "The postman did not get that far.")
        postmen.stop()
        thread.join()

    def resumes(self) -> None:
        """Deliver again and again, as the sweep does, until nothing waits."""
        self.delivers_until(lambda: not {"waiting", "sending"} & self.states().keys())

    def delivers_until(self, met: Callable[[], bool]) -> None:
        """Deliver again and again, as the sweep does, until something holds."""
        end = clock.elapsed() + 10
        while not met():
            assert clock.elapsed() < end, self.states()
            self.deliver()

    def resend(self, *, key: str = "", reason: str = "") -> int:
        """Send once more what failed; returns how many."""
        with self.store.begin() as session:
            return desk.resend(session, self.workspace, key=key, reason=reason)

    def found(self, key: str) -> Delivery:
        """A delivery as it stands."""
        with self.store.begin() as session:
            delivery = outbox.find(session, self.workspace, key)
        assert delivery is not None
        return delivery

    def row(self, key: str) -> DeliveryRow:
        """A delivery's row."""
        with self.store.begin() as session:
            return session.scalars(select(DeliveryRow).where(DeliveryRow.key == key)).one()

    def states(self) -> dict[str, int]:
        """How many deliveries there are of each state."""
        count = text("SELECT state, count(*) FROM deliveries GROUP BY state")
        with self.store.begin() as session:
            return dict(session.execute(count).all())

    def said(self, channel: str) -> list[str]:
        """What the bot said in a channel or to a person, oldest first."""
        world = self.playground.workspace
        with world.lock:
            if channel in world.people:
                channel = world.direct(world.bot_user, channel).id
            messages = world.channels[channel].messages.values()
            return [one.text for one in messages if one.user == world.bot_user]

    def calls(self, method: str) -> int:
        """How often a method was called."""
        tally = self.playground.workspace.calls.tally
        return sum(count for (name, _), count in tally.items() if name == method)

    def introduce(self, *names: str) -> None:
        """Let the bot know these people, with the language Slack tells."""
        for name in names:
            actor = self.as_(name)
            profile = Profile(
                actor.person.real_name, actor.person.tz, True, actor.person.locale[:2]
            )
            with self.store.begin() as session:
                people.meet(session, self.workspace, actor.id)
                people.complete(session, self.workspace, actor.id, profile, clock.now())

    def waits_until(self, met: Callable[[], bool], what: str, timeout: float = 10.0) -> None:
        """Wait until something holds that a change in the playground brings about."""
        assert self.playground.workspace.wait_until(met, timeout), what

    def looks_until(self, met: Callable[[], bool], what: str) -> None:
        """Wait until something holds that no change in the playground brings about."""
        becomes(met, what, 10)


@contextmanager
def open_post_office(store: Store, company: Company | None = None) -> Iterator[PostOffice]:
    """A playground and the outbox of its workspace; its postmen end with it."""
    with Playground(manifest.build(FEATURES), seed=company or small()) as playground:
        world = playground.workspace
        found = Workspace(0, world.team_id, world.team_name, world.url, world.bot_user, "en")
        with store.begin() as session:
            workspace = workspaces.join(session, found)
        office = PostOffice(playground, store, workspace)
        try:
            yield office
        finally:
            for postmen in office.opened:
                postmen.stop()
                postmen.close()
