"""The tables of OKRs: what is aimed at, and every figure that was ever told of it."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from sqlalchemy import ColumnElement, ForeignKey, Identity, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from bot.store.base import Base


def of_team(column: Any, team: int | None) -> ColumnElement[bool]:
    """Whether a column names a team, or no team for the company; as an index finds it.

    Args:
        team: its id; None for the company.
    """
    found: ColumnElement[bool] = column == team if team else column.is_(None)
    return found


class CycleRow(Base):
    """A span of days for which objectives are set; no two of a workspace share a day.

    `closing_at` is when the scores were asked for, `closes_at` until when, `closed_at` when they
    were all in or that time was over.
    """

    __tablename__ = "okr_cycles"
    __table_args__ = (UniqueConstraint("workspace_id", "folded"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    name: Mapped[str]
    folded: Mapped[str]
    starts: Mapped[date]
    ends: Mapped[date]
    made_at: Mapped[datetime]
    closing_at: Mapped[datetime | None]
    closes_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]


class ObjectiveRow(Base):
    """An objective: of a team, of the company where there is none; aligned to its parent."""

    __tablename__ = "objectives"
    __table_args__ = (
        Index("ix_objectives_cycle", "workspace_id", "cycle_id", "team_id"),
        Index("ix_objectives_parent", "parent_id"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    cycle_id: Mapped[int] = mapped_column(ForeignKey("okr_cycles.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("objectives.id"))
    title: Mapped[str]
    folded: Mapped[str]
    made_by_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    made_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]


class KeyResultRow(Base):
    """A key result: a metric from `start` to `target`, or a milestone that goes through `zones`,
    a line each.

    `value`, `confidence`, `because` and `checked_at` are those of its last check-in, as corrected.
    `alive_at` is when somebody last said that it still matters. `copied_from_id` is what it was in
    the cycle before; `score` is from 0 to 1, once its owner has confirmed it.
    """

    __tablename__ = "key_results"
    __table_args__ = (
        Index("ix_key_results_objective", "objective_id"),
        Index("ix_key_results_owner", "owner_id", postgresql_where=text("dropped_at IS NULL")),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    objective_id: Mapped[int] = mapped_column(ForeignKey("objectives.id"))
    title: Mapped[str]
    folded: Mapped[str]
    unit: Mapped[str] = mapped_column(server_default="")
    start: Mapped[Decimal]
    target: Mapped[Decimal]
    direction: Mapped[str] = mapped_column(server_default="up")
    zones: Mapped[str] = mapped_column(server_default="")
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str] = mapped_column(server_default="")
    made_at: Mapped[datetime]
    dropped_at: Mapped[datetime | None]
    value: Mapped[Decimal | None]
    confidence: Mapped[str] = mapped_column(server_default="")
    because: Mapped[str] = mapped_column(server_default="")
    checked_at: Mapped[datetime | None]
    alive_at: Mapped[datetime | None]
    copied_from_id: Mapped[int | None] = mapped_column(ForeignKey("key_results.id"))
    score: Mapped[Decimal | None]
    score_note: Mapped[str] = mapped_column(server_default="")
    scored_at: Mapped[datetime | None]


class CheckInRow(Base):
    """What somebody told of a key result; never changed, corrected by another row.

    `at` is when it was so: a correction has that of what it corrects. `unchanged` says that it was
    a click on *No change*. `unit` and `zones` are those the key result had then.
    """

    __tablename__ = "check_ins"
    __table_args__ = (
        Index("ix_check_ins_key_result", "key_result_id", "at"),
        UniqueConstraint("corrects_id"),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    key_result_id: Mapped[int] = mapped_column(ForeignKey("key_results.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    value: Mapped[Decimal]
    unit: Mapped[str] = mapped_column(server_default="")
    zones: Mapped[str] = mapped_column(server_default="")
    confidence: Mapped[str]
    because: Mapped[str] = mapped_column(server_default="")
    unchanged: Mapped[bool] = mapped_column(server_default=text("false"))
    at: Mapped[datetime]
    made_at: Mapped[datetime]
    corrects_id: Mapped[int | None] = mapped_column(ForeignKey("check_ins.id"))


class KpiRow(Base):
    """A health figure: it stays above its floor, or below its ceiling, and aims at nothing.

    `value` and `read_at` are those of its last reading, `breached_at` when it left its bounds.
    """

    __tablename__ = "kpis"
    __table_args__ = (
        Index(
            "uq_kpis_folded",
            *("workspace_id", "team_id", "folded"),
            unique=True,
            postgresql_where=text("closed_at IS NULL"),
            postgresql_nulls_not_distinct=True,
        ),
    )

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    team_id: Mapped[int | None] = mapped_column(ForeignKey("teams.id"))
    title: Mapped[str]
    folded: Mapped[str]
    unit: Mapped[str] = mapped_column(server_default="")
    floor: Mapped[Decimal | None]
    ceiling: Mapped[Decimal | None]
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    source: Mapped[str] = mapped_column(server_default="")
    made_at: Mapped[datetime]
    closed_at: Mapped[datetime | None]
    value: Mapped[Decimal | None]
    read_at: Mapped[datetime | None]
    breached_at: Mapped[datetime | None]


class KpiReadingRow(Base):
    """A value of a KPI, as it was at a time; one at a time, whoever brings it."""

    __tablename__ = "kpi_readings"
    __table_args__ = (UniqueConstraint("kpi_id", "at"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    kpi_id: Mapped[int] = mapped_column(ForeignKey("kpis.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    value: Mapped[Decimal]
    at: Mapped[datetime]
