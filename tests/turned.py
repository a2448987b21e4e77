"""An office whose clock is turned: what would come in days or months comes now, in order."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot import clock, manifest, processes
from bot.assembly import Plan
from bot.cli.demonstration import Around
from bot.delivery.pacing import Pacing
from bot.delivery.rules import Rules
from bot.feature import Feature
from bot.playground import Message, Playground, Tools
from bot.slack import Clients
from bot.store.engine import Session
from bot.store.people import Person
from bot.turning import Turner
from handlers import FEATURES
from tests.moment import NOW
from tests.office import Office, be_patient
from tests.waiting import becomes

# What may have arrived is looked for after half a second.
HASTY = Rules(timeout=0.4, margin=0.1, first_wait=0.05)


@dataclass(frozen=True)
class TurnedOffice(Office):
    """The bot at work with its ticks and jobs, and the hand on its clock."""

    turner: Turner = field(default_factory=lambda: Turner(Pacing()))

    def turns_to(self, moment: datetime) -> None:
        """It becomes later, through everything that happens until then."""
        self.turner.turn(moment)
        self.turner.wait()

    def turns(self, **ahead: float) -> None:
        """So much later, such as days=1."""
        self.turns_to(clock.now() + timedelta(**ahead))

    def said_to(self, name: str) -> list[tuple[datetime, str]]:
        """When the bot said what to someone in their direct messages, oldest first."""
        actor = self.as_(name)
        workspace = self.playground.workspace
        channel = workspace.channels.get(workspace.direct_id(actor.id, workspace.bot_user))
        messages = list(channel.messages.values()) if channel else []
        return [(at(one), one.text) for one in messages if one.user == workspace.bot_user]

    @contextmanager
    def acting(self, name: str) -> Iterator[tuple[Session, Person]]:
        """A transaction for someone who is known."""
        person = self.known(self.as_(name))
        assert person
        with self.bot.store.begin() as session:
            yield session, person


def at(message: Message) -> datetime:
    """When a message was posted."""
    return datetime.fromtimestamp(float(message.ts), NOW.tzinfo)


@contextmanager
def turned_office(
    database_url: str,
    begin: datetime = NOW,
    features: tuple[Feature, ...] = FEATURES,
    rates: bool = True,
) -> Iterator[TurnedOffice]:
    """The bot in a playground over Socket Mode, everything running, at a product time of its own.

    Args:
        begin: when it is.
        features: what the bot can do.
        rates: whether Slack's rate limits apply.
    """
    pacing = Pacing()
    turner = Turner(pacing)
    with ExitStack() as stack:
        stack.callback(clock.let_go)
        clock.set_to(begin)
        tools = Tools(dial=turner, elapsed=pacing.elapsed)
        playground = Playground(manifest.build(features), rate_limits=rates, tools=tools)
        stack.enter_context(playground)
        be_patient(playground)
        plan = Plan(
            features=features,
            database_url=database_url,
            clients=Clients(playground.bot_token, playground.api_url),
            admins=(playground.as_("priya").id,),
            rules=HASTY,
            pacing=pacing,
        )
        bot, engine = processes.everything(plan, stack, None, playground.app_token)
        turner.attach(bot, engine, Around(playground))
        stack.callback(turner.close)
        office = TurnedOffice(playground, bot, turner=turner)
        lea = office.as_("lea")
        becomes(lambda: office.known(lea), "The bot has not learnt who is here.")
        yield office
