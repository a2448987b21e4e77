"""Everything that is held of a person, table by table, as JSON can say it."""

import base64
from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import Table, or_, select, text
from sqlalchemy.orm import Session

from bot.personal import Held
from bot.store import audit
from bot.store.audit import Change
from bot.store.workspaces import Workspace
from workflows.privacy.holding import NAMING, Search, search
from workflows.privacy.whose import Whose

# Derived from what is told anyway, or nobody's to see.
_UNTOLD = (Held.FOLDED, Held.INDEX, Held.SECRET)
_JOBS = text("""
    SELECT id, task_name AS name, args -> 'args' AS args, status FROM procrastinate_jobs
    WHERE args ->> 'workspace' = :team
        AND (args -> 'args' ->> 'person' = :id OR args::text ~ :pattern)
    ORDER BY id
""")

Rows = list[dict[str, Any]]


def export(
    session: Session, workspace: Workspace, whose: Whose, now: datetime
) -> Mapping[str, Rows]:
    """Everything held of a person: their rows and those that name them, by table.

    The trail says that it was asked for, and of whom.
    """
    found = search(session, workspace, whose)
    told = {table.name: _rows(found, table) for table in found.tables()}
    asked = {
        "team": workspace.slack_id,
        "id": str(whose.person.id),
        "pattern": found.patterns.json,
    }
    told["jobs"] = [dict(row._mapping) for row in session.execute(_JOBS, asked)]
    change = Change("person.exported", whose.person.name or whose.person.slack_id)
    audit.record(session, workspace, None, change, now)
    return told


def _rows(found: Search, table: Table) -> Rows:
    which = [found.names(column) for column in found.columns(table, *NAMING)]
    which += found.mentioning(table)
    going = found.going(table)
    which += [] if going is None else [going]
    if table.name == "people":
        which = [table.c.id == found.whose.person.id]
    if not which:
        return []
    told = [column for column in table.columns if column not in found.columns(table, *_UNTOLD)]
    rows = found.session.execute(
        select(*told).where(found.here(table), or_(*which)).order_by(*table.primary_key)
    )
    return [{name: _said(value) for name, value in row._mapping.items()} for row in rows]


def _said(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, bytes):
        return base64.b64encode(value).decode()
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value
