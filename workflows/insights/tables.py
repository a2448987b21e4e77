"""The tables of insights, and of who said them and where they were shared."""

from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base

_STANDING = text("undone_at IS NULL")
_IN_THEME = text("theme_id IS NOT NULL")
_BY_CUSTOMER = text("customer_id IS NOT NULL")
_LINKED = text("same_as_id IS NOT NULL")


class CustomerRow(Base):
    """Who insights are from; `value` is what they are worth a year, in the workspace's currency."""

    __tablename__ = "customers"
    __table_args__ = (UniqueConstraint("workspace_id", "folded"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    folded: Mapped[str]
    segment: Mapped[str] = mapped_column(server_default="")
    value: Mapped[int | None]
    made_at: Mapped[datetime]


class InsightRow(Base):
    """An insight.

    `early` and `late` number two rows of ten-second windows, half a window apart: two instants
    less than five seconds apart always share one of them. Empty, they hold nothing back.
    `same_as_id` is the insight that says the same, itself the same as no other; `feed_id` is who
    sent it over HTTP; `conversation` is the thread it was kept from; `thread_ts` is where its
    author can be answered in `channel`; `routed_at` is when its tags' teams were told; `receipt`
    is the key of the message that tells its author what becomes of it.
    """

    __tablename__ = "insights"
    __table_args__ = (
        UniqueConstraint("workspace_id", "number"),
        Index(
            "uq_insights_early",
            *("workspace_id", "author_id", "digest", "early"),
            unique=True,
            postgresql_where=_STANDING,
        ),
        Index(
            "uq_insights_late",
            *("workspace_id", "author_id", "digest", "late"),
            unique=True,
            postgresql_where=_STANDING,
        ),
        Index("ix_insights_search", "search", postgresql_using="gin"),
        Index("ix_insights_tags", "tags", postgresql_using="gin"),
        Index("ix_insights_kept_at", "workspace_id", "kept_at"),
        Index(
            "ix_insights_untriaged",
            *("workspace_id", "kept_at"),
            postgresql_where=text("triaged_at IS NULL AND undone_at IS NULL"),
        ),
        Index(
            "ix_insights_area_waiting",
            *("area_id", "kept_at"),
            postgresql_where=text(
                "triaged_at IS NULL AND undone_at IS NULL AND area_id IS NOT NULL"
            ),
        ),
        Index("ix_insights_theme", "theme_id", postgresql_where=_IN_THEME),
        Index("ix_insights_customer", "customer_id", postgresql_where=_BY_CUSTOMER),
        Index("ix_insights_same_as", "same_as_id", postgresql_where=_LINKED),
        Index(
            "ix_insights_receipt",
            *("workspace_id", "receipt"),
            postgresql_where=text("receipt <> ''"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    kind: Mapped[str]
    customer_id: Mapped[int | None] = mapped_column(ForeignKey("customers.id"))
    said_by: Mapped[str]
    link: Mapped[str]
    tags: Mapped[list[str]]
    private: Mapped[bool]
    channel: Mapped[str]
    source_author: Mapped[str]
    permalink: Mapped[str]
    kept_at: Mapped[datetime]
    undone_at: Mapped[datetime | None]
    changed_at: Mapped[datetime | None]
    widened_at: Mapped[datetime | None]
    digest: Mapped[int]
    early: Mapped[int | None] = mapped_column(Integer)
    late: Mapped[int | None] = mapped_column(Integer)
    search: Mapped[str] = mapped_column(TSVECTOR)
    source: Mapped[str] = mapped_column(server_default="")
    severity: Mapped[str] = mapped_column(server_default="")
    area_id: Mapped[int | None] = mapped_column(ForeignKey("product_areas.id"))
    theme_id: Mapped[int | None] = mapped_column(ForeignKey("themes.id"))
    same_as_id: Mapped[int | None] = mapped_column(ForeignKey("insights.id"))
    feed_id: Mapped[int | None] = mapped_column(ForeignKey("feeds.id"))
    conversation: Mapped[str] = mapped_column(server_default="")
    thread_ts: Mapped[str] = mapped_column(server_default="")
    triaged_at: Mapped[datetime | None]
    triaged_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    closed_at: Mapped[datetime | None]
    routed_at: Mapped[datetime | None]
    receipt: Mapped[str] = mapped_column(server_default="")


class ShareRow(Base):
    """An insight posted to a channel; `note` is what its sharer said with it."""

    __tablename__ = "insight_shares"
    __table_args__ = (Index("ix_insight_shares_insight", "workspace_id", "insight_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    insight_id: Mapped[int] = mapped_column(ForeignKey("insights.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    channel: Mapped[str]
    note: Mapped[str]
    at: Mapped[datetime]
