"""Keeps what other systems tell, many at a time, each once: by key, whatever is sent again."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto
from typing import Any

from psycopg.types.json import Jsonb
from sqlalchemy import func, insert, select, text
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.folding import sameness
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import areas, customers, numbering, permissions
from workflows.insights.capture import digest
from workflows.insights.folding import searched
from workflows.insights.incoming import Incoming
from workflows.insights.receipts import IMPORT
from workflows.insights.routing import NEWS
from workflows.insights.sorting_tables import InsightKeyRow
from workflows.insights.tables import InsightRow

# Two that bring the same at once wait for each other.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('insight_keys:' || :origin), :workspace)")
# Without `early` and `late`: a survey gets the same answer twice in five seconds.
_KEEP = """
    INSERT INTO insights (
        workspace_id, number, author_id, words, kind, customer_id, said_by, link, tags, private,
        channel, source_author, permalink, kept_at, digest, search, source, severity, area_id,
        feed_id, triaged_at, routed_at
    )
    SELECT %(workspace)s, number, author, words, kind, customer, said_by, link,
        ARRAY(SELECT jsonb_array_elements_text(tags)), false, '', '', '', at, digest,
        to_tsvector('english', folded) || to_tsvector('french', folded), source, severity, area,
        %(feed)s::bigint, %(triaged)s::timestamptz, %(routed)s::timestamptz
    FROM jsonb_to_recordset(%(rows)s) AS row (
        number bigint, author bigint, words text, kind text, customer bigint, said_by text,
        link text, tags jsonb, at timestamptz, digest bigint, folded text, source text,
        severity text, area bigint
    )
    RETURNING id, number
"""


class What(Enum):
    """What became of an insight that was brought.

    Attributes:
        KEPT: it is new.
        KNOWN: it had been brought before.
        CHANGED: something else had been brought by the same key, which stays as it is.
    """

    KEPT = auto()
    KNOWN = auto()
    CHANGED = auto()


@dataclass(frozen=True)
class Brought:
    """What became of an insight that was brought; `number` is the one it has been kept by."""

    what: What
    number: int
    id: int


@dataclass(frozen=True)
class Source:
    """Where insights are brought from.

    Attributes:
        feed: the id of the feed that sends them; None for an import.
        triaged: nobody is to sort them any more.
    """

    feed: int | None = None
    triaged: bool = False

    @property
    def origin(self) -> str:
        """What its keys are kept under."""
        return IMPORT if self.feed is None else f"feed:{self.feed}"


def bring(
    session: Session,
    workspace: Workspace,
    source: Source,
    rows: Sequence[tuple[Person, Incoming]],
    now: datetime,
) -> tuple[Brought, ...]:
    """Keep insights for everyone to see, each in somebody's name, those that are new.

    What an import brings is no news: teams are not told of it. What a feed sends is, and the fact
    `insight.kept` is recorded.

    Returns:
        What became of each, in their order.

    Raises:
        Refusal: one of the people may not.
    """
    for person in {person.id: person for person, _ in rows}.values():
        roles.require(person, permissions.KEEP)
    session.execute(_LOCK, {"workspace": workspace.id, "origin": source.origin})
    known = _known(session, workspace, source, [incoming for _, incoming in rows])
    fresh: dict[str, tuple[Person, Incoming]] = {}
    for person, incoming in rows:
        if incoming.key not in known:
            fresh.setdefault(incoming.key, (person, incoming))
    kept = _keep(session, workspace, source, list(fresh.values()), now) if fresh else {}
    if source.feed is not None:
        for key, (person, _) in fresh.items():
            facts.record(session, workspace, "insight.kept", kept[key][1], person, now)
    became, left = [], set(kept)
    for _, incoming in rows:
        became.append(_became(incoming, kept, known, first=incoming.key in left))
        left.discard(incoming.key)
    return tuple(became)


def known(
    session: Session, workspace: Workspace, source: Source, rows: Sequence[Incoming]
) -> tuple[Brought | None, ...]:
    """What would become of insights, were they brought; None for those that are new."""
    kept = _known(session, workspace, source, rows)
    return tuple(
        _became(incoming, {}, kept, first=False) if incoming.key in kept else None
        for incoming in rows
    )


_Kept = tuple[int, int, int]


def _became(
    incoming: Incoming, kept: dict[str, _Kept], known: dict[str, _Kept], *, first: bool
) -> Brought:
    number, id, digest = kept.get(incoming.key) or known[incoming.key]
    if digest != incoming.digest:
        return Brought(What.CHANGED, number, id)
    return Brought(What.KEPT if first and incoming.key in kept else What.KNOWN, number, id)


def _known(
    session: Session, workspace: Workspace, source: Source, rows: Sequence[Incoming]
) -> dict[str, _Kept]:
    """The number, the id and the digest of what is kept already, by its key."""
    found = session.execute(
        select(InsightKeyRow.key, InsightRow.number, InsightRow.id, InsightKeyRow.digest)
        .join(InsightRow, InsightRow.id == InsightKeyRow.insight_id)
        .where(
            InsightKeyRow.workspace_id == workspace.id,
            InsightKeyRow.origin == source.origin,
            InsightKeyRow.key == func.any([incoming.key for incoming in rows]),
        )
    )
    known = {key: (number, id, digest) for key, number, id, digest in found}
    return known if source.feed is not None else _own(session, workspace, rows) | known


def _own(session: Session, workspace: Workspace, rows: Sequence[Incoming]) -> dict[str, _Kept]:
    """What came from here: insights of these numbers that say just that."""
    numbered = {incoming.number: incoming for incoming in rows if incoming.number}
    if not numbered:
        return {}
    found = session.execute(
        select(InsightRow.number, InsightRow.id, InsightRow.words).where(
            InsightRow.workspace_id == workspace.id, InsightRow.number.in_(numbered)
        )
    )
    return {
        numbered[number].key: (number, id, numbered[number].digest)
        for number, id, words in found
        if words == numbered[number].fields.words
    }


def _keep(
    session: Session,
    workspace: Workspace,
    source: Source,
    rows: Sequence[tuple[Person, Incoming]],
    now: datetime,
) -> dict[str, _Kept]:
    told = [(incoming.fields.customer, incoming.segment) for _, incoming in rows]
    named = customers.all_named(session, workspace, told, now)
    parts = areas.standing(session, workspace)
    numbers = numbering.take(session, workspace, len(rows))
    values = [
        {
            **{key: getattr(each.fields, key) for key in _TEXTS},
            "number": number,
            "author": person.id,
            "tags": list(each.fields.tags),
            "customer": named.get(sameness(each.fields.customer)),
            "area": parts.get(sameness(each.fields.area)),
            "at": (each.at or now).isoformat(),
            "digest": digest(each.fields),
            "folded": searched(each.fields),
        }
        for number, (person, each) in zip(numbers, rows, strict=True)
    ]
    ids = _write(session, workspace, source, values, now)
    kept = {
        each.key: (number, ids[number], each.digest)
        for number, (_, each) in zip(numbers, rows, strict=True)
    }
    _remember(session, workspace, source, kept, now)
    return kept


def _remember(
    session: Session, workspace: Workspace, source: Source, kept: dict[str, _Kept], now: datetime
) -> None:
    of = {"workspace_id": workspace.id, "origin": source.origin, "at": now}
    keys = [
        {**of, "key": key, "digest": digest, "insight_id": insight}
        for key, (_, insight, digest) in kept.items()
    ]
    session.execute(insert(InsightKeyRow), keys)


_TEXTS = ("words", "kind", "said_by", "link", "source", "severity")


def _write(
    session: Session,
    workspace: Workspace,
    source: Source,
    values: list[dict[str, Any]],
    now: datetime,
) -> dict[int, int]:
    """The ids of insights by their numbers."""
    given = {
        "workspace": workspace.id,
        "rows": Jsonb(values),
        "feed": source.feed,
        "triaged": now if source.triaged else None,
        # As if teams had been told so long ago that it says nothing of today.
        "routed": now - NEWS if source.feed is None else None,
    }
    rows = session.connection().exec_driver_sql(_KEEP, given)
    return {row.number: row.id for row in rows}
