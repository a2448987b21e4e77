"""Whom a slip or a risk hits: the dependencies, teams and key results behind it, down the chain."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import literal, select
from sqlalchemy.orm import Session, aliased

from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, propagation, team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.propagation import Node, Wait
from workflows.dependencies.rules import OPEN
from workflows.dependencies.tables import DependencyRow

# So many steps of a chain are followed.
DEEPEST = 50


@dataclass(frozen=True)
class Hit:
    """A dependency that is hit.

    Attributes:
        before: when it was to be there.
        day: when it would be by now; the same where only a risk is known.
        through: the dependency that it waits for and that hits it; None for the first one.
    """

    found: Dependency
    before: date
    day: date
    through: Dependency | None = None

    @property
    def is_late(self) -> bool:
        """Whether it would be there later than it was asked for."""
        return self.day > self.found.needed_by


@dataclass(frozen=True)
class Blast:
    """Whom it hits.

    Attributes:
        hits: the first one is where it begins; then those that wait, in the order of the chain.
    """

    hits: tuple[Hit, ...]

    @property
    def teams(self) -> tuple[tuple[Team, tuple[Hit, ...]], ...]:
        """Each team that waits, once, with what of its own is hit."""
        found: dict[int, tuple[Team, list[Hit]]] = {}
        for hit in self.hits:
            team = hit.found.requester
            found.setdefault(team.id, (team, []))[1].append(hit)
        return tuple((team, tuple(hits)) for team, hits in found.values())


def radius(session: Session, workspace: Workspace, which: int, before: date | None = None) -> Blast:
    """Whom a dependency hits that slipped, or that is at risk.

    Args:
        which: its id.
        before: when it was to be there, where its date slipped; None where it is at risk.
    """
    found = chain(session, workspace, which)
    first = found[0]
    was = before or first.expected
    nodes = [
        Node(each.id, was if each.id == which else each.expected, each.provider.id)
        for each in found
    ]
    waits = [Wait(each.id, each.serves, each.lag) for each in found if each.serves]
    when = team_days.of(session, workspace, [each.provider for each in found])
    after = propagation.moved(nodes, waits, {which: first.expected}, when)
    through = {each.serves: each for each in found}
    if before is not None:
        # Where a date moved, who is not moved by it is not hit.
        found = [each for each in found if each.id == which or each.id in after]
    return Blast(
        tuple(
            Hit(
                each,
                was if each.id == which else each.expected,
                first.expected if each.id == which else after.get(each.id, each.expected),
                None if each.id == which else through.get(each.id),
            )
            for each in found
        )
    )


def chain(session: Session, workspace: Workspace, which: int) -> list[Dependency]:
    """A dependency and all that wait for it, open ones, in the order of the chain.

    Raises:
        Refusal: there is none.
    """
    first = (
        select(DependencyRow.id, DependencyRow.serves_id, literal(0).label("depth"))
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == which)
        .cte("chain", recursive=True)
    )
    after = aliased(DependencyRow)
    walked = first.union(
        select(after.id, after.serves_id, first.c.depth + 1)
        .join(first, first.c.serves_id == after.id)
        .where(after.workspace_id == workspace.id, after.state.in_(OPEN), first.c.depth < DEEPEST)
    )
    depths: dict[int, int] = {}
    for row in session.execute(select(walked.c.id, walked.c.depth)):
        depths.setdefault(row.id, row.depth)
    if which not in depths:
        return [dependency.find(session, workspace, which)]
    found = dependency.dependencies(session, workspace, DependencyRow.id.in_(depths))
    return sorted(found, key=lambda each: (depths[each.id], each.id))
