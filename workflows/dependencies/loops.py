"""Teams that wait for each other in a circle."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store import teams
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import graphs
from workflows.dependencies.rules import OPEN
from workflows.dependencies.tables import DependencyRow


def closed_by(
    session: Session, workspace: Workspace, requester: int, provider: int
) -> tuple[Team, ...]:
    """The circle that a team closes which waits for another one, the shortest there is.

    Args:
        requester, provider: the ids of both.

    Returns:
        The teams, each of which waits for the next; the first one again at the end. Empty for no
        circle.
    """
    way = _way(session, workspace, provider, requester)
    if not way:
        return ()
    known = {team.id: team for team in teams.every(session, workspace)}
    return tuple(known[which] for which in (requester, *way) if which in known)


def _way(session: Session, workspace: Workspace, first: int, last: int) -> tuple[int, ...]:
    """The teams from one to another, each of which waits for the next; empty for none."""
    rows = session.execute(
        select(DependencyRow.requester_id, DependencyRow.provider_id)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.state.in_(OPEN))
        .distinct()
    )
    return graphs.way([(one, other) for one, other in rows], first, last)
