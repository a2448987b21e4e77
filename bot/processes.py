"""The processes a bot runs as: each opens its doors, waits for the end, closes them in order."""

import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from types import FrameType
from typing import Any

from gunicorn.app.base import BaseApplication
from slack_sdk.errors import SlackClientError

from bot.assembly import Bot, Plan
from bot.errors import CannotStart
from bot.slack import reason
from bot.store.workspaces import Workspace

# Threads that answer Slack in one process; each may hold a connection to the database.
THREADS = 8
# How often, in seconds, the main thread looks up from its waiting.
LOOK = 0.5
# A platform's router reaches the process from outside.
ANY = "0.0.0.0"  # noqa: S104


def end_in_order() -> None:
    """Let the first Ctrl-C or SIGTERM end the main thread, so that what was opened is closed."""

    def end(number: int, frame: FrameType | None) -> None:
        for more in (signal.SIGINT, signal.SIGTERM):
            signal.signal(more, signal.SIG_IGN)
        raise SystemExit(0)

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, end)


def wait() -> None:
    """Wait until a signal ends the main thread."""
    forever = threading.Event()
    while True:
        # A signal that comes just before the wait does not break it off: it is heard at its end.
        forever.wait(LOOK)


def joined(plan: Plan, stack: ExitStack) -> Bot:
    """The bot in its workspace; `stack` closes it.

    Raises:
        CannotStart: Slack refused the token, or the database is not migrated.
    """
    bot = Bot(plan)
    stack.callback(bot.close)
    bot.join()
    return bot


class Engine:
    """What runs by itself in one process: its ticks and its worker. They can rest, and go on."""

    def __init__(self, bot: Bot) -> None:
        self._bot = bot
        self._running = ExitStack()

    def start(self) -> None:
        """Let them run."""
        worker = self._bot.worker()
        worker.start()
        self._running.callback(worker.stop)
        ticks = self._bot.clock()
        ticks.start()
        self._running.callback(ticks.shutdown)

    def stop(self) -> None:
        """End them; returns once what was under way is done."""
        self._running.close()


def everything(
    plan: Plan,
    stack: ExitStack,
    port: int | None,
    app_token: str = "",
    first: Callable[[Bot], None] | None = None,
) -> tuple[Bot, Engine]:
    """Open every door in one process; `stack` closes them.

    Args:
        port: where to serve HTTP, None for not at all.
        app_token: `xapp-…`, for Socket Mode as well.
        first: what is done once the bot has joined, before anything runs by itself.

    Raises:
        CannotStart: a port is taken, or Slack refused a token.
    """
    if port is not None:
        find_free(port)
    bot = joined(plan, stack)
    if first is not None:
        first(bot)
    engine = Engine(bot)
    # First: who ends the process while it starts ends what has started.
    stack.callback(engine.stop)
    engine.start()
    if port is not None:
        stack.enter_context(serving(bot, port))
    if app_token:
        stack.enter_context(listening(bot, app_token))
    return bot, engine


@contextmanager
def serving(bot: Bot, port: int, host: str = ANY) -> Iterator[int]:
    """Serve HTTP from threads of this process; gives the port, a free one for 0.

    Raises:
        CannotStart: the port is taken.
    """
    import waitress
    from waitress import wasyncore

    try:
        server: Any = waitress.create_server(bot.http(), host=host, port=port, threads=THREADS)
    except OSError as error:
        raise _taken(port, error) from error
    thread = threading.Thread(target=server.run, name="http")
    thread.start()
    try:
        yield server.effective_port
    finally:
        # Waitress has no stop for another thread: its loop ends when its map is empty. A request
        # that ends just now may wake the loop first, which is then gone when we do.
        with suppress(OSError):
            server.trigger.pull_trigger(lambda: wasyncore.close_all(server._map))
        thread.join()
        server.task_dispatcher.shutdown()


def find_free(port: int) -> None:
    """See that a port can be served on, before anything is started.

    Raises:
        CannotStart: the port is taken.
    """
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((ANY, port))
        except OSError as error:
            raise _taken(port, error) from error


def _taken(port: int, error: OSError) -> CannotStart:
    why = error.strerror
    return CannotStart(f"Port {port} is taken ({why}): set PORT to another, or stop its owner.")


@contextmanager
def listening(bot: Bot, app_token: str) -> Iterator[None]:
    """Listen over Socket Mode."""
    slack: Any = bot.socket(app_token)  # Bolt's handler is half typed
    try:
        slack.connect()
    except (SlackClientError, OSError) as error:
        slack.close()
        raise CannotStart(
            f"Socket Mode does not connect ({reason(error)}): check SLACK_APP_TOKEN and its scope "
            "connections:write."
        ) from error
    try:
        yield
    finally:
        # Its thread waits a second for each message, and only then sees that it is to end.
        slack.client.closed = True
        slack.client.message_queue.put(None)
        slack.close()


class WebProcess(BaseApplication):  # type: ignore[misc]  # gunicorn has no types
    """HTTP under gunicorn: its workers each build a bot of their own after the fork.

    It starts whatever the state of the database, which `/readyz` then tells.

    Args:
        found: the workspace, as `introduce` told.
    """

    def __init__(self, plan: Plan, found: Workspace, port: int) -> None:
        self._plan = plan
        self._found = found
        self._port = port
        super().__init__()

    def load_config(self) -> None:
        """Threads for Slack's short requests; 8 s to finish those under way."""
        self.cfg.set("bind", f"{ANY}:{self._port}")
        self.cfg.set("worker_class", "gthread")
        self.cfg.set("threads", THREADS)
        self.cfg.set("graceful_timeout", 8)
        # One path for every gunicorn of an account, which a bot has no use for.
        self.cfg.set("control_socket_disable", True)

    def load(self) -> Any:
        """The WSGI app of one worker."""
        return Bot(self._plan, self._found).http()
