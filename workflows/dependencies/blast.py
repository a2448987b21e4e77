"""Whom a slip or a risk hits: the dependencies, teams and key results behind it, down the chain."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, literal, select
from sqlalchemy.orm import Session, aliased

from bot import calendar
from bot.calendar import Calendar
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, propagation, team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.propagation import Node, Wait
from workflows.dependencies.rules import GONE, OPEN, Move
from workflows.dependencies.tables import DependencyMoveRow, DependencyRow, DependencyTieRow

# So many steps of a chain are followed.
DEEPEST = 50


@dataclass(frozen=True)
class Hit:
    """A dependency that is hit.

    Attributes:
        before: when it was to be there.
        day: when it would be by now; the same where only a risk is known.
        through: of the chain, what it waits for until last; None for the first one.
    """

    found: Dependency
    before: date
    day: date
    through: Dependency | None = None

    @property
    def is_late(self) -> bool:
        """Whether it would be there later than it was asked for."""
        return self.day > self.found.needed_by

    @property
    def is_news(self) -> bool:
        """Whether it would be there later than anybody heard so far."""
        if self.through is None:
            went_along = self.found.taken_at is not None
            return self.day > self.before and self.day != self.found.forecast and not went_along
        return self.day > (self.found.forecast or self.before)


@dataclass(frozen=True)
class Blast:
    """Whom it hits.

    Attributes:
        hits: the first one is where it begins; then those that wait, in the order of the chain.
        eased: those that were to be there later, as their teams heard, and would be sooner by now.
        waiting: all that wait for the first one, hit or not.
    """

    hits: tuple[Hit, ...]
    eased: tuple[Hit, ...] = ()
    waiting: tuple[Hit, ...] = ()

    @property
    def teams(self) -> tuple[tuple[Team, tuple[Hit, ...]], ...]:
        """Each team that waits, once, with what of its own is hit."""
        return by_team(self.hits)


def by_team(hits: Sequence[Hit]) -> tuple[tuple[Team, tuple[Hit, ...]], ...]:
    """Each team that waits for some of these, once, with those."""
    found: dict[int, tuple[Team, list[Hit]]] = {}
    for hit in hits:
        team = hit.found.requester
        found.setdefault(team.id, (team, []))[1].append(hit)
    return tuple((team, tuple(each)) for team, each in found.values())


def radius(
    session: Session,
    workspace: Workspace,
    which: int,
    before: date | None = None,
    day: date | None = None,
) -> Blast:
    """Whom a dependency hits that slipped, or that is at risk.

    Args:
        which: its id.
        before: when it was to be there, where its date slipped; None where it is at risk.
        day: when it will be there at the earliest, where nobody said: it is overdue.
    """
    found = chain(session, workspace, which)
    first = found[0]
    after = _after(session, workspace, found, day)
    through = _through(found, after)
    hits = [
        Hit(
            each,
            before or first.expected if each.id == which else each.expected,
            after[each.id],
            None if each.id == which else through.get(each.id),
        )
        for each in found
    ]
    waiting = tuple(hit for hit in hits if hit.through)
    eased = tuple(hit for hit in waiting if hit.day < (hit.found.forecast or hit.day))
    # Where a date moved, who is not moved by it is not hit.
    hit_ = [hit for hit in hits if before is None or not hit.through or hit.day > hit.before]
    return Blast(tuple(hit_), eased, waiting)


def chain(session: Session, workspace: Workspace, which: int) -> list[Dependency]:
    """A dependency and all that wait for it, open ones, in the order of the chain.

    Raises:
        Refusal: there is none.
    """
    first = (
        select(DependencyRow.id, literal(0).label("depth"))
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == which)
        .cte("chain", recursive=True)
    )
    after = aliased(DependencyRow)
    walked = first.union(
        select(after.id, first.c.depth + 1)
        .join(DependencyTieRow, DependencyTieRow.promise_id == after.id)
        .join(first, first.c.id == DependencyTieRow.need_id)
        .where(after.workspace_id == workspace.id, after.state.in_(OPEN), first.c.depth < DEEPEST)
    )
    rows = session.execute(
        select(walked.c.id, func.min(walked.c.depth).label("depth")).group_by(walked.c.id)
    )
    depths = {row.id: row.depth for row in rows}
    if which not in depths:
        return [dependency.find(session, workspace, which)]
    found = dependency.dependencies(session, workspace, DependencyRow.id.in_(depths))
    return sorted(found, key=lambda each: (depths[each.id], each.id))


def _after(
    session: Session, workspace: Workspace, found: Sequence[Dependency], day: date | None
) -> Mapping[int, date]:
    """When each of a chain would be there, by its id; what else they wait for counts as well.

    What was never moved since it was agreed moves nothing, nor does what never comes.
    """
    ids = [each.id for each in found]
    whole = [*found, *_beside(session, workspace, ids)]
    when = team_days.of(session, workspace, [each.provider for each in whole])
    there = {each.id: _there(each, when[each.provider.id]) for each in whole}
    if day:
        there[found[0].id] = max(day, there[found[0].id])
    agreed = _agreed(session, workspace, [each.id for each in whole])
    nodes = [
        Node(each.id, min(agreed.get(each.id, there[each.id]), there[each.id]), each.provider.id)
        for each in whole
    ]
    comes = [each for each in whole if each.state not in GONE]
    waits = [Wait(each.id, which, each.lag) for each in comes for which in each.serves]
    return {**there, **propagation.moved(nodes, waits, there, when)}


def _beside(session: Session, workspace: Workspace, chain: Sequence[int]) -> tuple[Dependency, ...]:
    """What else those of a chain wait for that wait for its first one."""
    if len(chain) == 1:
        return ()
    needs = select(DependencyTieRow.need_id).where(
        DependencyTieRow.workspace_id == workspace.id,
        DependencyTieRow.promise_id.in_(chain[1:]),
    )
    others = DependencyRow.id.in_(needs), DependencyRow.id.not_in(chain)
    return dependency.dependencies(session, workspace, *others, DependencyRow.state.not_in(GONE))


def _through(found: Sequence[Dependency], after: Mapping[int, date]) -> Mapping[int, Dependency]:
    """Of what each of a chain waits for in it, what is there last, by its id."""
    last = sorted(found, key=lambda each: after[each.id])
    return {which: each for each in last for which in each.serves}


def _there(found: Dependency, when: Calendar) -> date:
    """When it is there: the day on which it was delivered, else the one that was said last."""
    return calendar.local_day(when, found.delivered_at) if found.delivered_at else found.expected


def _agreed(session: Session, workspace: Workspace, ids: Sequence[int]) -> Mapping[int, date]:
    """The dates that both sides agreed on before any of them moved, by the dependencies' ids."""
    rows = session.execute(
        select(DependencyMoveRow)
        .where(
            DependencyMoveRow.workspace_id == workspace.id,
            DependencyMoveRow.dependency_id.in_(ids),
            DependencyMoveRow.move.in_((Move.ACCEPT, Move.SLIP)),
        )
        .order_by(DependencyMoveRow.dependency_id, DependencyMoveRow.place)
        .with_only_columns(
            DependencyMoveRow.dependency_id,
            DependencyMoveRow.move,
            DependencyMoveRow.before,
            DependencyMoveRow.after,
        )
    )
    found: dict[int, date] = {}
    for row in rows:
        if row.move == Move.ACCEPT and row.after:
            found[row.dependency_id] = row.after
        elif row.before:
            found.setdefault(row.dependency_id, row.before)
    return found
