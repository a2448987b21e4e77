"""Wakes a postman: jobs are only wake-ups, the outbox is the truth."""

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace

QUEUE = "delivery"
DELIVER = "delivery.deliver"
_WOKEN = "delivery.woken"
# Each wake-up is a NOTIFY, for which commits stand in line: none where one waits to be taken
# already. One that is being done does not count: its postman may have had its last look. One that
# waits may still be taken and done before this commits: the sweep finds what it then left.
_DEFER = text("""
    SELECT procrastinate_defer_jobs_v1(ARRAY[ROW(
        :queue, :name, 0, NULL, NULL, jsonb_build_object('workspace', CAST(:team AS text)), NULL
    )::procrastinate_job_to_defer_v1])
    WHERE NOT EXISTS (
        SELECT FROM procrastinate_jobs WHERE queue_name = :queue AND task_name = :name
            AND status = 'todo' AND args ->> 'workspace' = :team
    )
""")


def once(session: Session, workspace: Workspace) -> None:
    """Wake a postman for a workspace when this transaction commits.

    One wake-up a transaction, however often it is asked, and none where one waits (`todo`) already.
    """
    transaction = session.get_transaction()
    last, woken = session.info.get(_WOKEN, (None, set()))
    if last is not transaction:
        woken = set()
        session.info[_WOKEN] = (transaction, woken)
    if workspace.id in woken:
        return
    woken.add(workspace.id)
    session.execute(_DEFER, {"queue": QUEUE, "name": DELIVER, "team": workspace.slack_id})
