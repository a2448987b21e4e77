"""The tables of dependencies: what teams need from each other, and every move since."""

from datetime import date, datetime, time

from sqlalchemy import ForeignKey, Identity, Index, Time, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class DependencyRow(Base):
    """What a team needs from another one.

    `needed_by` is the date that was asked for, `promised` the one that was agreed, `proposed` the
    one that `proposed_by` (a `Side`) named last before that. `lag` is how many working days the
    promises that wait for it take from when it is there, see `DependencyTieRow`. `sure_at` is when
    the owner confirmed the date, `taken_at` when the requesting team went along with it.
    `forecast` is the later date that teams heard of, because of what it waits for. `next_at` is
    when to look at it again. `asked_on` is the day on which its owner was asked last whether the
    date stands, `told_on` the one on which somebody was told last that it is due or unanswered,
    `aged_on` the one of the confirmation that was shown to be old, `late_on` the date of which both
    sides heard that it is over. `source` names the line of an import, `places` where its
    cards stand. `search` is what it is found by: the vector of its folded words.
    """

    __tablename__ = "dependencies"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index("ix_dependencies_requester", "workspace_id", "requester_id", "state"),
        Index("ix_dependencies_provider", "workspace_id", "provider_id", "state"),
        Index("ix_dependencies_search", "search", postgresql_using="gin"),
        Index(
            "ix_dependencies_due",
            *("workspace_id", "next_at"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index(
            "uq_dependencies_source",
            *("workspace_id", "source"),
            unique=True,
            postgresql_where=text("source <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    needs: Mapped[str]
    why: Mapped[str] = mapped_column(server_default="")
    requester_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    provider_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    asked_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    key_result_id: Mapped[int | None] = mapped_column(
        ForeignKey("key_results.id", ondelete="SET NULL")
    )
    lag: Mapped[int] = mapped_column(server_default="0")
    state: Mapped[str] = mapped_column(server_default="asked")
    risk: Mapped[str] = mapped_column(server_default="")
    risk_why: Mapped[str] = mapped_column(server_default="")
    needed_by: Mapped[date]
    promised: Mapped[date | None]
    forecast: Mapped[date | None]
    proposed: Mapped[date | None]
    proposed_by: Mapped[str] = mapped_column(server_default="")
    asked_at: Mapped[datetime]
    agreed_at: Mapped[datetime | None]
    sure_at: Mapped[datetime | None]
    taken_at: Mapped[datetime | None]
    delivered_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    next_at: Mapped[datetime | None]
    asked_on: Mapped[date | None]
    told_on: Mapped[date | None]
    aged_on: Mapped[date | None]
    late_on: Mapped[date | None]
    moves: Mapped[int] = mapped_column(server_default="0")
    source: Mapped[str] = mapped_column(server_default="")
    places: Mapped[str] = mapped_column(server_default="")
    search: Mapped[str] = mapped_column(TSVECTOR, server_default="")


class DependencyTieRow(Base):
    """What a team needs, and a promise of the same team that waits for it."""

    __tablename__ = "dependency_ties"
    __table_args__ = (Index("ix_dependency_ties_promise", "workspace_id", "promise_id"),)

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    need_id: Mapped[int] = mapped_column(
        ForeignKey("dependencies.id", ondelete="CASCADE"), primary_key=True
    )
    promise_id: Mapped[int] = mapped_column(
        ForeignKey("dependencies.id", ondelete="CASCADE"), primary_key=True
    )


class DependencyMoveRow(Base):
    """A move: whose it was, what it made of the dependency, and what was said.

    `place` counts the moves of a dependency from 1 on; `before` and `after` are the dates that
    stood, where it changed one; `team_id` is the team that it asked, or asked instead.
    """

    __tablename__ = "dependency_moves"
    __table_args__ = (UniqueConstraint("dependency_id", "place"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    dependency_id: Mapped[int] = mapped_column(ForeignKey("dependencies.id", ondelete="CASCADE"))
    place: Mapped[int]
    move: Mapped[str]
    side: Mapped[str]
    state: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    before: Mapped[date | None]
    after: Mapped[date | None]
    words: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime]


class DependencySettingsRow(Base):
    """What Product Ops choose for dependencies: where and when all teams hear of them.

    Without `channel` nobody does. `weekday` is an ISO number, `hour` one of the workspace's
    own. `told_on` is the Monday of the last week that was told.
    """

    __tablename__ = "dependency_settings"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    channel: Mapped[str] = mapped_column(server_default="")
    weekday: Mapped[int] = mapped_column(server_default="1")
    hour: Mapped[time] = mapped_column(Time, server_default="09:00")
    told_on: Mapped[date | None]
