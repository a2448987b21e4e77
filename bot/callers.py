"""Who is asking: the workspace, the person and their language, from a payload."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import clock
from bot.payload import Request
from bot.store import jobs, people, workspaces
from bot.store.people import Person
from bot.store.workspaces import Workspace

# How long, in seconds, another process may go on with a language or a role that has changed.
FRESH = 30.0


@dataclass(frozen=True)
class Caller:
    """A person in a workspace, and until when (machine time) they are known without asking."""

    workspace: Workspace
    person: Person
    until: float


class UnknownWorkspace(Exception):
    """A payload of a workspace that this bot does not serve."""


class Callers:
    """Finds callers, and remembers them for half a minute.

    Args:
        language: for whoever can't be looked up.
    """

    def __init__(self, language: str) -> None:
        self._language = language
        self._known: dict[tuple[str, str], Caller] = {}

    def find(self, session: Session, request: Request) -> Caller:
        """The caller of a request; a stranger gets a row and a job that completes it.

        Raises:
            UnknownWorkspace: the bot does not serve the request's workspace.
        """
        known = self._known.get((request.team, request.user))
        if known and known.until > clock.elapsed():
            return known
        workspace = workspaces.find(session, request.team)
        if workspace is None:
            raise UnknownWorkspace(request.team)
        person = Person(0, "", "", workspace.language)
        if request.user:
            person = people.meet(session, workspace, request.user, request.user_name)
            if not person.completed:
                jobs.defer(session, workspace, people.COMPLETE, person=person.slack_id)
        return Caller(workspace, person, clock.elapsed() + FRESH)

    def met(self, caller: Caller) -> None:
        """The transaction in which `caller` was found has committed: remember them.

        Who is not completed yet is looked up again: their language is about to be known.
        """
        if not caller.person.completed:
            return
        self._known[(caller.workspace.slack_id, caller.person.slack_id)] = caller

    def language(self, request: Request) -> str:
        """The language last known of whoever asks, when the database can't be asked."""
        known = self._known.get((request.team, request.user))
        return known.person.language if known else self._language
