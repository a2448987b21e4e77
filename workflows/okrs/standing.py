"""Where a team stands: its figures at a moment, as summaries keep them and readers compare them."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.okrs import check_in, figures, key_result, numbers, objective
from workflows.okrs.answering import State
from workflows.okrs.cycles import Cycle
from workflows.okrs.figures import Band, Course
from workflows.okrs.key_result import KeyResult
from workflows.okrs.round_tables import RoundPersonRow, RoundRow
from workflows.okrs.tables import of_team

# So many rounds back a team is held against its own past.
PAST = 8


@dataclass(frozen=True)
class Line:
    """A key result in a team's figures.

    Attributes:
        value, before: as decimals are written, of now and of the round before, or the start;
            the value is empty where none was told.
        told: whether something was told of it in this round.
    """

    id: int
    title: str
    objective: int
    unit: str
    zones: tuple[str, ...]
    value: str
    before: str
    confidence: str
    because: str
    progress: float
    expected: float
    told: bool
    owner: int


@dataclass(frozen=True)
class Figures:
    """A team's figures at a moment.

    Attributes:
        progress, expected: means over its objectives, from 0 to 1, of what has a figure.
        past: its progress at its earlier rounds of the cycle, oldest first.
        lines: its key results.
        titles: of its objectives, by their ids as text.
        states: the ids of those who were asked, by what came of it.
    """

    day: str
    progress: float = 0.0
    expected: float = 0.0
    past: tuple[float, ...] = ()
    lines: tuple[Line, ...] = ()
    titles: Mapping[str, str] | None = None
    states: Mapping[str, tuple[int, ...]] | None = None

    @property
    def band(self) -> Band:
        """How it stands against its pace."""
        return figures.band(self.progress, self.expected)

    @property
    def course(self) -> Course | None:
        """How it moves against its own past."""
        return figures.course((*self.past, self.progress))

    @property
    def known(self) -> bool:
        """Whether anything has a figure."""
        return any(line.value for line in self.lines)

    def who(self, *states: State) -> tuple[int, ...]:
        """The ids of those of whom one of these came."""
        return tuple(one for each in states for one in (self.states or {}).get(each, ()))

    def dumps(self) -> dict[str, Any]:
        """As JSON, to be kept."""
        return asdict(self)

    @classmethod
    def loads(cls, kept: Mapping[str, Any]) -> "Figures":
        """What `dumps` gave."""
        lines = tuple(
            Line(**{**each, "zones": tuple(each["zones"])}) for each in kept.get("lines", ())
        )
        states = {state: tuple(ids) for state, ids in (kept.get("states") or {}).items()}
        found = cls(**{**kept, "lines": lines, "states": states})
        return replace(found, past=tuple(found.past))


def figures_of(
    session: Session,
    workspace: Workspace,
    team: int | None,
    cycle: Cycle,
    day: date,
    since: datetime,
) -> Figures:
    """A team's figures on a day of a cycle.

    Args:
        team: its id; None for the company.
        since: what was told from then on is new.
    """
    found = key_result.of(session, workspace, cycle.id, team)
    before = check_in.before(session, workspace, [each.id for each in found], since)
    lines = tuple(
        _line(each, before.get(each.id) or numbers.plain(each.aim.start), day, since)
        for each in found
    )
    by_objective: dict[int, list[Line]] = {}
    # Of what has no figure yet, nothing is known: it does not count as nothing done.
    for line in (each for each in lines if each.value):
        by_objective.setdefault(line.objective, []).append(line)
    progress = [figures.mean(line.progress for line in some) for some in by_objective.values()]
    expected = [figures.mean(line.expected for line in some) for some in by_objective.values()]
    titles = {str(each.id): each.title for each in objective.of(session, workspace, cycle.id, team)}
    return Figures(
        day=day.isoformat(),
        progress=figures.mean(one for one in progress if one is not None) or 0.0,
        expected=figures.mean(one for one in expected if one is not None) or 0.0,
        past=past(session, workspace, team, cycle.id),
        lines=lines,
        titles=titles,
    )


def past(session: Session, workspace: Workspace, team: int | None, cycle: int) -> tuple[float, ...]:
    """A team's progress at its last rounds of a cycle, oldest first.

    Args:
        team: its id; None for the company.
        cycle: its id.
    """
    rows = session.scalars(
        select(RoundRow.figures["progress"].as_float())
        .where(
            RoundRow.workspace_id == workspace.id,
            of_team(RoundRow.team_id, team),
            RoundRow.cycle_id == cycle,
            RoundRow.figures.is_not(None),
        )
        .order_by(RoundRow.day.desc())
        .limit(PAST)
    )
    return tuple(reversed([one for one in rows if one is not None]))


def states(session: Session, workspace: Workspace, which: int) -> Mapping[str, tuple[int, ...]]:
    """The ids of those whom a round asks, by what came of it.

    Args:
        which: the round's id.
    """
    rows = session.execute(
        select(RoundPersonRow.state, RoundPersonRow.person_id)
        .where(RoundPersonRow.workspace_id == workspace.id, RoundPersonRow.round_id == which)
        .order_by(RoundPersonRow.person_id)
    )
    found: dict[str, tuple[int, ...]] = {}
    for row in rows:
        found[row.state] = (*found.get(row.state, ()), row.person_id)
    return found


def lines_by_objective(found: Figures) -> Sequence[tuple[str, Sequence[Line]]]:
    """The titles of objectives and the lines of each, in order; one without any has none."""
    return [
        (title, [line for line in found.lines if str(line.objective) == which])
        for which, title in (found.titles or {}).items()
    ]


def _line(found: KeyResult, before: str, day: date, since: datetime) -> Line:
    told = found.checked_at is not None and found.checked_at >= since
    value = "" if found.value is None else numbers.plain(found.value)
    return Line(
        id=found.id,
        title=found.title,
        objective=found.objective,
        unit=found.unit,
        zones=found.zones,
        value=value,
        before=before,
        confidence=found.confidence,
        because=found.because if told else "",
        progress=round(found.progress, 4),
        expected=round(found.expected(day), 4),
        told=told,
        owner=found.kept_by.id if found.kept_by else 0,
    )
