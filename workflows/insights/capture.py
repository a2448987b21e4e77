"""Keeps an insight, once: a double Enter gives the insight that the first one kept."""

import hashlib
import json
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy.orm import Session

from bot import facts, roles
from bot.store import channels, people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import holding, numbering, permissions
from workflows.insights.folding import searched
from workflows.insights.form import Fields, from_words
from workflows.insights.insight import Insight, Origin, reading, record
from workflows.insights.stored import stored
from workflows.insights.tables import InsightRow

# Two equal insights of one person within this time are one, typed with a double Enter.
DOUBLE = timedelta(seconds=5)
_WINDOW = 2 * int(DOUBLE.total_seconds())

# One statement, and no lock that another person's insight would wait for: the number comes from
# the workspace's own sequence. On the path of every command, so the driver gets it as it is.
_KEEP = """
    WITH double AS (
        SELECT id, number FROM insights
        WHERE workspace_id = %(workspace_id)s AND author_id = %(author_id)s AND digest = %(digest)s
            AND undone_at IS NULL AND kept_at > %(after)s AND kept_at < %(before)s
        ORDER BY kept_at DESC LIMIT 1
    ), taken AS (
        SELECT nextval(numbers) AS number FROM to_regclass(%(numbers)s) AS numbers
        WHERE numbers IS NOT NULL AND NOT EXISTS (SELECT FROM double)
    ), kept AS (
        INSERT INTO insights (
            workspace_id, number, author_id, words, kind, customer_id, said_by, link, tags,
            private, channel, source_author, permalink, kept_at, digest, early, late, search,
            source, severity, area_id, thread_ts
        )
        SELECT %(workspace_id)s, number, %(author_id)s, %(words)s, %(kind)s,
            %(customer_id)s::bigint, %(said_by)s, %(link)s, %(tags)s::text[], %(private)s,
            %(channel)s, %(source_author)s, %(permalink)s, %(kept_at)s, %(digest)s,
            %(early)s::integer, %(late)s::integer,
            to_tsvector('english', %(folded)s) || to_tsvector('french', %(folded)s),
            %(source)s, %(severity)s, %(area_id)s::bigint, %(thread_ts)s
        FROM taken
        ON CONFLICT DO NOTHING
        RETURNING id, number
    )
    SELECT id, number, TRUE AS fresh FROM kept UNION ALL SELECT id, number, FALSE FROM double
"""


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
    said = stored(session, workspace, fields, now)
    row = _write(session, workspace, said | _values(workspace, person, fields, origin, now))
    holding.note(session, workspace, origin, (row.id, digest(fields)), now)
    if not row.fresh:
        return record(session.execute(reading(workspace).where(InsightRow.id == row.id)).one())
    _ask(session, workspace, origin, now)
    facts.record(session, workspace, "insight.kept", row.id, person, now)
    return Insight(
        id=row.id,
        number=row.number,
        author=person.slack_id,
        author_name=person.name,
        **vars(fields),
        private=origin.private,
        channel=origin.channel,
        attended=origin.private and channels.has_bot(session, workspace, origin.channel),
        source_author=origin.author,
        source_name=_name(session, workspace, origin.author),
        permalink=origin.permalink,
        kept_at=now,
        thread_ts=origin.thread_ts,
    )


def _ask(session: Session, workspace: Workspace, origin: Origin, now: datetime) -> None:
    """Have Slack asked who is in the private channel it comes from."""
    if origin.private and origin.channel:
        channels.ask(session, workspace, origin.channel, now)


def _name(session: Session, workspace: Workspace, author: str) -> str:
    """The name of a message's author, empty where it is not known yet or there is none."""
    return people.names(session, workspace, (author,)).get(author, "") if author else ""


def _write(session: Session, workspace: Workspace, values: dict[str, Any]) -> Any:
    """The id and number of the insight, and whether it is a fresh one."""
    put = session.connection().exec_driver_sql
    row = put(_KEEP, values).one_or_none()
    if row is None and numbering.start(session, workspace):
        row = put(_KEEP, values).one_or_none()
    if row is None:
        # An equal one lies in the same window: kept while this one waited for its commit, or over
        # five seconds ago. The statement sees by now which of the two it is.
        row = put(_KEEP, values | {"early": None, "late": None}).one()
    return row


def _values(
    workspace: Workspace, person: Person, fields: Fields, origin: Origin, now: datetime
) -> dict[str, Any]:
    epoch = now.timestamp()
    return {
        "workspace_id": workspace.id,
        "author_id": person.id,
        "numbers": numbering.numbers(workspace),
        "private": origin.private,
        "channel": origin.channel,
        "source_author": origin.author,
        "permalink": origin.permalink,
        "thread_ts": origin.thread_ts,
        "kept_at": now,
        "after": now - DOUBLE,
        "before": now + DOUBLE,
        "digest": digest(fields),
        "early": int(epoch // _WINDOW),
        "late": int((epoch + _WINDOW / 2) // _WINDOW),
        "folded": searched(fields),
    }


def digest(fields: Fields) -> int:
    """What tells fields from others: a number of 64 bits."""
    whole = json.dumps(vars(fields)).encode()
    return int.from_bytes(hashlib.blake2b(whole, digest_size=8).digest(), "big", signed=True)
