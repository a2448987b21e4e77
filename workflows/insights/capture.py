"""Keeps an insight, once: a double Enter gives the insight that the first one kept."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import text, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.store import channels, jobs
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.folding import searched
from workflows.insights.form import Fields, from_words
from workflows.insights.insight import Insight, Origin, reading, record
from workflows.insights.tables import InsightNumberRow, InsightRow

# Two equal insights of one person within this time are one, typed with a double Enter.
DOUBLE = timedelta(seconds=5)
_WINDOW = 2 * int(DOUBLE.total_seconds())

# One statement, late in the transaction: the row of the number stays locked until the commit.
_KEEP = text("""
    WITH double AS (
        SELECT id, number FROM insights
        WHERE workspace_id = :workspace_id AND author_id = :author_id AND digest = :digest
            AND undone_at IS NULL AND kept_at > :after AND kept_at < :before
        ORDER BY kept_at DESC LIMIT 1
    ), taken AS (
        INSERT INTO insight_numbers (workspace_id, last)
        SELECT :workspace_id, 1 WHERE NOT EXISTS (SELECT FROM double)
        ON CONFLICT (workspace_id) DO UPDATE SET last = insight_numbers.last + 1
        RETURNING last
    ), kept AS (
        INSERT INTO insights (
            workspace_id, number, author_id, words, kind, customer, said_by, link, tags, private,
            channel, source_author, permalink, kept_at, digest, early, late, search
        )
        SELECT :workspace_id, last, :author_id, :words, :kind, :customer, :said_by, :link,
            CAST(:tags AS text[]), :private, :channel, :source_author, :permalink, :kept_at,
            :digest, CAST(:early AS integer), CAST(:late AS integer),
            to_tsvector('english', :folded) || to_tsvector('french', :folded)
        FROM taken
        ON CONFLICT DO NOTHING
        RETURNING id, number
    )
    SELECT id, number, TRUE AS fresh FROM kept UNION ALL SELECT id, number, FALSE FROM double
""")


def capture(
    session: Session,
    workspace: Workspace,
    person: Person,
    typed: str,
    origin: Origin,
    now: datetime,
) -> Insight:
    """Keep what a person typed after the command.

    Args:
        typed: as they typed it, Slack's escapes undone.
        origin: where they typed it.

    Returns:
        The insight; the one kept before if this is a double Enter.

    Raises:
        Refusal: the words can't be kept as they are, or the person may not.
    """
    return keep(session, workspace, person, from_words(typed), origin, now)


def keep(
    session: Session,
    workspace: Workspace,
    person: Person,
    fields: Fields,
    origin: Origin,
    now: datetime,
) -> Insight:
    """Keep an insight whose fields are checked; records the fact `insight.kept`.

    Returns:
        The insight; the one kept less than five seconds before if all its fields are equal.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.KEEP)
    row = _write(session, workspace, _values(workspace, person, fields, origin, now))
    if not row.fresh:
        return record(session.execute(reading(workspace).where(InsightRow.id == row.id)).one())
    if origin.private and origin.channel:
        jobs.defer(session, workspace, channels.READ, channel=origin.channel)
    facts.record(session, workspace, "insight.kept", row.id, person, now)
    return Insight(
        id=row.id,
        number=row.number,
        author=person.slack_id,
        author_name=person.name,
        **vars(fields),
        private=origin.private,
        channel=origin.channel,
        source_author=origin.author,
        permalink=origin.permalink,
        kept_at=now,
    )


def _write(session: Session, workspace: Workspace, values: dict[str, Any]) -> Any:
    """The id and number of the insight, and whether it is a fresh one."""
    row = session.execute(_KEEP, values).one_or_none()
    if row is None:
        # An equal one lies in the same window: kept while this one waited for its number, or over
        # five seconds ago. The number goes back (until the commit nobody else can take one), and
        # the statement sees by now which of the two it is.
        _give_back(session, workspace)
        row = session.execute(_KEEP, values | {"early": None, "late": None}).one()
    return row


def _values(
    workspace: Workspace, person: Person, fields: Fields, origin: Origin, now: datetime
) -> dict[str, Any]:
    epoch = now.timestamp()
    return {
        **vars(fields),
        "workspace_id": workspace.id,
        "author_id": person.id,
        "tags": list(fields.tags),
        "private": origin.private,
        "channel": origin.channel,
        "source_author": origin.author,
        "permalink": origin.permalink,
        "kept_at": now,
        "after": now - DOUBLE,
        "before": now + DOUBLE,
        "digest": _digest(fields),
        "early": int(epoch // _WINDOW),
        "late": int((epoch + _WINDOW / 2) // _WINDOW),
        "folded": searched(fields),
    }


def _digest(fields: Fields) -> int:
    whole = json.dumps(vars(fields)).encode()
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big", signed=True)


def _give_back(session: Session, workspace: Workspace) -> None:
    session.execute(
        update(InsightNumberRow)
        .where(InsightNumberRow.workspace_id == workspace.id)
        .values(last=InsightNumberRow.last - 1)
    )
