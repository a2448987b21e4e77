"""Notes where the cards of a dependency stand, so that none is forgotten where a team moves on."""

from collections.abc import Collection

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.dependencies.tables import DependencyRow


def note(
    session: Session, workspace: Workspace, which: int, places: Collection[str]
) -> tuple[str, ...]:
    """Note where its cards stand now; returns where they stood before and do not any more.

    Args:
        which: its id.
        places: Slack's ids.
    """
    own = DependencyRow.workspace_id == workspace.id, DependencyRow.id == which
    said = session.scalar(select(DependencyRow.places).where(*own))
    stood = (said or "").split()
    now = " ".join(sorted(places))
    if said is not None and now != said:
        session.execute(update(DependencyRow).where(*own).values(places=now))
    return tuple(one for one in stood if one not in places)
