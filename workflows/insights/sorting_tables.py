"""The tables of what insights are sorted into, and of what is known of them beside their words."""

from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class AreaRow(Base):
    """A product area; its owner is asked about its insights that nobody looked at."""

    __tablename__ = "product_areas"
    __table_args__ = (
        Index(
            "uq_product_areas_folded",
            *("workspace_id", "folded"),
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    folded: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]


class ThemeRow(Base):
    """A theme: what several insights are about; `reason` says why it is not now."""

    __tablename__ = "themes"
    __table_args__ = (UniqueConstraint("workspace_id", "folded"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    folded: Mapped[str]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(server_default="listening")
    reason: Mapped[str] = mapped_column(server_default="")
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    state_at: Mapped[datetime]


class ThemeMoveRow(Base):
    """A change of a theme's state."""

    __tablename__ = "theme_moves"
    __table_args__ = (Index("ix_theme_moves_at", "workspace_id", "at"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    theme_id: Mapped[int] = mapped_column(ForeignKey("themes.id"), index=True)
    state: Mapped[str]
    reason: Mapped[str] = mapped_column(server_default="")
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]


class TagRouteRow(Base):
    """The team that hears of insights with a tag."""

    __tablename__ = "tag_routes"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    tag: Mapped[str] = mapped_column(primary_key=True)
    team_id: Mapped[int] = mapped_column(ForeignKey("teams.id"))
    made_at: Mapped[datetime]


class InsightSettingsRow(Base):
    """What Product Ops chose for insights.

    `emoji` keeps the message it is put on, empty for none; `digest_channel` gets everyone's digest;
    insights older than `retention_months` are erased, none where it is empty. `digested_at` is when
    the last week's digests were asked for.
    """

    __tablename__ = "insight_settings"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    emoji: Mapped[str] = mapped_column(server_default="bulb")
    digest_channel: Mapped[str] = mapped_column(server_default="")
    retention_months: Mapped[int | None]
    digested_at: Mapped[datetime | None]


class FeedRow(Base):
    """A form or a support tool that sends insights over HTTP; they are kept in its owner's name.

    It sent `window_count` notes since `window_at`.
    """

    __tablename__ = "feeds"
    __table_args__ = (
        Index(
            "uq_feeds_folded",
            *("workspace_id", "folded"),
            unique=True,
            postgresql_where=text("revoked_at IS NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    folded: Mapped[str]
    token_hash: Mapped[str] = mapped_column(unique=True)
    owner_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]
    used_at: Mapped[datetime | None]
    window_at: Mapped[datetime | None]
    window_count: Mapped[int] = mapped_column(server_default="0")


class InsightKeyRow(Base):
    """What is kept already: `origin` names a feed, an import or a message, `key` what came of it.

    `digest` tells whether the same key came again with something else.
    """

    __tablename__ = "insight_keys"
    __table_args__ = (Index("ix_insight_keys_insight", "insight_id"),)

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    origin: Mapped[str] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(primary_key=True)
    digest: Mapped[int]
    insight_id: Mapped[int] = mapped_column(ForeignKey("insights.id"))
    at: Mapped[datetime]


class DistinctionRow(Base):
    """Two insights that someone said are not the same, by the ids `lower_id` < `higher_id`."""

    __tablename__ = "insight_distinctions"
    __table_args__ = (Index("ix_insight_distinctions_higher", "higher_id"),)

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    lower_id: Mapped[int] = mapped_column(ForeignKey("insights.id"), primary_key=True)
    higher_id: Mapped[int] = mapped_column(ForeignKey("insights.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    at: Mapped[datetime]
