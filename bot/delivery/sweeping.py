"""What the clock does for deliveries: wakes postmen, retries stalled jobs, erases old bodies."""

from datetime import datetime, timedelta

from sqlalchemy import select, text, update
from sqlalchemy.orm import Session

from bot.delivery import claims, line, wake
from bot.delivery.ledger import EVERYTHING
from bot.delivery.rules import Rules
from bot.delivery.tables import CLOCK, DeliveryRow, PauseRow
from bot.store.moments import JUST_AFTER, first
from bot.store.workspaces import Workspace

# A worker without a heartbeat for so many seconds is dead, or as good as dead.
HEARTBEAT = 30
KEPT = timedelta(days=30)
# Of what was delivered, the words are no longer needed.
_ARRIVED = ("sent", "overtaken")

_STALLED = text("""
    SELECT procrastinate_retry_job_v2(job.id, now(), NULL, NULL, NULL) FROM procrastinate_jobs job
    WHERE job.status = 'doing' AND job.args ->> 'workspace' = :workspace AND NOT EXISTS (
        SELECT FROM procrastinate_workers worker WHERE worker.id = job.worker_id
            AND worker.last_heartbeat > now() - make_interval(secs => :heartbeat)
    )
    ORDER BY job.id LIMIT :limit
""")


def wake_due(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Wake a postman where something may go, whatever became of earlier wake-ups."""
    paused = select(PauseRow.until).where(
        PauseRow.workspace_id == workspace.id,
        PauseRow.method == EVERYTHING,
        PauseRow.until > CLOCK,
    )
    if session.scalar(paused) is None and not line.held(session, workspace):
        moment = claims.moment(session, workspace, Rules(), now)
        if moment is not None and moment <= 0:
            wake.once(session, workspace)
    return 0


def retry_stalled(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Give the jobs of workers that died to others; returns how many, `limit` at the most."""
    stalled = {"workspace": workspace.slack_id, "heartbeat": HEARTBEAT, "limit": limit}
    return len(session.execute(_STALLED, stalled).all())


def next_due(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When something may go next."""
    return first(session, workspace, DeliveryRow.due, after, DeliveryRow.state == "waiting")


def erase(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase the bodies of what was sent more than 30 days ago; returns how many, up to `limit`."""
    old = (
        select(DeliveryRow.id)
        .where(
            DeliveryRow.workspace_id == workspace.id,
            ~DeliveryRow.erased,
            DeliveryRow.state.in_(_ARRIVED),
            DeliveryRow.done_at < now - KEPT,
        )
        .limit(limit)
    )
    erased = session.execute(
        update(DeliveryRow)
        .where(DeliveryRow.workspace_id == workspace.id, DeliveryRow.id.in_(old))
        .values(body={}, erased=True)
        .returning(DeliveryRow.id)
    )
    return len(erased.all())


def next_erased(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    old = ~DeliveryRow.erased, DeliveryRow.state.in_(_ARRIVED)
    later = KEPT + JUST_AFTER
    return first(session, workspace, DeliveryRow.done_at, after, *old, later=later)
