"""A person of a workspace: their row, and what the bot passes around of them."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from sqlalchemy import (
    ColumnElement,
    ForeignKey,
    Identity,
    SmallInteger,
    Time,
    UniqueConstraint,
    and_,
    false,
    true,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workspaces import Workspace

# Slack's own, which does not say that it is a bot.
SLACKBOT = "USLACKBOT"
# In a session's `info`: Slack's ids of the workspace and of each person it has changed.
CHANGED = "people_changed"


class Kind(StrEnum):
    """What Slack takes a user for; a guest is a person, a bot and an app are none."""

    MEMBER = "member"
    GUEST = "guest"
    BOT = "bot"
    APP = "app"


PEOPLE = frozenset({Kind.MEMBER, Kind.GUEST})


class PersonRow(Base):
    """A person.

    `language` is empty until Slack told it; `chosen_language` is what they chose here instead.
    `admin` is a Slack owner or admin, `leads` whether a team is theirs. `completed_at` is when
    Slack was asked or told, `updated` its own time of their last change, in seconds, `listed_at`
    when Slack last named them among all its people.

    Their calendar: without `country` it is the workspace's, and so on. `weekly_ceiling` is how
    many messages a week may ask something of them; `follows_status` that their Slack status says
    when they are away.
    """

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    slack_id: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str | None]
    timezone: Mapped[str] = mapped_column(server_default="UTC")
    active: Mapped[bool] = mapped_column(server_default=true())
    product_ops: Mapped[bool] = mapped_column(server_default=false())
    completed_at: Mapped[datetime | None]
    updated: Mapped[int] = mapped_column(server_default="0")
    listed_at: Mapped[datetime | None]
    kind: Mapped[str] = mapped_column(server_default="member")
    admin: Mapped[bool] = mapped_column(server_default=false())
    leads: Mapped[bool] = mapped_column(server_default=false())
    chosen_language: Mapped[str | None]
    country: Mapped[str | None]
    region: Mapped[str | None]
    weekdays: Mapped[list[int] | None] = mapped_column(ARRAY(SmallInteger))
    day_start: Mapped[time | None] = mapped_column(Time)
    day_end: Mapped[time | None] = mapped_column(Time)
    weekly_ceiling: Mapped[int | None]
    follows_status: Mapped[bool] = mapped_column(server_default=false())


@dataclass(frozen=True)
class Person:
    """A person: `id` is ours, `slack_id` is Slack's `U…`, `timezone` an IANA name.

    `admin` is a Slack owner or admin, `leads` whether a team is theirs.
    """

    id: int
    slack_id: str
    name: str
    language: str
    timezone: str = "UTC"
    active: bool = True
    product_ops: bool = False
    completed: bool = True
    kind: Kind = Kind.MEMBER
    admin: bool = False
    leads: bool = False

    @property
    def is_human(self) -> bool:
        """Whether it is somebody, guests too, and not a bot or an app."""
        return self.kind in PEOPLE

    @property
    def here(self) -> bool:
        """Whether it is somebody who is still in the workspace."""
        return self.active and self.is_human

    @property
    def own(self) -> bool:
        """Whether they are here and no guest."""
        return self.active and self.kind is Kind.MEMBER


@dataclass(frozen=True)
class Profile:
    """What Slack says of a user; `language` is None where it said nothing of it."""

    name: str
    timezone: str
    active: bool
    language: str | None
    updated: int = 0
    kind: Kind = Kind.MEMBER
    admin: bool = False


def are_here() -> ColumnElement[bool]:
    """Whether a row is a person's, guests too, who is still in the workspace."""
    return and_(PersonRow.active, PersonRow.kind.in_(PEOPLE))


def are_own() -> ColumnElement[bool]:
    """Whether a row is a person's who is here and no guest."""
    return and_(PersonRow.active, PersonRow.kind == Kind.MEMBER)


def ceiling_of(own: int | None, workspace: Workspace) -> int:
    """Messages a week at the most: what a person set, never more than their workspace allows."""
    return workspace.weekly_ceiling if own is None else min(own, workspace.weekly_ceiling)


def note(session: Session, workspace: Workspace, *slack_ids: str) -> None:
    """These people are changed: whoever remembers them looks them up again after the commit."""
    changed = session.info.setdefault(CHANGED, set())
    changed.update((workspace.slack_id, slack_id) for slack_id in slack_ids)


def record(row: PersonRow, workspace: Workspace) -> Person:
    """A row as a person; their language is the workspace's where nobody told it."""
    return Person(
        id=row.id,
        slack_id=row.slack_id,
        name=row.name,
        language=row.chosen_language or row.language or workspace.language,
        timezone=row.timezone,
        active=row.active,
        product_ops=row.product_ops,
        completed=row.completed_at is not None,
        kind=Kind(row.kind),
        admin=row.admin,
        leads=row.leads,
    )
