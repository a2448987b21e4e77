"""The Slack workspaces the bot serves."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Identity, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import InstrumentedAttribute, Mapped, Session, mapped_column

from bot.store.base import Base

# In a session's `info`: Slack's ids of the workspaces it has changed.
CHANGED = "workspaces_changed"


class WorkspaceRow(Base):
    """A workspace, as `auth.test` told at start.

    `people_asked` is when Slack was last asked who its people are, `people_due` when next; so with
    its user groups.

    What Product Ops set: `chosen_language` for who told none, `country` and `region` whose public
    holidays count, `announcements` the channel of news, `weekly_ceiling` how many messages a week
    may ask something of a person; `set_up` are the questions of the first set-up they answered.
    """

    __tablename__ = "workspaces"

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    slack_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    url: Mapped[str]
    bot_user: Mapped[str]
    language: Mapped[str]
    people_asked: Mapped[datetime | None]
    people_due: Mapped[datetime | None]
    groups_asked: Mapped[datetime | None]
    groups_due: Mapped[datetime | None]
    chosen_language: Mapped[str | None]
    country: Mapped[str] = mapped_column(server_default="")
    region: Mapped[str] = mapped_column(server_default="")
    announcements: Mapped[str] = mapped_column(server_default="")
    weekly_ceiling: Mapped[int] = mapped_column(server_default="5")
    set_up: Mapped[list[str]] = mapped_column(server_default="{}")


# What is asked of Slack anew in time.
Listing = Literal["people", "groups"]
_Moment = InstrumentedAttribute[datetime | None]


@dataclass(frozen=True)
class Workspace:
    """A workspace: `id` is ours, `slack_id` is Slack's `T…`, `url` ends with a slash."""

    id: int
    slack_id: str
    name: str
    url: str
    bot_user: str
    language: str
    country: str = ""
    region: str = ""
    announcements: str = ""
    weekly_ceiling: int = 5


def join(session: Session, found: Workspace) -> Workspace:
    """Write what `auth.test` told of a workspace; its row is made or brought up to date.

    Args:
        found: the workspace, its `id` ignored.
    """
    values = {
        "name": found.name,
        "url": found.url,
        "bot_user": found.bot_user,
        "language": found.language,
    }
    row = session.scalars(
        insert(WorkspaceRow)
        .values(slack_id=found.slack_id, **values)
        .on_conflict_do_update(index_elements=["slack_id"], set_=values)
        .returning(WorkspaceRow),
        execution_options={"populate_existing": True},
    ).one()
    return _record(row)


def find(session: Session, slack_id: str) -> Workspace | None:
    """The workspace with Slack's id `T…`, if the bot serves it."""
    row = session.scalar(select(WorkspaceRow).where(WorkspaceRow.slack_id == slack_id))
    return _record(row) if row else None


def every(session: Session) -> tuple[Workspace, ...]:
    """All workspaces the bot serves, oldest first."""
    return tuple(_record(row) for row in session.scalars(select(WorkspaceRow).order_by("id")))


def claim(
    session: Session, workspace: Workspace, what: Listing, now: datetime, again: timedelta
) -> bool:
    """Whether it is time to ask Slack for a listing, which is due `again` after now then."""
    asked, due = _moments(what)
    claimed = session.execute(
        update(WorkspaceRow)
        .where(WorkspaceRow.id == workspace.id, due <= now)
        .values({asked: now, due: now + again})
        .returning(WorkspaceRow.id)
    )
    return claimed.first() is not None


def hasten(
    session: Session, workspace: Workspace, what: Listing, now: datetime, soonest: timedelta
) -> None:
    """A listing is due now, but no sooner than `soonest` after the last time."""
    asked, due = _moments(what)
    session.execute(
        update(WorkspaceRow)
        .where(WorkspaceRow.id == workspace.id)
        .values({due: func.least(due, func.greatest(now, asked + soonest))})
    )


def note_change(session: Session, workspace: Workspace) -> None:
    """A workspace was changed: after the commit, whoever remembers it looks it up again."""
    session.info.setdefault(CHANGED, set()).add(workspace.slack_id)


def _record(row: WorkspaceRow) -> Workspace:
    return Workspace(
        id=row.id,
        slack_id=row.slack_id,
        name=row.name,
        url=row.url,
        bot_user=row.bot_user,
        language=row.chosen_language or row.language,
        country=row.country,
        region=row.region,
        announcements=row.announcements,
        weekly_ceiling=row.weekly_ceiling,
    )


def _moments(what: Listing) -> tuple[_Moment, _Moment]:
    """When a listing was asked for, and when it is next."""
    if what == "people":
        return WorkspaceRow.people_asked, WorkspaceRow.people_due
    return WorkspaceRow.groups_asked, WorkspaceRow.groups_due
