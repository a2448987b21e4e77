"""The demo: a playground, the real bot in it, and a clock one can turn."""

from contextlib import ExitStack
from datetime import datetime

from bot import manifest, processes
from bot.assembly import Plan
from bot.cli import filling
from bot.delivery.pacing import Pacing
from bot.playground import Playground, Tools, statuses
from bot.settings import Settings
from bot.slack import Clients
from bot.store import embedded, migrate
from bot.store.engine import normal
from bot.turning import Turner
from handlers import FEATURES


class Around:
    """The playground, as whoever turns the clock sees it."""

    def __init__(self, playground: Playground) -> None:
        self._playground = playground

    def upcoming(self) -> datetime | None:
        """When something changes in it by itself."""
        return statuses.next_moment(self._playground.workspace)

    def pass_to(self, now: datetime) -> None:
        """It is this moment there too; the bot has heard of what follows."""
        statuses.pass_time(self._playground.workspace, now)
        self._playground.settles()

    def posted(self) -> int:
        """How many messages the bot has posted."""
        return self._playground.posted

    def show(self) -> None:
        """Everybody's page is drawn again."""
        self._playground.redraws()


def start(settings: Settings, port: int, stack: ExitStack) -> Playground:
    """Start everything; `stack` ends it.

    Args:
        port: where the page is served, on 127.0.0.1.

    Raises:
        CannotStart: Slack refused a token.
        PlaygroundError: the port is taken, or what was kept can't be read.
    """
    data = settings.data_dir
    url = normal(stack.enter_context(embedded.serve(data)).url)
    migrate.upgrade(url)
    pacing = Pacing()
    turner = Turner(pacing)
    playground = Playground(
        manifest.build(FEATURES),
        state_file=data / "playground.json",
        port=port,
        rate_limits=True,
        tools=Tools(dial=turner, elapsed=pacing.elapsed),
    )
    stack.enter_context(playground)
    plan = Plan(
        features=FEATURES,
        database_url=url,
        clients=Clients(playground.bot_token, playground.api_url),
        language=settings.default_language,
        admins=playground.admins,
        pacing=pacing,
    )
    bot, engine = processes.everything(plan, stack, port=None, app_token=playground.app_token)
    filling.fill(bot, playground)
    turner.attach(bot, engine, Around(playground))
    stack.callback(turner.stop)
    return playground
