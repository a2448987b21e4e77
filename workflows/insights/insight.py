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
from workflows.insights.sorting_tables import AreaRow, FeedRow, ThemeRow
from workflows.insights.tables import CustomerRow, InsightRow

# Who wrote the message an insight was kept from; the bot need not have met them.
_SOURCE = aliased(PersonRow)
# The insight that says the same.
_ROOT = aliased(InsightRow)
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
    func.coalesce(CustomerRow.name, "").label("customer"),
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
    InsightRow.source,
    InsightRow.severity,
    func.coalesce(AreaRow.name, "").label("area"),
    InsightRow.theme_id,
    func.coalesce(ThemeRow.name, "").label("theme"),
    func.coalesce(ThemeRow.state, "").label("theme_state"),
    func.coalesce(ThemeRow.reason, "").label("theme_reason"),
    InsightRow.same_as_id,
    _ROOT.number.label("same_as"),
    func.coalesce(FeedRow.name, "").label("feed"),
    InsightRow.conversation,
    InsightRow.thread_ts,
    InsightRow.triaged_at,
    InsightRow.closed_at,
)

# What became of an insight that is in no theme; in one, it is the theme's state.
NEW, TRIAGED, CLOSED = "new", "triaged", "closed"


@dataclass(frozen=True)
class Origin:
    """Where an insight was kept.

    Attributes:
        channel: Slack's id of the channel; empty for a direct message, and where there was none.
        private: only its author and the members of `channel` may see it.
        author: Slack's id of who wrote the message it was kept from.
        permalink: that message's address.
        thread_ts: Slack's name of the message in `channel` whose thread its author can be answered
            in; empty where it was not kept from a message.
        ts: Slack's name of the message in `channel` that it was kept from; empty for none.
    """

    channel: str = ""
    private: bool = False
    author: str = ""
    permalink: str = ""
    thread_ts: str = ""
    ts: str = ""


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
        source, severity, area: as in `Fields`.
        theme: the name of its theme, empty for none; `theme_reason` says why that is not now.
        same_as: the number of the insight that says the same, None for none, and where that one
            is private or undone: whoever reads this may not be one of those who see it.
        feed: the name of what sent it over HTTP, empty for a person.
        thread_ts: as in `Origin`.
        conversation: the thread it was kept from, a line a message; empty for none.
        triaged_at: when somebody first said what is to become of it.
        closed_at: when its author was thanked and nothing more was to become of it.
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
    source: str = ""
    severity: str = ""
    area: str = ""
    theme_id: int | None = None
    theme: str = ""
    theme_state: str = ""
    theme_reason: str = ""
    same_as_id: int | None = None
    same_as: int | None = None
    feed: str = ""
    conversation: str = ""
    thread_ts: str = ""
    triaged_at: datetime | None = None
    closed_at: datetime | None = None

    @property
    def state(self) -> str:
        """What became of it: its theme's state, or `new`, `triaged`, `closed`."""
        if self.theme_id:
            return self.theme_state
        if self.closed_at:
            return CLOSED
        return TRIAGED if self.triaged_at else NEW

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
        .outerjoin(CustomerRow, CustomerRow.id == InsightRow.customer_id)
        .outerjoin(AreaRow, AreaRow.id == InsightRow.area_id)
        .outerjoin(ThemeRow, ThemeRow.id == InsightRow.theme_id)
        .outerjoin(FeedRow, FeedRow.id == InsightRow.feed_id)
        .outerjoin(
            _ROOT,
            and_(_ROOT.id == InsightRow.same_as_id, ~_ROOT.private, _ROOT.undone_at.is_(None)),
        )
        .where(InsightRow.workspace_id == workspace.id)
    )


def record(row: Any) -> Insight:
    """The insight in a row of `reading`."""
    make: Callable[..., Insight] = Insight
    return make(**{**row._mapping, "tags": tuple(row.tags)})
