"""How long insights are kept: months that Product Ops choose, after which they are erased."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Interval, cast, delete, func, or_, select
from sqlalchemy.orm import Session

from bot import facts
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.moments import JUST_AFTER
from bot.store.workspaces import Workspace
from workflows.insights import linking, settings
from workflows.insights.sorting_tables import DistinctionRow, InsightKeyRow
from workflows.insights.tables import InsightRow, ShareRow

# No month is shorter, so that the index on when insights were kept leaves out most.
_MONTH = timedelta(days=28)


@dataclass(frozen=True)
class Forgotten:
    """What was erased.

    Attributes:
        count: how many insights.
        shares: where they were posted: what the post is called in the outbox, and what the insight
            was called, e.g. `INS-12`.
        receipts: what the messages that told their authors of them are called in the outbox.
    """

    count: int = 0
    shares: tuple[tuple[str, str], ...] = ()
    receipts: tuple[str, ...] = ()


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> Forgotten:
    """Erase up to `limit` insights older than what was chosen, the oldest first.

    What says the same and stays is the same as the oldest of those that stay. Records the fact
    `insight.erased` for each; the trail says how many they were.
    """
    months = settings.chosen(session, workspace).retention_months
    if months is None:
        return Forgotten()
    linking.hold(session, workspace)
    rows = session.execute(
        select(InsightRow.id, InsightRow.number)
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.kept_at < now - months * _MONTH,
            _end(months) < now,
        )
        .order_by(InsightRow.kept_at, InsightRow.id)
        .limit(limit)
        .with_for_update()
    ).all()
    if not rows:
        return Forgotten()
    named = {row.id: f"INS-{row.number}" for row in rows}
    shares, receipts = _shares(session, workspace, named), _receipts(session, workspace, named)
    for each in named:
        facts.record(session, workspace, "insight.erased", each, people.itself(workspace), now)
    linking.let_go(session, workspace, tuple(named))
    _delete(session, workspace, tuple(named))
    change = Change("insights.forgotten", "", None, {"insights": len(rows), "months": months})
    audit.record(session, workspace, None, change, now)
    return Forgotten(len(rows), shares, receipts)


def next_forgotten(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    months = settings.chosen(session, workspace).retention_months
    if months is None:
        return None
    end = _end(months)
    found = session.scalar(
        select(func.min(end)).where(InsightRow.workspace_id == workspace.id, end > after)
    )
    return found + JUST_AFTER if found else None


def _end(months: int) -> ColumnElement[datetime]:
    """Until when an insight is kept."""
    return InsightRow.kept_at + cast(f"{months} months", Interval)


def _shares(
    session: Session, workspace: Workspace, named: dict[int, str]
) -> tuple[tuple[str, str], ...]:
    rows = session.execute(
        select(ShareRow.id, ShareRow.insight_id)
        .where(ShareRow.workspace_id == workspace.id, ShareRow.insight_id.in_(named))
        .order_by(ShareRow.id)
    )
    return tuple((f"insights.share:{row.id}", named[row.insight_id]) for row in rows)


def _receipts(session: Session, workspace: Workspace, insights: Collection[int]) -> tuple[str, ...]:
    """The messages that tell of some insights."""
    which = InsightRow.id.in_(insights), InsightRow.receipt != ""
    found = select(InsightRow.receipt).where(InsightRow.workspace_id == workspace.id, *which)
    return tuple(session.scalars(found.distinct().order_by(InsightRow.receipt)))


def _delete(session: Session, workspace: Workspace, insights: tuple[int, ...]) -> None:
    told_apart = or_(DistinctionRow.lower_id.in_(insights), DistinctionRow.higher_id.in_(insights))
    for row, which in (
        (InsightKeyRow, InsightKeyRow.insight_id.in_(insights)),
        (DistinctionRow, told_apart),
        (ShareRow, ShareRow.insight_id.in_(insights)),
        (InsightRow, InsightRow.id.in_(insights)),
    ):
        session.execute(delete(row).where(row.workspace_id == workspace.id, which))
