"""What Product Ops choose for insights: the emoji, the digest's channel, how long they are kept."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.insights.sorting_tables import InsightSettingsRow

_COLUMNS: tuple[Any, ...] = (
    InsightSettingsRow.emoji,
    InsightSettingsRow.digest_channel,
    InsightSettingsRow.retention_months,
)


@dataclass(frozen=True)
class Chosen:
    """What was chosen.

    Attributes:
        emoji: the name of the emoji that keeps a message, without colons; empty for none.
        digest_channel: Slack's id of the channel that gets everyone's digest; empty for none.
        retention_months: after how many months insights are erased; None for never.
    """

    emoji: str = "bulb"
    digest_channel: str = ""
    retention_months: int | None = None


def chosen(session: Session, workspace: Workspace) -> Chosen:
    """What was chosen for a workspace, or what holds until it is."""
    row = session.execute(_row(workspace)).one_or_none()
    return Chosen(**row._mapping) if row else Chosen()


def _row(workspace: Workspace) -> Select[Any]:
    return select(*_COLUMNS).where(InsightSettingsRow.workspace_id == workspace.id)
