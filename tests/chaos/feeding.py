"""Puts a story in the outbox and remembers what was committed, for the verdict."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass, field

from sqlalchemy.exc import SQLAlchemyError

from bot import clock
from bot.delivery import outbox
from bot.store.engine import Store
from bot.store.workspaces import Workspace
from tests.chaos.story import Name, Saying, Step, tell

# Before a transaction that met no database is tried again, in seconds.
AGAIN = 0.1


class Undone(Exception):
    """Rolls a transaction back after everything in it was put in the outbox."""


@dataclass(frozen=True)
class Promise:
    """A message that was committed.

    Attributes:
        saying: as it was last edited.
        under: the message in whose thread it stands.
        at: when its commit was answered, in seconds since the epoch.
    """

    saying: Saying
    under: Name | None
    at: float


@dataclass
class Feeder:
    """Puts one workspace's steps in the outbox, each until its commit is certain.

    Args:
        ids: Slack's ids of the story's places.
        seconds: how long the whole story takes.
        ending: set when the run is given up.
    """

    store: Store
    workspace: Workspace
    ids: Mapping[str, str]
    seconds: float
    ending: threading.Event
    promises: dict[Name, Promise] = field(default_factory=dict)
    undone: int = 0
    again: int = 0

    def feed(self, steps: list[Step]) -> None:
        """Put all of them in the outbox, in their order."""
        for step in steps:
            self.ending.wait(step.wait * self.seconds)
            # An answer that got lost does not tell whether the commit was made: the same keys
            # make the second try harmless.
            while not self.ending.is_set():
                try:
                    self._put(step)
                except SQLAlchemyError:
                    self.again += 1
                    self.ending.wait(AGAIN)
                else:
                    break

    def _put(self, step: Step) -> None:
        try:
            with self.store.begin() as session:
                outbox.put(session, self.workspace, tell(step, dict(self.ids)), clock.now())
                if step.undone:
                    raise Undone
        except Undone:
            self.undone += 1
            return
        at = clock.wall()
        for saying, under in step.says:
            self.promises[saying.name] = Promise(saying, under, at)
        for changed in step.changes:
            before = self.promises[changed.name]
            self.promises[changed.name] = Promise(changed, before.under, before.at)
