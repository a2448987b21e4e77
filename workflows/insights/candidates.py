"""The few insights that may say what some terms say, by the full-text index."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import CTE, ColumnElement, Float, cast, column, func, select
from sqlalchemy.dialects.postgresql import ARRAY, TSQUERY

from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights.comparing import weighed
from workflows.insights.tables import InsightRow
from workflows.insights.terms import Term, spellings
from workflows.insights.visibility import visible_to
from workflows.insights.vocabulary import Vocabulary

# The rarest of a text's terms find whatever is alike; more of them find the same again.
TERMS = 8
# How many are looked at, however many there are: rows that have a term, as the index tells them;
# rows that have two; rows that are ranked; and those that are given back.
_WITH_ONE, _WITH_TWO, _RANKED, _BEST = 20_000, 2_000, 400, 8


def candidates(
    workspace: Workspace,
    person: Person,
    rarest: Sequence[Term],
    known: Vocabulary,
    apart: Sequence[ColumnElement[bool]] = (),
) -> Any:
    """Selects the id, the root, the words and the tags of those that share the most, the best few.

    Args:
        rarest: of a text's terms, the rarest first, `TERMS` at most.
        apart: what else must be true of them.

    Returns:
        None when there is nothing to look for: what is said is in nearly every insight.
    """
    two = _two_of(rarest, known)
    if not two:
        return None
    few = select(_met(workspace, person, two, apart)).limit(_RANKED).subquery("few")
    share = known.share if known.listed else None
    asked = (
        func.unnest(
            cast([_spelt(term) for term in rarest], ARRAY(TSQUERY)),
            cast([weighed(term, share) for term in rarest], ARRAY(Float)),
        )
        .table_valued(column("query", TSQUERY), column("weight", Float), name="asked")
        .render_derived()
    )
    has = few.c.search.op("@@")(asked.c.query)
    rank = select(func.sum(asked.c.weight)).where(has).scalar_subquery()
    shown = (few.c.id, few.c.root, few.c.words, few.c.tags)
    return select(*shown).order_by(rank.desc(), few.c.id.desc()).limit(_BEST)


def _met(
    workspace: Workspace, person: Person, query: str, apart: Sequence[ColumnElement[bool]]
) -> CTE:
    # Without LIMIT inside: PostgreSQL would rather read the table than its index.
    return (
        select(
            InsightRow.id,
            func.coalesce(InsightRow.same_as_id, InsightRow.id).label("root"),
            InsightRow.words,
            InsightRow.tags,
            InsightRow.search,
        )
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.search.op("@@")(cast(query, TSQUERY)),
            InsightRow.undone_at.is_(None),
            visible_to(person),
            *apart,
        )
        .cte("met")
        .prefix_with("MATERIALIZED")
    )


def _two_of(rarest: Sequence[Term], known: Vocabulary) -> str:
    """Asks for two of some terms at least, one of them as rare as the limits want it."""
    spelt = [_spelt(term) for term in rarest]
    rows = [known.share(term.name) * known.texts for term in rarest]
    found: list[str] = []
    with_one = with_two = 0.0
    for place in range(len(rarest) - 1):
        with_one += rows[place]
        with_two += rows[place] * min(1.0, sum(rows[place + 1 :]) / max(1, known.texts))
        if with_one > _WITH_ONE or with_two > _WITH_TWO:
            break
        found.append(f"({spelt[place]} & ({' | '.join(spelt[place + 1 :])}))")
    return " | ".join(found)


def _spelt(term: Term) -> str:
    each = (" & ".join(f"'{part}'" for part in parts) for parts in spellings(term.name))
    return f"({' | '.join(each)})"
