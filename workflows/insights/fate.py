"""What is to become of an insight is to become of those that say the same."""

from typing import Any

from sqlalchemy import or_, select, update
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.insights.insight import Insight
from workflows.insights.tables import InsightRow

_FATE = (
    InsightRow.theme_id,
    InsightRow.triaged_at,
    InsightRow.triaged_by_id,
    InsightRow.closed_at,
)


def root_of(insight: Insight) -> int:
    """The id of the insight that stands for all that say the same."""
    return insight.same_as_id or insight.id


def write_fate(session: Session, workspace: Workspace, root: int, **columns: Any) -> None:
    """Write what is to become of an insight and of those that say the same.

    Args:
        root: the id of the insight that stands for them.
        columns: of `InsightRow`.
    """
    session.execute(
        update(InsightRow)
        .where(
            InsightRow.workspace_id == workspace.id,
            or_(InsightRow.id == root, InsightRow.same_as_id == root),
        )
        .values(**columns)
    )


def share_fate(session: Session, workspace: Workspace, root: int, other: int) -> None:
    """Two groups are one now: what was said of `root` is said of all, else what was of `other`."""
    said = session.execute(
        select(InsightRow.id, *_FATE).where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.id.in_((root, other)),
            InsightRow.triaged_at.is_not(None),
        )
    ).all()
    if not said:
        return
    row = min(said, key=lambda one: (one.id != root, one.theme_id is None))
    write_fate(
        session,
        workspace,
        root,
        **{name: one for name, one in row._mapping.items() if name != "id"},
    )
