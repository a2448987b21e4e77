"""Who sees which dependencies: members all of the workspace, guests those of their teams."""

from collections.abc import Iterable

from sqlalchemy import ColumnElement, or_, true
from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.store import teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, permissions
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.tables import DependencyRow


def limits(session: Session, workspace: Workspace, person: Person) -> tuple[int, ...] | None:
    """The ids of the teams of which alone a person sees the dependencies; None for all teams.

    Raises:
        Refusal: they see none.
    """
    roles.require(person, permissions.READ)
    if person.own:
        return None
    return tuple(one.id for one in teams.of(session, workspace, person))


def within(limits: tuple[int, ...] | None) -> ColumnElement[bool]:
    """What a dependency must be for somebody with these limits to see it."""
    return true() if limits is None else between(limits)


def between(which: Iterable[int]) -> ColumnElement[bool]:
    """Whether one of some teams is on either side of a dependency.

    Args:
        which: the ids of the teams.
    """
    ids = list(which)
    return or_(DependencyRow.requester_id.in_(ids), DependencyRow.provider_id.in_(ids))


def find(session: Session, workspace: Workspace, person: Person, which: int) -> Dependency:
    """A dependency that a person may see, by its id.

    Raises:
        Refusal: there is none that they may see.
    """
    seen = within(limits(session, workspace, person))
    found = dependency.dependencies(session, workspace, DependencyRow.id == which, seen)
    if not found:
        raise Refusal(dependency.gone())
    return found[0]


def numbered(session: Session, workspace: Workspace, person: Person, number: int) -> Dependency:
    """A dependency that a person may see, by its number.

    Raises:
        Refusal: there is none that they may see.
    """
    seen = within(limits(session, workspace, person))
    found = dependency.dependencies(session, workspace, DependencyRow.number == number, seen)
    if not found:
        raise Refusal(dependency.unknown(number))
    return found[0]
