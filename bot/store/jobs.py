"""Asks for work behind the scenes, in the caller's transaction."""

import json

from sqlalchemy import text
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace

QUEUE = "jobs"
# Procrastinate's own SQL function: deferred inside the transaction, a job that is rolled back
# never runs, and its NOTIFY wakes a worker at the commit.
_DEFER = text(
    "SELECT procrastinate_defer_jobs_v1(ARRAY[ROW("
    ":queue, :name, 0, NULL, NULL, CAST(:args AS jsonb),"
    " now() + make_interval(secs => nullif(CAST(:wait AS float), 0))"
    ")::procrastinate_job_to_defer_v1])"
)


def defer(session: Session, workspace: Workspace, name: str, wait: float = 0, **args: str) -> None:
    """Ask for a job; it runs once this transaction has committed.

    Args:
        name: the Job's name, `feature.verb`.
        wait: for how many seconds at least it waits from now.
        args: what its `read` gets, words only.
    """
    whole = json.dumps({"workspace": workspace.slack_id, "args": args})
    session.execute(_DEFER, {"queue": QUEUE, "name": name, "args": whole, "wait": wait})
