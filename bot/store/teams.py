"""Teams: product squads, each with a channel, a lead and members."""

from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class TeamRow(Base):
    """A team; `group` is Slack's id of the user group its members come from, if any.

    `lead_id` is empty once the lead has left; `closed_at` is when the team ended.
    """

    __tablename__ = "teams"
    __table_args__ = (
        Index(
            "uq_teams_name",
            "workspace_id",
            func.lower(text("name")),
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
        Index("ix_teams_lead", "workspace_id", "lead_id"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    channel: Mapped[str | None]
    lead_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    group: Mapped[str | None]
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class TeamMemberRow(Base):
    """Who is in a team."""

    __tablename__ = "team_members"
    __table_args__ = (Index("ix_team_members_person", "workspace_id", "person_id"),)

    team_id: Mapped[int] = mapped_column(
        ForeignKey("teams.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
