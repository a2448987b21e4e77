"""The tables of onboarding: journeys as they are written, and those that people are on."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, UniqueConstraint, text, true
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


class JourneyRow(Base):
    """A journey; `content` holds a `journey.Journey`, and `owner_id` hears what is unclear.

    `offered` says whether it can be chosen for who arrives.
    """

    __tablename__ = "journeys"
    __table_args__ = (UniqueConstraint("workspace_id", "key"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key: Mapped[str]
    content: Mapped[dict[str, Any]]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    kept_at: Mapped[datetime]
    offered: Mapped[bool] = mapped_column(server_default=true())


class EnrolmentRow(Base):
    """A journey that somebody is on.

    `starts` is their first day; `next_at` when to look at it again, null while it is paused or
    over; `ended_why` says why it is over: `done`, `left` or `stopped`.
    """

    __tablename__ = "enrolments"
    __table_args__ = (
        Index(
            "uq_enrolments_person",
            *("workspace_id", "person_id"),
            unique=True,
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index(
            "ix_enrolments_due",
            *("workspace_id", "next_at"),
            postgresql_where=text("next_at IS NOT NULL"),
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    manager_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    buddy_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_by_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    starts: Mapped[date]
    pace: Mapped[str] = mapped_column(server_default="normal")
    made_at: Mapped[datetime]
    next_at: Mapped[datetime | None]
    paused_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    ended_why: Mapped[str] = mapped_column(server_default="")


class StepRow(Base):
    """A step of a journey that somebody is on; `content` holds a `journey.Step`.

    `person_id` is whose it is by now, `asked_as` the kind of ask that it was opened with.
    """

    __tablename__ = "journey_steps"
    __table_args__ = (
        UniqueConstraint("enrolment_id", "key"),
        Index("ix_journey_steps_person", "workspace_id", "person_id", "state"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    enrolment_id: Mapped[int] = mapped_column(ForeignKey("enrolments.id", ondelete="CASCADE"))
    key: Mapped[str]
    place: Mapped[int]
    day: Mapped[int]
    content: Mapped[dict[str, Any]]
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    state: Mapped[str] = mapped_column(server_default="waiting")
    asked_as: Mapped[str] = mapped_column(server_default="")
    opened_at: Mapped[datetime | None]
    done_at: Mapped[datetime | None]
    done_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))


class UnclearRow(Base):
    """What somebody did not understand of a step."""

    __tablename__ = "unclear_steps"
    __table_args__ = (Index("ix_unclear_steps_journey", "journey_id", "key"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    journey_id: Mapped[int] = mapped_column(ForeignKey("journeys.id"))
    key: Mapped[str]
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    words: Mapped[str]
    at: Mapped[datetime]


class SurveyAnswerRow(Base):
    """An answer to a question of a step: from 1 to 5, or in words."""

    __tablename__ = "survey_answers"

    step_id: Mapped[int] = mapped_column(
        ForeignKey("journey_steps.id", ondelete="CASCADE"), primary_key=True
    )
    question: Mapped[str] = mapped_column(primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    score: Mapped[int | None]
    words: Mapped[str] = mapped_column(server_default="")
    at: Mapped[datetime]


class OnboardingSettingsRow(Base):
    """Who is asked about when they join: Slack's id of a channel, `*` for all, empty for nobody."""

    __tablename__ = "onboarding_settings"

    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"), primary_key=True)
    joins: Mapped[str] = mapped_column(server_default="")
