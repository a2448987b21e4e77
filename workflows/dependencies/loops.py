"""Teams that wait for each other in a circle."""

from collections.abc import Iterable

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.store import teams
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import graphs
from workflows.dependencies.rules import OPEN
from workflows.dependencies.tables import DependencyRow

_NEEDS, _PROVIDES = DependencyRow.requester_id, DependencyRow.provider_id


def closed_by(
    session: Session, workspace: Workspace, requester: int, provider: int, which: int = 0
) -> tuple[Team, ...]:
    """The circle that a team closes which waits for another one, the shortest there is.

    Where it waited for that one already, it closes none: who is in the circle knows.

    Args:
        requester, provider: the ids of both.
        which: the id of what it asks for, if it has asked.

    Returns:
        The teams, each of which waits for the next; the first one again at the end. Empty for no
        circle.
    """
    if _waits(session, workspace, (requester, provider), which):
        return ()
    way = _way(session, workspace, provider, requester)
    known = teams.by_ids(session, workspace, way) if way else {}
    return tuple(known[which] for which in (requester, *way)) if way else ()


def _waits(session: Session, workspace: Workspace, pair: tuple[int, int], without: int) -> bool:
    """Whether a team waits for another one, but for one thing."""
    found = select(DependencyRow.id).where(
        DependencyRow.workspace_id == workspace.id,
        DependencyRow.requester_id == pair[0],
        DependencyRow.provider_id == pair[1],
        DependencyRow.state.in_(OPEN),
        DependencyRow.id != without,
    )
    return session.scalar(found.limit(1)) is not None


def _way(session: Session, workspace: Workspace, first: int, last: int) -> tuple[int, ...]:
    """The teams from one to another, each of which waits for the next; empty for none.

    It is looked for from both ends, a step at a time from where fewer teams stand: little is read
    of those that wait for each other elsewhere.
    """
    ahead, behind, edges = {first}, {last}, set[tuple[int, int]]()
    seen = set(ahead), set(behind)
    while ahead and behind and not seen[0] & seen[1]:
        forward = len(ahead) <= len(behind)
        found = _pairs(session, workspace, _NEEDS if forward else _PROVIDES, _least(ahead, behind))
        edges |= found
        if forward:
            ahead = {other for _, other in found} - seen[0]
            seen[0].update(ahead)
        else:
            behind = {one for one, _ in found} - seen[1]
            seen[1].update(behind)
    return graphs.way(sorted(edges), first, last) if seen[0] & seen[1] else ()


def _least(ahead: set[int], behind: set[int]) -> set[int]:
    return ahead if len(ahead) <= len(behind) else behind


def _pairs(
    session: Session, workspace: Workspace, side: InstrumentedAttribute[int], of: Iterable[int]
) -> set[tuple[int, int]]:
    """The pairs of teams of which one waits for the other, for those that stand on a side."""
    rows = session.execute(
        select(_NEEDS, _PROVIDES)
        .where(
            DependencyRow.workspace_id == workspace.id,
            side.in_(sorted(of)),
            DependencyRow.state.in_(OPEN),
        )
        .distinct()
    )
    return {(one, other) for one, other in rows}
