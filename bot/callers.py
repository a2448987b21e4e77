"""Who is asking: the workspace, the person and their language, from a payload."""

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy.orm import Session

from bot import clock
from bot.payload import Request
from bot.store import jobs, people, workspaces
from bot.store.people import Person
from bot.store.workspaces import Workspace

# How long, in seconds, a process may go on with what another one has changed of a person or of the
# workspace.
FRESH = 30.0
# How many callers a process remembers.
MOST = 10_000


@dataclass(frozen=True)
class Caller:
    """A person in a workspace.

    Attributes:
        until: machine time until which they are known without asking.
        changes: how many changes this process had heard of when they were looked up.
    """

    workspace: Workspace
    person: Person
    until: float
    changes: int


class UnknownWorkspace(Exception):
    """A payload of a workspace that this bot does not serve."""


class Callers:
    """Finds callers, and remembers them for half a minute or until this process changes them.

    Args:
        language: for whoever can't be looked up.
        most: how many it remembers.
    """

    def __init__(self, language: str, most: int = MOST) -> None:
        self._language = language
        self._most = most
        self._lock = threading.Lock()
        self._known: dict[tuple[str, str], Caller] = {}
        self._changes = 0

    def find(self, session: Session, request: Request) -> Caller:
        """The caller of a request; a stranger gets a row and a job that completes it.

        Raises:
            UnknownWorkspace: the bot does not serve the request's workspace.
        """
        known = self._known.get((request.team, request.user))
        if known and known.until > clock.elapsed():
            return known
        changes = self._changes
        workspace = workspaces.find(session, request.team)
        if workspace is None:
            raise UnknownWorkspace(request.team)
        person = Person(0, "", "", workspace.language)
        if request.user:
            person = people.meet(session, workspace, request.user, request.user_name)
            if not person.completed:
                jobs.defer(session, workspace, people.COMPLETE, person=person.slack_id)
        return Caller(workspace, person, clock.elapsed() + FRESH, changes)

    def met(self, caller: Caller) -> None:
        """The transaction in which `caller` was found has committed: remember them.

        Who is not completed yet is looked up again: their language is about to be known.
        """
        if not caller.person.completed:
            return
        who = (caller.workspace.slack_id, caller.person.slack_id)
        with self._lock:
            if caller.changes != self._changes:
                return
            # Who was met last stands last.
            self._known.pop(who, None)
            self._known[who] = caller
            if len(self._known) > self._most:
                del self._known[next(iter(self._known))]

    def forget(self, info: Mapping[Any, Any]) -> None:
        """A transaction of this process has committed: whom it changed is looked up again.

        Args:
            info: the session's, where `bot.store.people` notes whom it changed, and
                `bot.store.workspaces` which workspace, of which nobody is remembered then.
        """
        changed = info.get(people.CHANGED, set())
        teams = info.get(workspaces.CHANGED, set())
        if not changed and not teams:
            return
        with self._lock:
            # Whoever was looked up before now, and not yet remembered, will not be.
            self._changes += 1
            for who in [*changed, *(who for who in self._known if who[0] in teams)]:
                self._known.pop(who, None)

    def language(self, request: Request) -> str:
        """The language last known of whoever asks, when the database can't be asked."""
        known = self._known.get((request.team, request.user))
        return known.person.language if known else self._language
