"""Reads the audit trail, a page at a time or whole."""

from dataclasses import dataclass, replace

from sqlalchemy.orm import Session

from bot import roles
from bot.store import audit, jobs
from bot.store.audit import Asked, Entry
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.audit import permissions

# Entries of a page.
PER_PAGE = 10
# The longest search, in characters.
LONGEST = 200
# The job that writes the trail into a file, and as many entries as fit into one.
EXPORT = "audit.export"
WHOLE = 100_000


@dataclass(frozen=True)
class Page:
    """Some changes, newest first.

    Attributes:
        number: which page, from 1.
        more: whether another one follows.
    """

    number: int
    entries: tuple[Entry, ...]
    more: bool


def page(
    session: Session, workspace: Workspace, person: Person, asked: Asked, number: int = 1
) -> Page:
    """A page of what was changed.

    Args:
        asked: what to look for.
        number: which page, from 1.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    number = max(1, number)
    following = replace(asked, skipped=(number - 1) * PER_PAGE)
    found = audit.search(session, workspace, following, PER_PAGE + 1)
    return Page(number, found[:PER_PAGE], len(found) > PER_PAGE)


def whole(
    session: Session, workspace: Workspace, person: Person, asked: Asked
) -> tuple[Entry, ...]:
    """All that was changed, newest first, up to `WHOLE` entries.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    return audit.search(session, workspace, asked, WHOLE)


def export(session: Session, workspace: Workspace, person: Person, words: str) -> None:
    """Have all that matches some words written into a file for this person.

    Args:
        words: as typed.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    jobs.defer(session, workspace, EXPORT, person=person.slack_id, words=words)
