"""Finds the insights that most likely say what another one says, and the words that show it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import BigInteger, ColumnElement, and_, exists, func, literal, select
from sqlalchemy.orm import Session, aliased

from bot import roles
from bot.folding import folded
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.candidates import TERMS, candidates
from workflows.insights.comparing import ALIKE, Likeness, likeness
from workflows.insights.details import find
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.sorting_tables import DistinctionRow
from workflows.insights.tables import CustomerRow, InsightRow
from workflows.insights.terms import PLACE, Term, openings, terms
from workflows.insights.visibility import visible_to
from workflows.insights.vocabulary import FEWEST, vocabulary


@dataclass(frozen=True)
class Alike:
    """An insight that most likely says the same.

    Attributes:
        score: from `ALIKE` to 1.
        words: what both say, most telling first; see `Likeness`.
    """

    insight: Insight
    score: float
    words: tuple[str, ...]


def similar(
    session: Session, workspace: Workspace, person: Person, insight: int, limit: int = 3
) -> tuple[Alike, ...]:
    """What is most like an insight, of all this person may see; see `similar_to`.

    Args:
        insight: its id.

    Raises:
        Refusal: there is none that they may see, or the person may not.
    """
    found = find(session, workspace, person, insight)
    return similar_to(session, workspace, person, found, limit)


def similar_to(
    session: Session, workspace: Workspace, person: Person, insight: Insight, limit: int = 3
) -> tuple[Alike, ...]:
    """What is most like an insight, of all this person may see that stands, most alike first.

    Left out is what it is linked to, and what someone said is not the same.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    # PostgreSQL counts their words within a minute or two; then the rarest lead to a few rows.
    if insight.number > FEWEST and not vocabulary(session, workspace).listed:
        return ()
    words = _said(insight.words, insight.tags)
    said = terms(words, _names(session, workspace, words, insight.customer))
    return _found(session, workspace, person, said, limit, _apart(workspace, insight))


def similar_to_words(
    session: Session, workspace: Workspace, person: Person, words: str, limit: int = 3
) -> tuple[Alike, ...]:
    """The same for words that are not kept yet.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    return _found(
        session, workspace, person, terms(words, _names(session, workspace, words)), limit
    )


def _said(words: str, tags: Sequence[str]) -> str:
    return " ".join((words, *tags))


def _names(
    session: Session, workspace: Workspace, words: str, customer: str = ""
) -> frozenset[str]:
    """The words of a text that name a customer, also those that a sentence begins with."""
    own = re.findall(r"\w+", folded(customer))
    opening = openings(words)
    known = select(CustomerRow.folded).where(
        CustomerRow.workspace_id == workspace.id, CustomerRow.folded.in_(opening)
    )
    return frozenset((*own, *(session.scalars(known) if opening else ())))


def _found(
    session: Session,
    workspace: Workspace,
    person: Person,
    said: Mapping[str, Term],
    limit: int,
    *apart: ColumnElement[bool],
) -> tuple[Alike, ...]:
    telling = [term for term in said.values() if term.weight >= PLACE]
    # One thing in common is a topic: it never is alike enough.
    if len(telling) < 2:
        return ()
    known = vocabulary(session, workspace)
    telling.sort(key=lambda term: known.share(term.name))
    query = candidates(workspace, person, telling[:TERMS], known, apart)
    if query is None:
        return ()
    share = known.share if known.listed else None
    alike = []
    for row in session.execute(query):
        like = likeness(said, terms(_said(row.words, row.tags)), share)
        if like.score >= ALIKE:
            alike.append((like, row.id, row.root))
    alike.sort(key=lambda each: (-each[0].score, -each[1]))
    best: dict[int, tuple[Likeness, int]] = {}
    for like, insight, root in alike:
        # Of those that are linked to each other, the most alike.
        best.setdefault(root, (like, insight))
    return _read(session, workspace, person, list(best.values())[:limit]) if best else ()


def _read(
    session: Session, workspace: Workspace, person: Person, found: list[tuple[Likeness, int]]
) -> tuple[Alike, ...]:
    which = InsightRow.id.in_([insight for _, insight in found])
    rows = session.execute(reading(workspace).where(which, visible_to(person)))
    whole = {each.id: each for each in with_names(session, workspace, map(record, rows))}
    return tuple(Alike(whole[insight], like.score, like.words) for like, insight in found)


def _apart(workspace: Workspace, insight: Insight) -> ColumnElement[bool]:
    """Whether an insight is another one, neither linked to this one nor said to be another."""
    mine = aliased(InsightRow)
    this = literal(insight.id, BigInteger)
    root = (
        select(func.coalesce(mine.same_as_id, mine.id))
        .where(mine.workspace_id == workspace.id, mine.id == this)
        .scalar_subquery()
    )
    told_apart = exists().where(
        DistinctionRow.workspace_id == workspace.id,
        DistinctionRow.lower_id == func.least(InsightRow.id, this),
        DistinctionRow.higher_id == func.greatest(InsightRow.id, this),
    )
    return and_(
        InsightRow.id != this,
        func.coalesce(InsightRow.same_as_id, InsightRow.id) != root,
        ~told_apart,
    )
