"""Shows a person their absences."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import roles
from bot.store import calendars
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.absence import permissions
from workflows.absence.state import State, state


def show(session: Session, workspace: Workspace, person: Person, now: datetime) -> State:
    """A person's own absences that are not over.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.SAY)
    return state(calendars.own(session, workspace, person, now), now)
