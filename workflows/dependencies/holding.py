"""What holds up key results: open dependencies that are late, at risk, blocked or unconfirmed."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy.orm import Session

from bot.calendar import Calendar
from bot.store.workspaces import Workspace
from workflows.dependencies import agreed, dependency, team_days, trust
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import PROMISED, Risk
from workflows.dependencies.tables import DependencyRow


class Why(StrEnum):
    """What is the matter, the gravest first.

    Attributes:
        BLOCKED: the work has stopped.
        LATE: the date is over.
        MOVED: it is later than it was agreed.
        AT_RISK: the date is at risk.
        UNCONFIRMED: nobody confirmed it when they should have.
    """

    BLOCKED = "blocked"
    LATE = "late"
    MOVED = "moved"
    AT_RISK = "at_risk"
    UNCONFIRMED = "unconfirmed"


@dataclass(frozen=True)
class Held:
    """An open dependency, and what is the matter with it.

    Attributes:
        agreed: the date that was agreed first.
        since: the day on which the date was confirmed last.
    """

    dependency: Dependency
    why: Why
    agreed: date
    since: date | None


def of(
    session: Session, workspace: Workspace, key_results: Iterable[int], now: datetime
) -> Mapping[int, tuple[Held, ...]]:
    """What holds up these key results, by their ids; no entry for nothing."""
    ids = list(key_results)
    if not ids:
        return {}
    found = dependency.dependencies(
        session,
        workspace,
        DependencyRow.key_result_id.in_(ids),
        DependencyRow.state.in_(PROMISED),
    )
    if not found:
        return {}
    days = team_days.of(session, workspace, [one.provider for one in found])
    first = agreed.dates(session, workspace, [one.id for one in found])
    held: dict[int, list[Held]] = defaultdict(list)
    for one in found:
        what = held_up(one, days[one.provider.id], first.get(one.id), now)
        if what and one.key_result:
            held[one.key_result].append(what)
    return {which: tuple(some) for which, some in held.items()}


def held_up(found: Dependency, when: Calendar, first: date | None, now: datetime) -> Held | None:
    """What is the matter with a promise, if anything is.

    Args:
        when: its providing team works.
        first: the date that was agreed first.
    """
    if not found.is_promised or found.promised is None:
        return None
    standing = trust.standing(found, when, now)
    first = first or found.promised
    matters = {
        Why.BLOCKED: found.risk is Risk.BLOCKED,
        Why.LATE: trust.is_late(found, when, now),
        Why.MOVED: found.promised > first,
        Why.AT_RISK: found.risk is Risk.AT_RISK,
        Why.UNCONFIRMED: standing.unconfirmed,
    }
    why = next((one for one, is_so in matters.items() if is_so), None)
    return None if why is None else Held(found, why, first, standing.since)
