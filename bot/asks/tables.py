"""What people owe, whose turn it is to hear of it, and the messages that told them."""

from datetime import date, datetime

from sqlalchemy import Date, ForeignKey, Identity, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class AskRow(Base):
    """What a person owes; `open → done | withdrawn`.

    `opened_for_id` is who was asked first, `person_id` who owes it by now. `offered_to_id` is who
    was asked to take it over and has not answered, `offered_by_id` who asked them: nobody when its
    owner is away and they stand in. `declined_by_id` is who did not take it last.
    """

    __tablename__ = "asks"
    __table_args__ = (
        Index(
            "uq_asks_open",
            *("workspace_id", "kind", "subject", "opened_for_id"),
            unique=True,
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_asks_owed", "person_id", postgresql_where=text("state = 'open'")),
        # What somebody's App Home shows beside what they owe.
        Index(
            "ix_asks_offered",
            "offered_to_id",
            postgresql_where=text("state = 'open' AND offered_to_id IS NOT NULL"),
        ),
        Index(
            "ix_asks_escalated",
            "escalated_to_id",
            postgresql_where=text("state = 'open' AND escalated_to_id IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    kind: Mapped[str]
    subject: Mapped[int]
    title: Mapped[str]
    due: Mapped[datetime | None]
    opened_for_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    opened_at: Mapped[datetime]
    state: Mapped[str] = mapped_column(server_default="open")
    settled_at: Mapped[datetime | None]
    snoozed_until: Mapped[date | None] = mapped_column(Date)
    offered_to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    offered_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    offer_note: Mapped[str] = mapped_column(server_default="")
    declined_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    escalated_to_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    escalated_at: Mapped[datetime | None]


class TurnRow(Base):
    """That a person is to hear of an ask, and when next.

    `part` is `owed`, `offered` to take over, or `escalated`. The next time is `after` working days
    of theirs from `since`; without `after` there is nothing more to say. `next_at` is when to look
    at it: empty while nobody knows when they work again. `step` counts how often they heard.
    """

    __tablename__ = "ask_turns"
    __table_args__ = (
        Index(
            "ix_ask_turns_next",
            *("workspace_id", "next_at"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
        Index("ix_ask_turns_person", "workspace_id", "person_id"),
    )

    ask_id: Mapped[int] = mapped_column(ForeignKey("asks.id"), primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    part: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    step: Mapped[int] = mapped_column(server_default="0")
    since: Mapped[datetime]
    after: Mapped[int | None]
    next_at: Mapped[datetime | None]


class MessageRow(Base):
    """A message that told a person; `day` and the Monday of its `week` are dates where they are.

    `more` is how many asks it did not show; `revision` counts its edits.
    """

    __tablename__ = "ask_messages"
    __table_args__ = (
        Index("ix_ask_messages_week", "person_id", "week"),
        # At most one reminder a day, whatever runs beside.
        Index(
            "uq_ask_messages_reminder",
            *("person_id", "day"),
            unique=True,
            postgresql_where=text("reminder"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    day: Mapped[date] = mapped_column(Date)
    week: Mapped[date] = mapped_column(Date)
    reminder: Mapped[bool]
    more: Mapped[int] = mapped_column(server_default="0")
    at: Mapped[datetime]
    revision: Mapped[int] = mapped_column(server_default="0")


class LineRow(Base):
    """An ask in a message, in the order in which it stands there."""

    __tablename__ = "ask_lines"
    __table_args__ = (Index("ix_ask_lines_ask", "ask_id"),)

    message_id: Mapped[int] = mapped_column(ForeignKey("ask_messages.id"), primary_key=True)
    place: Mapped[int] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    ask_id: Mapped[int] = mapped_column(ForeignKey("asks.id"))
    part: Mapped[str]
