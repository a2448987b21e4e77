"""Knows which insight holds a message of a channel, so that it is kept once."""

from datetime import datetime

from sqlalchemy import BigInteger, ColumnElement, literal, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.insights.insight import Insight, Origin, reading, record
from workflows.insights.naming import with_names
from workflows.insights.sorting_tables import InsightKeyRow
from workflows.insights.tables import InsightRow

# What `InsightKeyRow.origin` says of them.
MESSAGE = "message"
# Of two who react to one message at once, the second finds what the first one kept.
_LOCK = text("SELECT pg_advisory_xact_lock(:workspace, hashtext(:key))")


def lock(session: Session, workspace: Workspace, origin: Origin) -> None:
    """Have nobody else keep a message by reacting to it until the transaction ends."""
    session.execute(_LOCK, {"workspace": workspace.id, "key": f"message:{_key(origin)}"})


def holding(session: Session, workspace: Workspace, origin: Origin) -> Insight | None:
    """The insight that holds a message, undone or not, whoever may see it; None without one."""
    row = session.execute(
        reading(workspace)
        .join(InsightKeyRow, InsightKeyRow.insight_id == InsightRow.id)
        .where(*_which(workspace, origin))
    ).one_or_none()
    return with_names(session, workspace, [record(row)])[0] if row else None


def note(
    session: Session,
    workspace: Workspace,
    origin: Origin,
    kept: tuple[int, int],
    now: datetime,
) -> None:
    """Write down that an insight holds a message of a channel, unless one that stands does.

    Args:
        kept: its id, and the digest of what it says.
    """
    if not (origin.channel and origin.ts):
        return
    insight, digest = kept
    own = InsightRow.workspace_id == workspace.id
    named = literal(MESSAGE), literal(_key(origin)), literal(digest, BigInteger)
    row = select(InsightRow.workspace_id, *named, InsightRow.id, literal(now)).where(
        own, InsightRow.id == insight
    )
    columns = ["workspace_id", "origin", "key", "digest", "insight_id", "at"]
    made = insert(InsightKeyRow).from_select(columns, row)
    # By name: SQLAlchemy would look through the keys of all messages anew.
    held = InsightRow.id == literal_column("insight_keys.insight_id")
    undone = select(InsightRow.id).where(own, held, InsightRow.undone_at.is_not(None))
    session.execute(
        made.on_conflict_do_update(
            index_elements=columns[:3],
            set_={name: made.excluded[name] for name in columns[3:]},
            where=undone.exists(),
        )
    )


def _which(workspace: Workspace, origin: Origin) -> tuple[ColumnElement[bool], ...]:
    return (
        InsightKeyRow.workspace_id == workspace.id,
        InsightKeyRow.origin == MESSAGE,
        InsightKeyRow.key == _key(origin),
    )


def _key(origin: Origin) -> str:
    return f"{origin.channel}:{origin.ts}"
