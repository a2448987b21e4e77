"""`python -m tests.worker`: a worker for several workspaces, with its clock where it is wanted.

`productops worker` knows one token; everything behind the token is the same here.
"""

import json
import os
import sys
import threading
from collections.abc import Mapping
from contextlib import ExitStack
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from typing import Any

from slack_sdk import WebClient

from bot import clock, logs, processes, schedule
from bot.assembly import CONCURRENCY, told_to_sessions
from bot.delivery import engine
from bot.delivery.engine import Worker
from bot.delivery.postmen import Postmen
from bot.delivery.rules import Rules
from bot.slack import Clients
from bot.store.engine import open_store
from bot.store.workspaces import Workspace
from handlers import FEATURES

READY = "The worker takes jobs."


@dataclass(frozen=True)
class Installations(Clients):
    """The tokens of several workspaces, behind the one door that the bot takes a client from."""

    of: Mapping[str, Clients] = field(default_factory=dict)

    def client_for(self, workspace: Workspace) -> WebClient:
        """The client of one of them."""
        return self.of[workspace.slack_id].client_for(workspace)


@dataclass(frozen=True)
class Duty:
    """What a worker is told.

    Attributes:
        clients: each workspace's.
        rules: what its postmen keep to.
        concurrency: to how many workspaces it delivers at once.
        ticks: whether it is the clock as well, as in `productops run`.
        works: whether it takes jobs; what only ticks is `productops clock`.
        ahead: seconds by which product time is ahead of the wall clock.
    """

    database_url: str
    clients: tuple[Clients, ...]
    rules: Rules = field(default_factory=Rules)
    concurrency: int = CONCURRENCY
    ticks: bool = False
    works: bool = True
    ahead: float = 0.0

    def written(self) -> str:
        """In a line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def read(cls, line: str) -> "Duty":
        """From that line."""
        told: dict[str, Any] = json.loads(line)
        clients = tuple(Clients(**one) for one in told["clients"])
        return cls(**told | {"clients": clients, "rules": Rules(**told["rules"])})


def main() -> None:
    """Work until SIGTERM comes, or until whoever started this is gone."""
    duty = Duty.read(sys.stdin.readline())
    threading.Thread(target=_end_with_parent, daemon=True).start()
    processes.end_in_order()
    logs.configure("json")
    if duty.ahead:
        clock.set_to(clock.now() + timedelta(seconds=duty.ahead))
    with ExitStack() as stack:
        store = open_store(duty.database_url, info=told_to_sessions(FEATURES))
        stack.callback(store.close)
        clients = Installations("", "", of={one.team: one for one in duty.clients})
        postmen = Postmen(store, clients, duty.rules)
        app = engine.app(FEATURES, store, clients, postmen)
        worker = Worker(app, postmen, duty.concurrency)
        if duty.works:
            worker.start()
            stack.callback(worker.stop)
        if duty.ticks:
            ticks = schedule.scheduler(FEATURES, store)
            ticks.start()
            stack.callback(ticks.shutdown)
        sys.stdout.write(f"{READY}\n")
        sys.stdout.flush()
        if duty.works:
            worker.wait()
        processes.wait()


def _end_with_parent() -> None:
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
