"""The dates that were agreed first, whatever became of them."""

from collections.abc import Iterable, Mapping
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.dependencies.rules import Move
from workflows.dependencies.tables import DependencyMoveRow


def dates(session: Session, workspace: Workspace, which: Iterable[int]) -> Mapping[int, date]:
    """The date that stood when each of these dependencies was agreed last, by their ids."""
    rows = session.execute(
        select(DependencyMoveRow.dependency_id, DependencyMoveRow.after)
        .where(
            DependencyMoveRow.workspace_id == workspace.id,
            DependencyMoveRow.dependency_id.in_(list(which)),
            DependencyMoveRow.move == Move.ACCEPT,
        )
        .order_by(DependencyMoveRow.place)
    )
    return {row.dependency_id: row.after for row in rows if row.after}
