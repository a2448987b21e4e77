"""Notes which later dates teams heard of, so that none is told twice and a sooner one is told."""

from collections.abc import Mapping
from datetime import date

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.dependencies.blast import Blast
from workflows.dependencies.tables import DependencyRow


def note(session: Session, workspace: Workspace, found: Blast) -> None:
    """Note what the teams hear that wait: when what they wait for would be there by now."""
    waiting = [hit for hit in (*found.hits, *found.eased) if hit.through]
    days = {hit.found.id: hit.day if hit.day > hit.before else None for hit in waiting}
    # Whoever provides the first one has said when it comes.
    _write(session, workspace, {**days, found.hits[0].found.id: None})


def ease(session: Session, workspace: Workspace, found: Blast) -> None:
    """Note it where it would be there sooner by now."""
    days = {hit.found.id: hit.day if hit.day > hit.before else None for hit in found.eased}
    _write(session, workspace, days)


def forget(session: Session, workspace: Workspace, which: int) -> None:
    """Whoever provides a dependency has said that its date stands.

    Args:
        which: its id.
    """
    _write(session, workspace, {which: None})


def _write(session: Session, workspace: Workspace, days: Mapping[int, date | None]) -> None:
    for which, day in sorted(days.items()):
        session.execute(
            update(DependencyRow)
            .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == which)
            .values(forecast=day)
        )
