"""Numbers of insights: each workspace counts its own, without a lock that others wait for."""

from sqlalchemy import Sequence, func, select, text
from sqlalchemy.orm import Session
from sqlalchemy.schema import CreateSequence

from bot.store.workspaces import Workspace

_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('insight_numbers'), :workspace)")
_TAKE = text("SELECT nextval(CAST(:numbers AS regclass)) FROM generate_series(1, :count)")


def numbers(workspace: Workspace) -> str:
    """The name of the sequence that numbers a workspace's insights."""
    return f"insight_numbers_{workspace.id}"


def start(session: Session, workspace: Workspace) -> bool:
    """Make the workspace's sequence of numbers; False where it had been there before."""
    name = numbers(workspace)
    if session.scalar(select(func.to_regclass(name))) is not None:
        return False
    session.execute(_LOCK, {"workspace": workspace.id})
    session.execute(CreateSequence(Sequence(name), if_not_exists=True))
    return True


def take(session: Session, workspace: Workspace, count: int) -> list[int]:
    """The next numbers, in their order."""
    start(session, workspace)
    rows = session.scalars(_TAKE, {"numbers": numbers(workspace), "count": count})
    return sorted(rows)
