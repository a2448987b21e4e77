"""The tables of insights and of where they were shared."""

from datetime import datetime

from sqlalchemy import ForeignKey, Identity, Index, Integer, UniqueConstraint, text
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base

_STANDING = text("undone_at IS NULL")


class InsightRow(Base):
    """An insight.

    `early` and `late` number two rows of ten-second windows, half a window apart: two instants
    less than five seconds apart always share one of them. Empty, they hold nothing back.
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
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    number: Mapped[int]
    author_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    kind: Mapped[str]
    customer: Mapped[str]
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
