"""What all teams read before their meeting: what is new, near, late, open or there, by pairs."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.dependencies import agreed, asking, dependency, holding, team_days, waiting
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.holding import Held, Why
from workflows.dependencies.rules import OPEN, State
from workflows.dependencies.tables import DependencyMoveRow, DependencyRow

# How far ahead something is near, and how long ago it is news.
AHEAD, AGO = timedelta(weeks=2), timedelta(weeks=1)


class Note(StrEnum):
    """Why something stands in the digest, what waits for somebody first.

    Attributes:
        HELD: it is late, moved, at risk, blocked or unconfirmed: see `holding`.
        UNANSWERED: nobody answered in two working days.
        TO_CONFIRM: it is there, and the requesting team has not said so.
        SOON: its date is in the next two weeks.
        NEW: it was asked for in the last week.
        DONE: it was confirmed in the last week.
    """

    HELD = "held"
    UNANSWERED = "unanswered"
    TO_CONFIRM = "to_confirm"
    SOON = "soon"
    NEW = "new"
    DONE = "done"


@dataclass(frozen=True)
class Line:
    """A dependency in the digest; `held` is what is the matter with it, where something is."""

    dependency: Dependency
    note: Note
    held: Held | None = None


@dataclass(frozen=True)
class Pair:
    """What one team provides to another one, the earliest date first."""

    provider: Team
    requester: Team
    lines: tuple[Line, ...]


@dataclass(frozen=True)
class Digest:
    """A week's digest; `day` is when it is read, `pairs` stand by the teams' names."""

    day: date
    pairs: tuple[Pair, ...]

    @property
    def lines(self) -> tuple[Line, ...]:
        """All of it."""
        return tuple(line for pair in self.pairs for line in pair.lines)

    @property
    def empty(self) -> bool:
        """Whether there is nothing to say."""
        return not self.pairs


def digest(session: Session, workspace: Workspace, now: datetime) -> Digest:
    """What is to be said of dependencies now."""
    found = dependency.dependencies(
        session,
        workspace,
        or_(
            DependencyRow.state.in_(OPEN),
            and_(DependencyRow.state == State.CONFIRMED, DependencyRow.ended_at >= now - AGO),
        ),
    )
    teams = [team for one in found for team in (one.provider, one.requester)]
    days = team_days.of(session, workspace, teams)
    first = agreed.dates(session, workspace, [one.id for one in found])
    moved = _moved(session, workspace)
    pairs: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for one in found:
        line = _line(one, (days, first.get(one.id), moved.get(one.id, one.asked_at)), now)
        if line:
            pairs[one.provider.id, one.requester.id].append(line)
    return Digest(asking.today(session, workspace, now), _sorted(pairs))


def _sorted(pairs: Mapping[tuple[int, int], list[Line]]) -> tuple[Pair, ...]:
    made = []
    for lines in pairs.values():
        lines.sort(key=lambda line: (line.dependency.expected, line.dependency.id))
        made.append(Pair(lines[0].dependency.provider, lines[0].dependency.requester, tuple(lines)))
    return tuple(
        sorted(
            made, key=lambda pair: (pair.provider.name.casefold(), pair.requester.name.casefold())
        )
    )


def _moved(session: Session, workspace: Workspace) -> Mapping[int, datetime]:
    """When what waits for an answer was moved last, by its id."""
    rows = session.execute(
        select(DependencyMoveRow.dependency_id, func.max(DependencyMoveRow.at).label("at"))
        .join(DependencyRow, DependencyRow.id == DependencyMoveRow.dependency_id)
        .where(DependencyMoveRow.workspace_id == workspace.id, DependencyRow.state == State.ASKED)
        .group_by(DependencyMoveRow.dependency_id)
    )
    return {row.dependency_id: row.at for row in rows}


def _line(
    found: Dependency, known: tuple[Mapping[int, Calendar], date | None, datetime], now: datetime
) -> Line | None:
    days, first, moved = known
    when = days[found.provider.id]
    if found.state is State.CONFIRMED:
        return Line(found, Note.DONE)
    if found.state is State.DELIVERED:
        return Line(found, Note.TO_CONFIRM)
    if found.state is State.ASKED:
        answers = days[found.team(waiting.turn(found)).id]
        if calendar.days_between(answers, moved, now) >= waiting.DAYS:
            return Line(found, Note.UNANSWERED)
        return Line(found, Note.NEW)
    held = holding.held_up(found, when, first, now)
    # A later date that both agreed to is no news.
    if held and not (held.why is Why.MOVED and found.taken_at):
        return Line(found, Note.HELD, held)
    if found.expected <= calendar.local_day(when, now) + AHEAD:
        return Line(found, Note.SOON)
    return Line(found, Note.NEW) if found.asked_at >= now - AGO else None
