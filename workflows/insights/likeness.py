"""Finds the insights that most likely say what another one says, and the words that show it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Float,
    and_,
    cast,
    column,
    exists,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY
from sqlalchemy.orm import Session, aliased

from bot import roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.comparing import ALIKE, likeness, weighed
from workflows.insights.details import find
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.tables import DistinctionRow, InsightRow
from workflows.insights.terms import PLACE, Term, spellings, terms
from workflows.insights.visibility import visible_to
from workflows.insights.vocabulary import Vocabulary, vocabulary

# How many are looked at, whatever the size of the table: rows that the index may give, rows that
# are ranked by it, texts that are compared.
_MET, _RANKED, _COMPARED = 2_000, 400, 20
# The rarest of a text's terms find whatever is alike; more of them find the same again.
_TERMS = 10


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
    said = terms(_text(insight))
    return _found(session, workspace, person, said, limit, _apart(workspace, insight))


def similar_to_words(
    session: Session, workspace: Workspace, person: Person, words: str, limit: int = 3
) -> tuple[Alike, ...]:
    """The same for words that are not kept yet.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    return _found(session, workspace, person, terms(words), limit)


def _text(insight: Insight) -> str:
    return " ".join((insight.words, *insight.tags))


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
    share = known.share if known.listed else None
    telling.sort(key=lambda term: known.share(term.name))
    query = _candidates(workspace, person, telling[:_TERMS], known, apart)
    alike = []
    for insight in map(record, session.execute(query)):
        like = likeness(said, terms(_text(insight)), share)
        if like.score >= ALIKE:
            alike.append(Alike(insight, like.score, like.words))
    alike.sort(key=lambda each: (-each.score, -each.insight.id))
    shown = _once(session, workspace, alike)[:limit]
    named = with_names(session, workspace, [each.insight for each in shown])
    return tuple(replace(each, insight=one) for each, one in zip(shown, named, strict=True))


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


def _once(session: Session, workspace: Workspace, alike: list[Alike]) -> list[Alike]:
    """One of those that are linked to each other, the most alike."""
    if len(alike) < 2:
        return alike
    rows = session.execute(
        select(InsightRow.id, func.coalesce(InsightRow.same_as_id, InsightRow.id)).where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.id.in_([each.insight.id for each in alike]),
        )
    )
    roots = {row[0]: row[1] for row in rows}
    first: dict[int, Alike] = {}
    for each in alike:
        first.setdefault(roots[each.insight.id], each)
    return list(first.values())


def _candidates(
    workspace: Workspace,
    person: Person,
    telling: Sequence[Term],
    known: Vocabulary,
    apart: Sequence[ColumnElement[bool]],
) -> Any:
    """Selects the few insights that share the most, weighed by how rare it is."""
    # Without OFFSET or LIMIT inside: PostgreSQL would rather read the table than its index.
    met = (
        select(InsightRow.id, InsightRow.search)
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.search.op("@@")(cast(_two_of(telling, known), TSQUERY)),
            InsightRow.undone_at.is_(None),
            visible_to(person),
            *apart,
        )
        .cte("met")
        .prefix_with("MATERIALIZED")
    )
    few = select(met).limit(_RANKED).subquery("few")
    share = known.share if known.listed else None
    asked = func.unnest(
        cast([_spelt(term) for term in telling], ARRAY(TSQUERY)),
        cast([weighed(term, share) for term in telling], ARRAY(Float)),
    ).table_valued(column("query", TSQUERY), column("weight", Float), name="asked")
    asked = asked.render_derived()
    rank = (
        select(func.sum(asked.c.weight))
        .where(few.c.search.op("@@")(asked.c.query))
        .scalar_subquery()
    )
    best = select(few.c.id).order_by(rank.desc(), few.c.id.desc()).limit(_COMPARED)
    return reading(workspace).where(InsightRow.id.in_(best))


def _two_of(telling: Sequence[Term], known: Vocabulary) -> str:
    """Asks for two of some terms at least, one of them as rare as the limit wants it.

    Args:
        telling: the rarest first.
    """
    spelt = [_spelt(term) for term in telling]
    found: list[str] = []
    rows = 0.0
    for place, term in enumerate(telling[:-1]):
        rows += known.share(term.name) * known.texts
        if found and rows > _MET:
            break
        found.append(f"({spelt[place]} & ({' | '.join(spelt[place + 1 :])}))")
    return " | ".join(found)


def _spelt(term: Term) -> str:
    each = (" & ".join(f"'{part}'" for part in parts) for parts in spellings(term.name))
    return f"({' | '.join(each)})"
