"""A team, a product squad: its row, its members' rows, and what the bot passes around of it."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base
from bot.store.person import Person, PersonRow, record
from bot.store.workspaces import Workspace


class TeamRow(Base):
    """A team; `folded` is what its name shares with those that people take for the same.

    `group` is Slack's id of the user group its members come from, if any. `lead_id` was named lead
    by `named_by_id`, and stays when they leave: so what was theirs is known, and is theirs again
    when they come back. `revision` counts its changes by people, `closed_at` is when it ended.
    """

    __tablename__ = "teams"
    __table_args__ = (
        Index(
            "uq_teams_folded",
            *("workspace_id", "folded"),
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_teams_lead", "workspace_id", "lead_id"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    folded: Mapped[str]
    channel: Mapped[str | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    named_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    group: Mapped[str | None]
    made_at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(server_default="0")
    closed_at: Mapped[datetime | None]


class TeamMemberRow(Base):
    """Who is in a team; rows of those who left stay, and count for nothing until they are back."""

    __tablename__ = "team_members"
    __table_args__ = (Index("ix_team_members_person", "workspace_id", "person_id"),)

    team_id: Mapped[int] = mapped_column(
        ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))


@dataclass(frozen=True)
class Team:
    """A team.

    Attributes:
        channel: Slack's id of its channel, empty for none.
        named: who was named lead, whatever became of them.
        named_by: the id of who named them; None for the bot, and where nobody is.
        group: Slack's id of the user group its members come from, empty where they were chosen.
        revision: how often people changed it.
        closed_at: when it ended, None while it stands.
    """

    id: int
    name: str
    channel: str
    named: Person | None
    named_by: int | None
    group: str
    revision: int
    closed_at: datetime | None = None

    @property
    def lead(self) -> Person | None:
        """Who leads it: who was named, unless they left or are a guest by now."""
        return self.named if self.named and self.named.own else None


def team_of(row: TeamRow, lead: PersonRow | None, workspace: Workspace) -> Team:
    """A row, and that of who was named lead, as a team."""
    return Team(
        id=row.id,
        name=row.name,
        channel=row.channel or "",
        named=record(lead, workspace) if lead else None,
        named_by=row.named_by_id,
        group=row.group or "",
        revision=row.revision,
        closed_at=row.closed_at,
    )
