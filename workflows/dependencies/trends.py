"""How promises between two teams went over three quarters: of teams, never of people."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median, quantiles

from sqlalchemy import and_, or_
from sqlalchemy.orm import Session

from bot import calendar, roles
from bot.calendar import Calendar
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import agreed, asking, dependency, permissions, team_days
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.rules import PROMISED, State
from workflows.dependencies.tables import DependencyRow

QUARTERS = 3
# Of fewer promises, nothing is said: they say nothing.
AT_LEAST = 5


@dataclass(frozen=True)
class Pair:
    """How what one team promised another one went.

    Attributes:
        provider, requester: the names of the teams.
        count: promises that were kept, or whose date is over.
        late: those that came after the date that was agreed first, or have not come yet.
        slip: working days after that date, at the median; 0 where they came in time.
        lead: working days from the question until it was there: the lower quartile, the median,
            the upper quartile; None where too few are there.
    """

    provider: str
    requester: str
    count: int
    late: int
    slip: float
    lead: tuple[float, float, float] | None


@dataclass(frozen=True)
class Trends:
    """What is known of three quarters.

    Attributes:
        since: the first day.
        pairs: by name; few: how many pairs have too few promises to say anything.
    """

    since: date
    pairs: tuple[Pair, ...]
    few: int


def trends(session: Session, workspace: Workspace, person: Person, now: datetime) -> Trends:
    """How promises went, by pairs of teams.

    Raises:
        Refusal: the person may not see all dependencies.
    """
    # Guests read only what concerns their teams.
    roles.require(person, permissions.ASK)
    today = asking.today(session, workspace, now)
    since = begins(today)
    start = datetime(since.year, since.month, since.day, tzinfo=UTC)
    found = dependency.dependencies(
        session,
        workspace,
        or_(
            and_(
                DependencyRow.state.in_((State.DELIVERED, State.CONFIRMED)),
                DependencyRow.delivered_at >= start,
            ),
            and_(DependencyRow.state.in_(PROMISED), DependencyRow.promised < today),
        ),
    )
    first = agreed.dates(session, workspace, [one.id for one in found])
    days = team_days.of(session, workspace, [one.provider for one in found])
    pairs: dict[tuple[int, int], list[Dependency]] = defaultdict(list)
    for one in found:
        pairs[one.provider.id, one.requester.id].append(one)
    told = [
        _pair(some, days[which[0]], first, now)
        for which, some in pairs.items()
        if len(some) >= AT_LEAST
    ]
    told.sort(key=lambda pair: (pair.provider.casefold(), pair.requester.casefold()))
    return Trends(since, tuple(told), len(pairs) - len(told))


def begins(today: date) -> date:
    """The first day of the last three quarters, the one under way counted."""
    months = today.year * 12 + (today.month - 1) // 3 * 3 - 3 * (QUARTERS - 1)
    return date(months // 12, months % 12 + 1, 1)


def _pair(
    some: Sequence[Dependency], when: Calendar, first: Mapping[int, date], now: datetime
) -> Pair:
    slips, leads = [], []
    for one in some:
        until = calendar.local_day(when, one.delivered_at or now)
        due = first.get(one.id) or one.expected
        slips.append(max(0, team_days.between(when, due, until)) if until > due else 0)
        if one.delivered_at:
            leads.append(team_days.between(when, calendar.local_day(when, one.asked_at), until))
    late = sum(
        calendar.local_day(when, one.delivered_at or now) > (first.get(one.id) or one.expected)
        for one in some
    )
    names = some[0].provider.name, some[0].requester.name
    return Pair(*names, len(some), late, median(slips), _quartiles(leads))


def _quartiles(leads: Sequence[int]) -> tuple[float, float, float] | None:
    if len(leads) < AT_LEAST:
        return None
    lower, middle, upper = quantiles(leads, n=4, method="inclusive")
    return lower, middle, upper
