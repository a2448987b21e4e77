"""Finds insights: one's own, newest first, and everyone's by words and filters, best first."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, case, func, literal_column, or_, select, text
from sqlalchemy.orm import Session

from bot import roles
from bot.folding import folded
from bot.mrkdwn import clean
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import filtering, permissions
from workflows.insights.filters import Asked, Wrong
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.tables import InsightRow

PER_PAGE = 10
# Of those that match, so many are ranked by their words and listed: the newest.
RANKED = 1_000
LONGEST = 200  # characters of a question; a button carries it from page to page
_LANGUAGES: tuple[ColumnElement[Any], ...] = (
    literal_column("'english'::regconfig"),
    literal_column("'french'::regconfig"),
)
# What is searched most is in memory. Without knowing that, PostgreSQL would rather read the newest
# hundred thousand insights than fetch the five thousand that have a word.
_IN_MEMORY = text(
    "SELECT set_config('random_page_cost', '0.2', TRUE), set_config('seq_page_cost', '0.1', TRUE)"
)


@dataclass(frozen=True)
class Page:
    """Up to ten insights.

    Attributes:
        query: what was asked for; empty for one's own.
        number: which page, from 1.
        more: whether another one follows.
        total: how many there are on all pages, `RANKED` at most; 0 for one's own.
        crowded: whether there are more than that, of which the newest are on the pages.
        words: those of the query that are no filters.
    """

    query: str
    number: int
    insights: tuple[Insight, ...]
    more: bool
    total: int = 0
    crowded: bool = False
    words: str = ""


@dataclass(frozen=True)
class Puzzled:
    """Nothing was looked for: some of the filters are wrong."""

    asked: Asked
    wrongs: tuple[Wrong, ...]


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
    session: Session, workspace: Workspace, person: Person, asked: Asked, number: int = 1
) -> Page | Puzzled:
    """A page of the insights that this person may see and that match what was asked for.

    Those that match words come best first among the newest `RANKED` that match, all others newest
    first.

    Args:
        asked: its words, 200 characters at most; `"…"`, `or` and `-` mean what they mean in a web
            search (PostgreSQL's websearch_to_tsquery).
        number: which page, from 1.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    number = max(1, number)
    left = filtering.matching(session, workspace, person, asked)
    if isinstance(left, tuple):
        return Puzzled(asked, left)
    session.execute(_IN_MEMORY)
    rows = session.execute(
        _best(left, asked).offset((number - 1) * PER_PAGE).limit(PER_PAGE + 1)
    ).all()
    if not rows and number == 1:
        wrongs = filtering.unknown_tags(session, workspace, person, asked)
        if wrongs:
            return Puzzled(asked, wrongs)
    found = _read(session, workspace, [row.id for row in rows[:PER_PAGE]])
    total = rows[0].total if rows else 0
    more = len(rows) > PER_PAGE
    return Page(asked.text, number, found, more, min(total, RANKED), total > RANKED, asked.words)


def newest(
    session: Session, workspace: Workspace, person: Person, asked: Asked, limit: int
) -> tuple[Insight, ...] | Puzzled:
    """The newest insights that this person may see and that match what was asked for.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    left = filtering.matching(session, workspace, person, asked)
    if isinstance(left, tuple):
        return Puzzled(asked, left)
    which = _with_words(left, asked).whereclause
    assert which is not None
    rows = session.execute(
        reading(workspace)
        .where(which)
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
        .limit(limit)
    )
    return with_names(session, workspace, map(record, rows))


def _best(left: Select[Any], asked: Asked) -> Select[Any]:
    """The ids of what matches, and how many there are, counted up to one more than `RANKED`.

    A common word is in a tenth of a million insights: only the newest of them are ranked, which the
    index on their time gives without reading the rest.
    """
    newest = (
        _with_words(left, asked)
        .add_columns(InsightRow.kept_at, InsightRow.search)
        .order_by(InsightRow.kept_at.desc(), InsightRow.id.desc())
        .limit(RANKED + 1)
        .subquery()
    )
    rank = [func.ts_rank(newest.c.search, _query(asked)).desc()] if asked.words else []
    return select(newest.c.id, func.count().over().label("total")).order_by(
        *rank, newest.c.kept_at.desc(), newest.c.id.desc()
    )


def _with_words(left: Select[Any], asked: Asked) -> Select[Any]:
    if not asked.words:
        return left
    match = InsightRow.search.op("@@")(_query(asked))
    if not asked.filters and not asked.since:
        return left.where(match)
    # Between filters, words that say nothing in their language (*and*, *et*) are not looked for.
    return left.where(or_(*(func.numnode(each) == 0 for each in _queries(asked)), match))


def _query(asked: Asked) -> ColumnElement[Any]:
    """What the words ask for in both languages; where these say the same, it is asked once.

    PostgreSQL takes what is asked twice for twice as frequent; with a language named otherwise than
    by a constant it would make the query anew for each row.
    """
    english, french = _queries(asked)
    return case((english == french, english), else_=english.op("||")(french))


def _queries(asked: Asked) -> list[ColumnElement[Any]]:
    words = folded(clean(asked.words))
    return [func.websearch_to_tsquery(language, words) for language in _LANGUAGES]


def _read(session: Session, workspace: Workspace, ids: list[int]) -> tuple[Insight, ...]:
    """The insights with these ids, in their order."""
    if not ids:
        return ()
    rows = session.execute(reading(workspace).where(InsightRow.id.in_(ids))).all()
    by_id = {row.id: record(row) for row in rows}
    return with_names(session, workspace, [by_id[id] for id in ids if id in by_id])


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
