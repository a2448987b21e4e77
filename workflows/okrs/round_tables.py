"""The tables of check-in rounds: when a team's are due, whom each asks, and what came of it."""

from datetime import date, datetime, time
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, Time, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class CadenceRow(Base):
    """How often a team checks in; the company's objectives where there is no team.

    `next_on` is the next day, `due_at` when that day's hour begins first on Earth.
    """

    __tablename__ = "okr_cadences"
    __table_args__ = (
        Index(
            "uq_okr_cadences_team",
            *("workspace_id", "team_id"),
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index("ix_okr_cadences_due", "workspace_id", "due_at"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    every: Mapped[str] = mapped_column(server_default="weekly")
    weekday: Mapped[int] = mapped_column(server_default="4")
    hour: Mapped[time] = mapped_column(Time, server_default="10:00")
    fresh_days: Mapped[int] = mapped_column(server_default="3")
    next_on: Mapped[date]
    due_at: Mapped[datetime]


class RoundRow(Base):
    """One time a team checks in: from `opens_at` until `closes_at`.

    `told_at` is when its summary was put together, with the `figures` of that moment; the team's
    `comment` travels with them. `seen_at` is when the team reads it: in its working time.
    """

    __tablename__ = "okr_rounds"
    __table_args__ = (
        Index(
            "uq_okr_rounds_day",
            *("workspace_id", "team_id", "day"),
            unique=True,
            postgresql_nulls_not_distinct=True,
        ),
        Index(
            "ix_okr_rounds_open",
            "workspace_id",
            "closes_at",
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("okr_cycles.id"))
    day: Mapped[date]
    opens_at: Mapped[datetime]
    closes_at: Mapped[datetime]
    told_at: Mapped[datetime | None]
    seen_at: Mapped[datetime | None]
    figures: Mapped[dict[str, Any] | None] = mapped_column(JSONB)
    comment: Mapped[str] = mapped_column(server_default="")
    comment_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class RoundPersonRow(Base):
    """Whom a round asks, from `ask_at`; what came of it is their `state`, see `rounds.State`."""

    __tablename__ = "okr_round_people"
    __table_args__ = (
        Index(
            "ix_okr_round_people_due",
            *("workspace_id", "ask_at"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_okr_round_people_asked",
            *("workspace_id", "person_id"),
            postgresql_where=text("state IN ('waiting', 'asked')"),
        ),
    )

    round_id: Mapped[int] = mapped_column(
        ForeignKey("okr_rounds.id", ondelete="CASCADE"), primary_key=True
    )
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    ask_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default="waiting")


class RetrospectiveRow(Base):
    """What somebody who answered for key results says of a cycle that is over.

    `answered_at` is when they confirmed their scores; the three answers may stay empty.
    """

    __tablename__ = "okr_retrospectives"
    __table_args__ = (UniqueConstraint("cycle_id", "person_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("okr_cycles.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    worked: Mapped[str] = mapped_column(server_default="")
    hindered: Mapped[str] = mapped_column(server_default="")
    next: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[datetime]
    answered_at: Mapped[datetime | None]


class OkrSettingsRow(Base):
    """What Product Ops choose for OKRs: the channel that hears of all teams, none for messages.

    `told_on` is the day of the last roll-up.
    """

    __tablename__ = "okr_settings"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(server_default="")
    told_on: Mapped[date | None]
