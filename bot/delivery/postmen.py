"""The postmen of one process: one for each workspace that somebody woke them for."""

import threading

import structlog
from sqlalchemy.exc import SQLAlchemyError

from bot.delivery import line, wake
from bot.delivery.fence import FencedClient
from bot.delivery.pace import Pace
from bot.delivery.pacing import Pacing
from bot.delivery.postman import Postman, Route
from bot.delivery.rules import Rules
from bot.slack import Clients
from bot.store import workspaces
from bot.store.engine import Store
from bot.store.workspaces import Workspace

# How often a job tries when it loses the database, and how many seconds longer it waits each time.
ATTEMPTS, AGAIN = 3, 0.5

log = structlog.get_logger()


class Postmen:
    """Delivers for whichever workspace a job names.

    Args:
        store: the database that the outbox is in.
        clients: finds a workspace's client.
        rules: what every postman keeps to.
        pacing: the time they keep Slack's pace in.
    """

    def __init__(
        self, store: Store, clients: Clients, rules: Rules, pacing: Pacing | None = None
    ) -> None:
        self._store = store
        self._clients = clients
        self._rules = rules
        self._pacing = pacing or Pacing()
        self._lines = line.open_lines(store.engine.url.render_as_string(hide_password=False))
        self._paces: dict[int, Pace] = {}
        self._stopping = threading.Event()

    def deliver(self, workspace: str) -> None:
        """The job: deliver what a workspace's outbox holds; whatever fails, the sweep comes back.

        Args:
            workspace: Slack's id of it.
        """
        for attempt in range(ATTEMPTS):
            try:
                self._deliver(workspace)
            except SQLAlchemyError as error:
                why = str(error).partition("\n")[0]
                log.warning("delivery lost the database", workspace=workspace, error=why)
                # A server that restarted is there again; one that is gone is left to the sweep.
                self._stopping.wait(attempt * AGAIN)
            except Exception:
                log.exception("delivery broke off", workspace=workspace)
                return
            else:
                return

    def _deliver(self, team: str) -> None:
        with self._store.begin() as session:
            workspace = workspaces.find(session, team)
        if workspace is None:
            log.warning("delivery for a workspace that is gone", workspace=team)
        elif self._postman(workspace).deliver():
            with self._store.begin() as session:
                wake.once(session, workspace)

    def stop(self) -> None:
        """Begin nothing more; what is under way is finished."""
        self._stopping.set()

    def close(self) -> None:
        """Close every connection; call it once nobody delivers."""
        self._lines.dispose()

    def _postman(self, workspace: Workspace) -> Postman:
        known = self._clients.client_for(workspace)
        client = FencedClient(
            token=known.token,
            base_url=known.base_url,
            timeout=self._rules.timeout,
            retry_handlers=[],
        )
        fresh = Pace(self._rules, self._pacing.elapsed)
        pace = self._paces.setdefault(workspace.id, fresh)
        return Postman(
            workspace, Route(self._lines, client, self._rules, pace, self._pacing, self._stopping)
        )
