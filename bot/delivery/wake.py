"""Wakes a postman: jobs are only wake-ups, the outbox is the truth."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.delivery.line import LOCK
from bot.store.workspaces import Workspace

QUEUE = "delivery"
DELIVER = "delivery.deliver"
_WOKEN = "delivery.woken"
# Each wake-up is a NOTIFY, for which commits stand in line: none where one waits already or a
# postman is at work. What slips between its last look and this commit is found by the sweep.
_DEFER = text("""
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        :queue, :name, 0, NULL, NULL, jsonb_build_object('workspace', CAST(:team AS text)), NULL
    )::procrastinate_job_to_defer_v1])
    WHERE NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE queue_name = :queue AND task_name = :name
            AND status = 'todo' AND args ->> 'workspace' = :team
    ) AND NOT EXISTS (
        SELECT FROM pg_locks WHERE locktype = 'advisory' AND classid = :lock AND objsubid = 2
            AND objid = CAST(:workspace AS oid) AND granted
            AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    )
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
    given = {"queue": QUEUE, "name": DELIVER, "lock": LOCK}
    session.execute(_DEFER, given | {"team": workspace.slack_id, "workspace": workspace.id})
