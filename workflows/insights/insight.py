"""An insight as the rest of the bot sees it, and where it came from."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, exists, func, select
from sqlalchemy.orm import aliased

from bot.store.channels import ChannelMemberRow
from bot.store.people import PersonRow
from bot.store.workspaces import Workspace
from workflows.insights.tables import InsightRow

# Who wrote the message an insight was kept from; the bot need not have met them.
_SOURCE = aliased(PersonRow)
_ATTENDED = exists().where(
    InsightRow.channel != "",
    ChannelMemberRow.workspace_id == InsightRow.workspace_id,
    ChannelMemberRow.channel == InsightRow.channel,
)
_COLUMNS: tuple[Any, ...] = (
    InsightRow.id,
    InsightRow.number,
    PersonRow.slack_id.label("author"),
    PersonRow.name.label("author_name"),
    InsightRow.words,
    InsightRow.kind,
    InsightRow.customer,
    InsightRow.said_by,
    InsightRow.link,
    InsightRow.tags,
    InsightRow.private,
    InsightRow.channel,
    _ATTENDED.label("attended"),
    InsightRow.source_author,
    func.coalesce(_SOURCE.name, "").label("source_name"),
    InsightRow.permalink,
    InsightRow.kept_at,
    InsightRow.undone_at,
    InsightRow.changed_at,
    InsightRow.widened_at,
)


@dataclass(frozen=True)
class Origin:
    """Where an insight was kept.

    Attributes:
        channel: Slack's id of the channel; empty for a direct message, and where there was none.
        private: only its author and the members of `channel` may see it.
        author: Slack's id of who wrote the message it was kept from.
        permalink: that message's address.
    """

    channel: str = ""
    private: bool = False
    author: str = ""
    permalink: str = ""


@dataclass(frozen=True)
class Insight:
    """An insight.

    Attributes:
        author: Slack's id of who kept it; `author_name` may be empty.
        attended: the bot is in `channel`, so that a private one's members see it.
        source_author: as `author` in `Origin`; `source_name` is empty until Slack told it.
        kind: `user`, `market` or empty.
        private: see `Origin`; its author can change that.
        undone_at: when it was taken back, None when it stands.
        changed_at: when what it says was changed last, None if it never was.
        widened_at: when it was shown to everyone, None if it was kept for everyone to see.
    """

    id: int
    number: int
    author: str
    author_name: str
    words: str
    kind: str
    customer: str
    said_by: str
    link: str
    tags: tuple[str, ...]
    private: bool
    channel: str
    source_author: str
    permalink: str
    kept_at: datetime
    attended: bool = False
    source_name: str = ""
    undone_at: datetime | None = None
    changed_at: datetime | None = None
    widened_at: datetime | None = None

    @property
    def reference(self) -> str:
        """What people call it, e.g. `INS-12`."""
        return f"INS-{self.number}"


def reading(workspace: Workspace) -> Select[Any]:
    """Selects the insights of a workspace, undone ones too; `record` reads its rows."""
    return (
        select(*_COLUMNS)
        .join(PersonRow, PersonRow.id == InsightRow.author_id)
        .outerjoin(
            _SOURCE,
            and_(
                _SOURCE.workspace_id == InsightRow.workspace_id,
                _SOURCE.slack_id == InsightRow.source_author,
            ),
        )
        .where(InsightRow.workspace_id == workspace.id)
    )


def record(row: Any) -> Insight:
    """The insight in a row of `reading`."""
    make: Callable[..., Insight] = Insight
    return make(**{**row._mapping, "tags": tuple(row.tags)})
