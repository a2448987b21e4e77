"""The demo: a playground, the real bot in it, and a clock one can turn."""

from contextlib import ExitStack
from datetime import datetime
from pathlib import Path

from bot import manifest, processes
from bot.assembly import Plan
from bot.cli import filling, starting, touring
from bot.cli.starting import Wish
from bot.delivery.pacing import Pacing
from bot.playground import Playground, Tools, lumen, statuses
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


def start(settings: Settings, wish: Wish, stack: ExitStack) -> Playground:
    """Start everything; `stack` ends it.

    Raises:
        CannotStart: the wish can't be met, or Slack refused a token.
        PlaygroundError: the port is taken, or what was kept can't be read.
    """
    place = starting.place(settings.data_dir, wish)
    afresh = place.erase if wish.reset else None
    url = normal(stack.enter_context(embedded.serve(place.folder, afresh=afresh)).url)
    return play(url, wish, stack, place.state_file, settings.default_language)


def play(
    url: str, wish: Wish, stack: ExitStack, state_file: Path | None = None, language: str = "en"
) -> Playground:
    """The same on a server that is there: its database is migrated.

    Args:
        state_file: where the workspace is kept; None for nowhere.
        language: spoken where nobody chose one.

    Raises:
        CannotStart, PlaygroundError: as `start`.
    """
    turner = Turner(pacing := Pacing())
    playground = Playground(
        manifest.build(FEATURES),
        state_file=state_file,
        port=wish.port,
        rate_limits=True,
        seed=lumen(wish.begins, bare=wish.empty),
        tools=Tools(turner, pacing.elapsed, touring.steps(FEATURES)),
    )
    starting.begin(playground, wish)
    stack.enter_context(playground)
    migrate.upgrade(url)
    plan = Plan(
        features=FEATURES,
        database_url=url,
        clients=Clients(playground.bot_token, playground.api_url),
        language=language,
        admins=playground.admins,
        pacing=pacing,
    )
    bot, engine = processes.everything(
        plan, stack, None, playground.app_token, lambda bot: filling.fill(bot, playground, pacing)
    )
    turner.attach(bot, engine, Around(playground))
    stack.callback(turner.close)
    return playground
