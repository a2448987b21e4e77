"""What Product Ops see of the outbox, and may do: what waits, what failed and why, send again."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, exists, func, select, text, update
from sqlalchemy.orm import Session, aliased

from bot import clock
from bot.delivery import reasons, wake
from bot.delivery.ledger import EVERYTHING
from bot.delivery.sweeping import HEARTBEAT
from bot.delivery.tables import AFRESH, CLOCK, DeliveryRow, FileRow, PauseRow
from bot.store.workspaces import Workspace

_ALIVE = text(
    "SELECT EXISTS (SELECT FROM procrastinate_workers"
    " WHERE last_heartbeat > now() - make_interval(secs => :heartbeat))"
)


@dataclass(frozen=True)
class Standing:
    """How a workspace's outbox stands.

    Attributes:
        waiting: due, and not under way.
        under_way: sent or being sent, not settled.
        later: not due yet.
        failed: what can't be delivered, by Slack's code of why.
        oldest: for how long the oldest of those due has been so; None where nothing is.
        refused: Slack's code for the token, while the workspace is paused.
        paused_since: since when it is.
        paused_until: not before then it is tried again.
    """

    workspace: Workspace
    waiting: int
    under_way: int
    later: int
    failed: Mapping[str, int]
    oldest: timedelta | None
    refused: str
    paused_since: datetime | None
    paused_until: datetime | None

    @property
    def to_go(self) -> int:
        """How many are due and have not arrived."""
        return self.waiting + self.under_way


@dataclass(frozen=True)
class Failure:
    """A delivery that failed; `to` is Slack's id of its channel or person."""

    key: str
    to: str
    reason: str
    at: datetime


def standing(session: Session, workspace: Workspace, now: datetime) -> Standing:
    """How the outbox of a workspace stands.

    Args:
        now: product time.
    """
    state, due = DeliveryRow.state, DeliveryRow.due <= now
    oldest = func.min(DeliveryRow.due).filter(due).label("oldest")
    row = session.execute(
        select(
            func.count().filter(due).label("waiting"),
            func.count().filter(~due).label("later"),
            oldest,
        ).where(DeliveryRow.workspace_id == workspace.id, state == "waiting")
    ).one()
    # Asked for apart, and as their index has it: none is read of all that was ever sent.
    sending = session.execute(
        select(func.count().label("number"), oldest).where(
            DeliveryRow.workspace_id == workspace.id,
            state == "sending",
            state.in_(("waiting", "sending")),
            DeliveryRow.tried_at.is_not(None),
        )
    ).one()
    pause = session.execute(
        select(PauseRow.reason, PauseRow.since, PauseRow.until).where(
            PauseRow.workspace_id == workspace.id, PauseRow.method == EVERYTHING
        )
    ).one_or_none()
    return Standing(
        workspace=workspace,
        waiting=row.waiting,
        under_way=sending.number,
        later=row.later,
        failed=_failed(session, workspace),
        oldest=_since(now, row.oldest, sending.oldest),
        refused=pause.reason if pause else "",
        paused_since=pause.since if pause else None,
        paused_until=pause.until if pause else None,
    )


def _failed(session: Session, workspace: Workspace) -> Mapping[str, int]:
    rows = session.execute(
        select(DeliveryRow.reason, func.count().label("number"))
        .where(DeliveryRow.workspace_id == workspace.id, DeliveryRow.state == "failed")
        .group_by(DeliveryRow.reason)
        .order_by(func.count().desc(), DeliveryRow.reason)
    )
    return {row.reason: row.number for row in rows}


def _since(now: datetime, *oldest: datetime | None) -> timedelta | None:
    known = [each for each in oldest if each is not None]
    return now - min(known) if known else None


def failures(session: Session, workspace: Workspace, limit: int) -> Sequence[Failure]:
    """The latest deliveries of a workspace that failed, newest first."""
    rows = session.execute(
        select(DeliveryRow.key, DeliveryRow.target, DeliveryRow.reason, DeliveryRow.done_at)
        .where(DeliveryRow.workspace_id == workspace.id, DeliveryRow.state == "failed")
        .order_by(DeliveryRow.done_at.desc(), DeliveryRow.id.desc())
        .limit(limit)
    )
    return [Failure(row.key, row.target, row.reason or "", row.done_at) for row in rows]


def resend(session: Session, workspace: Workspace, *, key: str = "", reason: str = "") -> int:
    """Send once more what failed, and all that failed only because it follows that.

    What may have arrived is looked for first, and sent where it is missing; where nobody can look,
    it fails as before, and the next call sends it. An edit that has a newer one is not sent: it
    would bring old words back.

    Args:
        key: one delivery's.
        reason: Slack's code, of all that failed for it.

    Returns:
        How many will be sent; 0 where nothing that failed bears this key or reason.
    """
    failed = (DeliveryRow.workspace_id == workspace.id, DeliveryRow.state == "failed")
    session.execute(
        update(DeliveryRow)
        .where(*failed, DeliveryRow.kind == "edit", _has_newer())
        .values(state="overtaken", done_at=clock.now())
    )
    which = DeliveryRow.key == key if key else DeliveryRow.reason == reason
    chosen = select(DeliveryRow.id).where(*failed, which).cte(recursive=True)
    follows = (DeliveryRow.parent_id == chosen.c.id, DeliveryRow.reason == reasons.PARENT)
    chosen = chosen.union(select(DeliveryRow.id).where(*failed, *follows))
    ids = session.scalars(select(chosen.c.id)).all()
    if not ids:
        return 0
    _look_first(session, ids)
    again = update(DeliveryRow).where(*failed, DeliveryRow.id.in_(ids)).values(**AFRESH)
    afresh = session.scalars(again.returning(DeliveryRow.id)).all()
    # Slack forgets an upload that nobody completed.
    session.execute(update(FileRow).where(FileRow.delivery_id.in_(afresh)).values(slack_id=None))
    wake.once(session, workspace)
    return len(ids)


def _look_first(session: Session, ids: Sequence[int]) -> None:
    """Put what may have arrived back in doubt; no attempts mean that this look was made already."""
    session.execute(
        update(DeliveryRow)
        .where(
            DeliveryRow.id.in_(ids),
            DeliveryRow.reason == reasons.UNKNOWN,
            DeliveryRow.attempts > 0,
        )
        .values(
            state="sending",
            reason=None,
            attempts=0,
            first_tried_at=CLOCK,
            retry_at=None,
            done_at=None,
        )
    )


def _has_newer() -> ColumnElement[bool]:
    """Whether an edit was followed by another of the same post, whatever became of that one."""
    newer = aliased(DeliveryRow)
    return exists().where(
        newer.workspace_id == DeliveryRow.workspace_id,
        newer.parent_id == DeliveryRow.parent_id,
        newer.kind == "edit",
        newer.id > DeliveryRow.id,
    )


def works(session: Session) -> bool:
    """Whether a worker is alive."""
    return bool(session.scalar(_ALIVE, {"heartbeat": HEARTBEAT}))
