"""What waits to be delivered, where it went, and where Slack takes nothing for now."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, UniqueConstraint, func, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base

# The clock of the database: all machines share it, and no demo turns it.
CLOCK = func.clock_timestamp()
# A delivery that is tried from the start.
AFRESH: Mapping[str, Any] = {
    "state": "waiting",
    "reason": None,
    "attempts": 0,
    "first_tried_at": None,
    "sought_from": None,
    "tried_at": None,
    "retry_at": None,
    "done_at": None,
}


class DeliveryRow(Base):
    """A message, an edit, a file or an App Home on its way; `waiting → sending → sent | failed`.

    `due` and `done_at` are product time. The other instants are the database's clock: workers on
    several machines share it, and no test and no demo turns it.
    """

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("workspace_id", "key"),
        # What goes next in a workspace, and what stands before it in its line.
        Index(
            "ix_deliveries_waiting",
            *("workspace_id", "priority", "due", "id"),
            postgresql_where=text("state = 'waiting'"),
        ),
        Index(
            "ix_deliveries_line",
            *("workspace_id", "target", "priority", "due", "id"),
            postgresql_where=text("state = 'waiting'"),
        ),
        # Edits and files go at a pace of their own, past thousands of posts.
        Index(
            "ix_deliveries_others",
            *("workspace_id", "priority", "due", "id"),
            postgresql_where=text("state = 'waiting' AND kind <> 'post'"),
        ),
        # What is under way, in doubt or tried before: few, even when thousands wait.
        Index(
            "ix_deliveries_troubled",
            *("workspace_id", "target", "priority"),
            postgresql_where=text("state IN ('waiting', 'sending') AND tried_at IS NOT NULL"),
        ),
        Index(
            "ix_deliveries_failed",
            *("workspace_id", "reason"),
            postgresql_where=text("state = 'failed'"),
        ),
        Index(
            "ix_deliveries_done", *("workspace_id", "done_at"), postgresql_where=text("NOT erased")
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str]
    # What the message carries in its metadata, so that it is recognised in the channel; of an
    # App Home, which of its views it is.
    mark: Mapped[str] = mapped_column(server_default=text("gen_random_uuid()"))
    kind: Mapped[str]
    target: Mapped[str]
    priority: Mapped[int]
    due: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default="waiting")
    body: Mapped[dict[str, Any]]
    # The post that this one edits or answers in a thread.
    parent_id: Mapped[int | None] = mapped_column(
        ForeignKey("deliveries.id", ondelete="SET NULL"), index=True
    )
    thread_ts: Mapped[str | None]
    # Slack's id of the person who hears when it can't be delivered.
    asked_by: Mapped[str | None]
    # What it is about, for the words in which they hear it.
    about: Mapped[str | None]
    # Whether it waits for its reader's working hours when it could not go in time.
    in_hours: Mapped[bool] = mapped_column(server_default=text("false"))
    attempts: Mapped[int] = mapped_column(server_default="0")
    first_tried_at: Mapped[datetime | None]
    # The first attempt by product time, where that is earlier: Slack has nothing of it from before.
    sought_from: Mapped[datetime | None]
    tried_at: Mapped[datetime | None]
    retry_at: Mapped[datetime | None]
    channel: Mapped[str | None]
    ts: Mapped[str | None]
    reason: Mapped[str | None]
    put_at: Mapped[datetime] = mapped_column(server_default=text("now()"))
    done_at: Mapped[datetime | None]
    erased: Mapped[bool] = mapped_column(server_default=text("false"))


class FileRow(Base):
    """The content of a file until it is delivered; `slack_id` is there once Slack has it."""

    __tablename__ = "delivery_files"

    delivery_id: Mapped[int] = mapped_column(
        ForeignKey("deliveries.id", ondelete="CASCADE"), primary_key=True
    )
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    alt: Mapped[str]
    content: Mapped[bytes]
    slack_id: Mapped[str | None]


class DestinationRow(Base):
    """A channel or a person as the postman found them; `problem` is why they can't be reached."""

    __tablename__ = "destinations"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    target: Mapped[str] = mapped_column(primary_key=True)
    # Slack's id of the conversation: the channel itself, or a person's direct messages.
    conversation: Mapped[str | None]
    problem: Mapped[str | None]
    problem_at: Mapped[datetime | None]


class PauseRow(Base):
    """A method that Slack wants left alone for now, or with `method` empty the whole workspace."""

    __tablename__ = "pauses"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    method: Mapped[str] = mapped_column(primary_key=True)
    reason: Mapped[str]
    since: Mapped[datetime]
    until: Mapped[datetime]
