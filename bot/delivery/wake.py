"""Wakes a postman: jobs are only wake-ups, the outbox is the truth."""

import json

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace

QUEUE = "delivery"
DELIVER = "delivery.deliver"
_WOKEN = "delivery.woken"
_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    ":queue, :name, 0, NULL, NULL, CAST(:args AS jsonb), NULL)::procrastinate_job_to_defer_v1])"
)
_WAITS = text("""
    SELECT EXISTS (SELECT FROM procrastinate_jobs WHERE queue_name = :queue AND task_name = :name
        AND status = 'todo' AND args ->> 'workspace' = :workspace)
""")


def once(session: Session, workspace: Workspace) -> None:
    """Wake a postman for a workspace when this transaction commits, however often it is asked."""
    transaction = session.get_transaction()
    last, woken = session.info.get(_WOKEN, (None, set()))
    if last is not transaction:
        woken = set()
        session.info[_WOKEN] = (transaction, woken)
    if workspace.id in woken:
        return
    woken.add(workspace.id)
    session.connection().execute(
        _DEFER,
        {
            "queue": QUEUE,
            "name": DELIVER,
            "args": json.dumps({"workspace": workspace.slack_id}),
        },
    )


def waits(session: Session, workspace: Workspace) -> bool:
    """Whether a wake-up waits for a worker already."""
    named = {"queue": QUEUE, "name": DELIVER, "workspace": workspace.slack_id}
    return bool(session.scalar(_WAITS, named))
