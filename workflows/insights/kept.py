"""Tells whether a workspace ever kept anything."""

from sqlalchemy import exists, select
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.insights.tables import InsightRow


def any_ever(session: Session, workspace: Workspace) -> bool:
    """Whether an insight was ever kept, undone or not."""
    return bool(session.scalar(select(exists().where(InsightRow.workspace_id == workspace.id))))
