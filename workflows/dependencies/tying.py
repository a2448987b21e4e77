"""Ties what a team needs to those of its promises that wait for it, never in a circle."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import delete, insert, literal, select, text, update
from sqlalchemy.orm import Session, aliased

from bot import calendar
from bot.forms import Errors
from bot.i18n import Words, say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import dependency, graphs, looking, propagation, team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import GONE, OPEN, State
from workflows.dependencies.tables import DependencyRow, DependencyTieRow

# As many working days something may take from when what it waits for is there.
MOST_LAG = 60
_NOT_THERE = OPEN - {State.DELIVERED}
# Of two who tie at once, the second sees what the first has tied.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('dependency_ties'), :workspace)")


@dataclass(frozen=True)
class Tied:
    """What was tied.

    Attributes:
        touched: the promises that wait for it now, and those that did before.
    """

    found: Dependency
    touched: tuple[Dependency, ...]


@dataclass(frozen=True)
class Clash:
    """A promise that is to be there sooner than what it waits for allows.

    Attributes:
        ready: when it can be there at the earliest.
    """

    promise: Dependency
    ready: date


def read_lag(typed: str) -> int | Words:
    """A number of working days as typed, 0 for none; or what is wrong with it."""
    said = typed.strip() or "0"
    if said.isascii() and said.isdigit() and len(said) <= len(str(MOST_LAG)):
        days = int(said)
        if days <= MOST_LAG:
            return days
    return say("Give a number of working days from 0 to {most}.", most=MOST_LAG)


def wrong(
    session: Session, workspace: Workspace, team: int, wanted: Collection[int]
) -> Words | None:
    """What is wrong with promises that are to wait for something a team needs, if anything is.

    Args:
        team: the id of the team that needs it.
        wanted: the ids of the promises.
    """
    found = dependency.of_ids(session, workspace, wanted)
    own = {one.id for one in found if one.provider.id == team and one.is_open}
    return None if own >= set(wanted) else _foreign()


def promises(session: Session, workspace: Workspace, found: Dependency) -> Sequence[Dependency]:
    """What may wait for something: what its requesting team has promised to others.

    What waits for it already comes first: a menu has room for a hundred.
    """
    theirs = dependency.provided(session, workspace, found.requester.id)
    others = [one for one in theirs if one.id != found.id]
    return sorted(others, key=lambda one: one.id not in found.serves)


def tie(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    wanted: Collection[int],
    lag: int,
) -> Tied | Errors:
    """Say which promises wait for something that a team needs; those it does not name do not.

    Args:
        which: the id of what is needed.
        wanted: the ids of the promises.
        lag: the working days they take once it is there.

    Returns:
        What is wrong with the promises, by `serves`: not the team's, or in a circle.

    Raises:
        Refusal: there is none, it is somebody else's to say, or nobody waits for it any more.
    """
    session.execute(_LOCK, {"workspace": workspace.id % 2**31})
    dependency.hold(session, workspace, which)
    found = looking.needed(session, workspace, person, which)
    chosen = set(wanted)
    fresh = chosen - set(found.serves)
    said = wrong(session, workspace, found.requester.id, fresh)
    said = said or _in_circle(session, workspace, found, sorted(fresh))
    if said:
        return Errors({"serves": said})
    _untie(session, workspace, which, set(found.serves) - chosen)
    write(session, workspace, which, fresh)
    session.execute(
        update(DependencyRow)
        .where(DependencyRow.workspace_id == workspace.id, DependencyRow.id == which)
        .values(lag=lag)
    )
    touched = dependency.of_ids(session, workspace, chosen | set(found.serves))
    return Tied(dependency.find(session, workspace, which), touched)


def write(session: Session, workspace: Workspace, need: int, promises: Collection[int]) -> None:
    """Note that promises wait for something, which did not.

    Args:
        need: the id of what they wait for.
        promises: their ids.
    """
    if not promises:
        return
    first, waits = aliased(DependencyRow), aliased(DependencyRow)
    own = first.workspace_id == workspace.id, waits.workspace_id == workspace.id
    rows = (
        select(literal(workspace.id), first.id, waits.id)
        .join_from(first, waits, waits.provider_id == first.requester_id)
        .where(*own, first.id == need, waits.id.in_(sorted(promises)))
    )
    columns = ["workspace_id", "need_id", "promise_id"]
    session.execute(insert(DependencyTieRow).from_select(columns, rows))


def beside(
    session: Session, workspace: Workspace, found: Dependency
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What waits for a dependency, and what it waits for, such as `DEP-3: A webhook`.

    What is over waits no more, and what is there or never comes is waited for no more.
    """
    waiting = () if found.state in GONE else found.serves
    serves = [one for one in dependency.of_ids(session, workspace, waiting) if one.is_open]
    waits_for = needs(session, workspace, found.id) if found.is_open else ()
    return _named(serves), _named(waits_for)


def needs(session: Session, workspace: Workspace, promise: int) -> tuple[Dependency, ...]:
    """What a promise waits for and is not there yet.

    Args:
        promise: its id.
    """
    ids = select(DependencyTieRow.need_id).where(
        DependencyTieRow.workspace_id == workspace.id, DependencyTieRow.promise_id == promise
    )
    still = DependencyRow.state.in_(_NOT_THERE)
    return dependency.dependencies(session, workspace, DependencyRow.id.in_(ids), still)


def untie(session: Session, workspace: Workspace, promise: int) -> None:
    """Note that a promise waits for nothing any more.

    Args:
        promise: its id.
    """
    session.execute(
        delete(DependencyTieRow).where(
            DependencyTieRow.workspace_id == workspace.id, DependencyTieRow.promise_id == promise
        )
    )


def clashes(
    session: Session, workspace: Workspace, found: Dependency, now: datetime
) -> tuple[Clash, ...]:
    """The promises that are to be there before what they wait for and their own work allow."""
    if not found.serves or not found.is_open:
        return ()
    waiting = dependency.of_ids(session, workspace, found.serves)
    when = team_days.of(session, workspace, [found.requester])[found.requester.id]
    day = found.expected
    if found.delivered_at:
        day = calendar.local_day(when, found.delivered_at)
    ready = propagation.working_days_after(when, day, found.lag)
    late = [one for one in waiting if one.state in _NOT_THERE and one.expected < ready]
    return tuple(Clash(one, ready) for one in late)


def _named(some: Iterable[Dependency]) -> tuple[str, ...]:
    return tuple(f"{one.reference}: {one.needs}" for one in some)


def _untie(session: Session, workspace: Workspace, need: int, promises: Collection[int]) -> None:
    session.execute(
        delete(DependencyTieRow).where(
            DependencyTieRow.workspace_id == workspace.id,
            DependencyTieRow.need_id == need,
            DependencyTieRow.promise_id.in_(sorted(promises)),
        )
    )


def _in_circle(
    session: Session, workspace: Workspace, found: Dependency, fresh: Sequence[int]
) -> Words | None:
    """That some would wait for each other, and which, if one of these waits for it as well."""
    edges = _onward(session, workspace, fresh)
    ways = (graphs.way(edges, each, found.id) for each in fresh)
    circle = next(((found.id, *way) for way in ways if way), ())
    if not circle:
        return None
    numbers = _numbers(session, workspace, circle)
    chain = " → ".join(f"DEP-{numbers[each]}" for each in circle)
    return say(
        "They would wait for each other: {circle}. Take one of them out, and ask who begins.",
        circle=chain,
    )


def _onward(
    session: Session, workspace: Workspace, first: Iterable[int]
) -> Sequence[tuple[int, int]]:
    """Who waits for some, further and further on; what is withdrawn holds up nobody."""
    edges = set[tuple[int, int]]()
    seen, ahead = set[int](), set(first)
    while ahead:
        seen |= ahead
        rows = session.execute(
            select(DependencyTieRow.need_id, DependencyTieRow.promise_id)
            .join(DependencyRow, DependencyRow.id == DependencyTieRow.need_id)
            .where(
                DependencyTieRow.workspace_id == workspace.id,
                DependencyTieRow.need_id.in_(sorted(ahead)),
                DependencyRow.state != State.WITHDRAWN,
            )
        )
        found = {(row.need_id, row.promise_id) for row in rows}
        edges |= found
        ahead = {promise for _, promise in found} - seen
    return sorted(edges)


def _numbers(session: Session, workspace: Workspace, ids: Iterable[int]) -> Mapping[int, int]:
    rows = session.execute(
        select(DependencyRow.id, DependencyRow.number).where(
            DependencyRow.workspace_id == workspace.id, DependencyRow.id.in_(sorted(set(ids)))
        )
    )
    return {row.id: row.number for row in rows}


def _foreign() -> Words:
    return say("Choose something that your team has promised to somebody.")
