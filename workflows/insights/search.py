"""Finds insights: one's own, newest first, and everyone's by their words, best first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, func
from sqlalchemy.orm import Session

from bot import roles
from bot.folding import folded
from bot.mrkdwn import clean
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.tables import InsightRow
from workflows.insights.visibility import visible_to

PER_PAGE = 10
LONGEST = 200  # characters of a question; a button carries it from page to page


@dataclass(frozen=True)
class Page:
    """Up to ten insights.

    Attributes:
        query: what was asked for; empty for one's own.
        number: which page, from 1.
        more: whether another one follows.
    """

    query: str
    number: int
    insights: tuple[Insight, ...]
    more: bool


def mine(session: Session, workspace: Workspace, person: Person, number: int = 1) -> Page:
    """A page of the insights this person kept, newest first, undone ones left out.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    return _page(session, workspace, _own(workspace, person), "", number)


def latest(
    session: Session, workspace: Workspace, person: Person, limit: int
) -> tuple[Insight, ...]:
    """The last insights this person kept, newest first, undone ones left out.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    rows = session.execute(_own(workspace, person).limit(limit)).all()
    return with_names(session, workspace, map(record, rows))


def search(
    session: Session, workspace: Workspace, person: Person, words: str, number: int = 1
) -> Page:
    """A page of the insights that this person may see and that match some words, best first.

    Args:
        words: as typed, 200 characters at most; `"…"`, `or` and `-` mean what they mean in a web
            search (PostgreSQL's websearch_to_tsquery).
        number: which page, from 1.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    asked = folded(clean(words))
    either = func.websearch_to_tsquery("english", asked).op("||")(
        func.websearch_to_tsquery("french", asked)
    )
    query = (
        reading(workspace)
        .where(
            InsightRow.search.op("@@")(either),
            InsightRow.undone_at.is_(None),
            visible_to(person),
        )
        .order_by(
            func.ts_rank(InsightRow.search, either).desc(),
            InsightRow.kept_at.desc(),
            InsightRow.id.desc(),
        )
    )
    return _page(session, workspace, query, words, number)


def _own(workspace: Workspace, person: Person) -> Select[Any]:
    return (
        reading(workspace)
        .where(InsightRow.author_id == person.id, InsightRow.undone_at.is_(None))
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
    )


def _page(
    session: Session, workspace: Workspace, query: Select[Any], words: str, number: int
) -> Page:
    number = max(1, number)
    skipped = (number - 1) * PER_PAGE
    rows = session.execute(query.offset(skipped).limit(PER_PAGE + 1)).all()
    found = with_names(session, workspace, map(record, rows[:PER_PAGE]))
    return Page(words, number, found, len(rows) > PER_PAGE)
