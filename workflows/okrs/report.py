"""What a reader sees of teams: their own as they are, others' as they were 48 hours ago."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store import teams
from bot.store.people import Person
from bot.store.team import Team
from bot.store.workspaces import Workspace
from workflows.okrs import cadences, cycles, ending, key_result, objective, permissions, standing
from workflows.okrs.cycles import Cycle
from workflows.okrs.ending import Round
from workflows.okrs.key_result import KeyResult, key_results
from workflows.okrs.objective import Objective
from workflows.okrs.standing import Figures, Line
from workflows.okrs.tables import CycleRow

RISKY = ("off_track", "at_risk")
# Nobody told anything for so many times the team's cadence.
STALE = 2
_DAYS = {cadences.WEEKLY: 7, cadences.TWO_WEEKS: 14, cadences.MONTHLY: 31}


@dataclass(frozen=True)
class Sheet:
    """A team's figures for a reader.

    Attributes:
        team: None for the company.
        figures: None where the reader may not see any yet.
        own: whether they are of this moment: the reader is in the team.
        told_at: else of when they are.
        comment: what the team said with them.
        round: the id of the round they are of; 0 where they are of this moment.
    """

    team: Team | None
    cycle: Cycle
    figures: Figures | None
    own: bool
    told_at: datetime | None = None
    comment: str = ""
    round: int = 0


@dataclass(frozen=True)
class Gap:
    """Something that Product Ops may want to mend, and whose it is; `team` is empty for no team."""

    title: str
    team: str


@dataclass(frozen=True)
class Overview:
    """All teams at once.

    Attributes:
        sheets: those that have figures to be seen, by name, the company's first.
        risky: the key results at risk or off track in them, the team's name with each.
        stale: key results of which nobody told anything for long.
        ownerless: key results for which nobody answers who is here.
        empty: objectives without a key result.
        loose: teams' objectives that are aligned to nothing, where there is something.
    """

    cycle: Cycle
    sheets: tuple[Sheet, ...] = ()
    risky: tuple[tuple[Line, str], ...] = ()
    stale: tuple[Gap, ...] = ()
    ownerless: tuple[Gap, ...] = ()
    empty: tuple[Gap, ...] = ()
    loose: tuple[Gap, ...] = ()

    def missing_in(self, teams: Collection[str]) -> "Overview":
        """The same, of what is missing only what these teams can mend.

        Args:
            teams: their names.
        """

        def mine(gaps: Sequence[Gap]) -> tuple[Gap, ...]:
            return tuple(each for each in gaps if each.team in teams)

        return replace(
            self,
            stale=mine(self.stale),
            ownerless=mine(self.ownerless),
            empty=mine(self.empty),
            loose=mine(self.loose),
        )

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to tell."""
        parts = (self.sheets, self.stale, self.ownerless, self.empty, self.loose)
        return not any(parts)


def sheet(
    session: Session,
    workspace: Workspace,
    person: Person,
    team: Team | None,
    cycle: Cycle,
    now: datetime,
) -> Sheet:
    """A team's figures for a reader.

    Args:
        team: None for the company.

    Raises:
        Refusal: the person may not read any.
    """
    roles.require(person, permissions.READ)
    which = team.id if team else None
    if ending.in_team(session, workspace, person, which):
        day = min(cycles.today(session, workspace, now), cycle.ends)
        found = standing.figures_of(session, workspace, which, cycle, day, now - timedelta(days=7))
        return Sheet(team, cycle, found, own=True)
    last = ending.released(session, workspace, cycle.id, now).get(which)
    return _of_round(team, cycle, last)


def for_reader(
    session: Session, workspace: Workspace, person: Person, cycle: Cycle, now: datetime
) -> Overview:
    """All teams as a reader may see them now, their own as it is, and what they can mend.

    A guest sees those they are in.

    Raises:
        Refusal: the person may not read any.
    """
    among = readable(session, workspace, person)
    if not person.own:
        return _seen(session, workspace, cycle, among, now)
    if person.product_ops:
        found = overview(session, workspace, cycle, now)
    elif person.leads:
        every = overview(session, workspace, cycle, now)
        found = every.missing_in(led(session, workspace, person))
    else:
        found = _seen(session, workspace, cycle, (None, *among), now)
    own = {each.id for each in teams.of(session, workspace, person)}
    sheets = (
        sheet(session, workspace, person, each.team, cycle, now)
        if each.team and each.team.id in own
        else each
        for each in found.sheets
    )
    return replace(found, sheets=tuple(sheets))


def overview(session: Session, workspace: Workspace, cycle: Cycle, now: datetime) -> Overview:
    """All teams as others may see them now, and what is missing, which Product Ops mend."""
    stand = (None, *teams.every(session, workspace))
    seen = _seen(session, workspace, cycle, stand, now)
    found = key_results(session, workspace, CycleRow.id == cycle.id)
    aims = objective.in_cycle(session, workspace, cycle.id)
    return replace(
        seen,
        stale=_stale(session, workspace, found, now),
        ownerless=tuple(Gap(each.title, each.team_name) for each in found if not each.kept_by),
        empty=tuple(Gap(each.title, each.team_name or "") for each in aims if not each.key_results),
        loose=_loose(aims),
    )


def led(session: Session, workspace: Workspace, person: Person) -> frozenset[str]:
    """The names of the teams that a person leads."""
    mine = teams.of(session, workspace, person)
    return frozenset(each.name for each in mine if each.lead and each.lead.id == person.id)


def _seen(
    session: Session,
    workspace: Workspace,
    cycle: Cycle,
    among: Sequence[Team | None],
    now: datetime,
) -> Overview:
    """The teams among these whose figures may be seen."""
    rounds = ending.released(session, workspace, cycle.id, now)
    known = ((team, rounds.get(team.id if team else None)) for team in among)
    sheets = tuple(_of_round(team, cycle, last) for team, last in known if last)
    risky = tuple(
        (line, each.team.name if each.team else "")
        for confidence in RISKY
        for each in sheets
        if each.figures
        for line in each.figures.lines
        if line.confidence == confidence
    )
    return Overview(cycle, sheets, risky)


def readable(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    """The teams whose figures a person may read, by name: of a guest, those they are in.

    Raises:
        Refusal: the person may not read any.
    """
    roles.require(person, permissions.READ)
    if person.own:
        return teams.every(session, workspace)
    return teams.of(session, workspace, person)


def require_key_result(
    session: Session, workspace: Workspace, person: Person, which: int
) -> KeyResult:
    """A key result that this person may look at: any member, and a guest who is in the team.

    Args:
        which: its id.

    Raises:
        Refusal: there is none, or it is not for them to see.
    """
    roles.require(person, permissions.READ)
    found = key_result.find(session, workspace, which)
    own = found.owner is not None and found.owner.id == person.id
    if not own and not ending.in_team(session, workspace, person, found.team):
        raise Refusal(
            say("This is its team's to see; `/okr report` shows what others see, 48 hours later.")
        )
    return found


def with_objectives(session: Session, workspace: Workspace, cycle: Cycle) -> frozenset[int | None]:
    """The ids of the teams that aim at something in a cycle; None is the company."""
    return frozenset(each.team for each in objective.in_cycle(session, workspace, cycle.id))


def _of_round(team: Team | None, cycle: Cycle, last: Round | None) -> Sheet:
    if last is None:
        return Sheet(team, cycle, None, own=False)
    return Sheet(
        team,
        cycle,
        last.figures,
        own=False,
        told_at=last.told_at,
        comment=last.comment,
        round=last.id,
    )


def _stale(
    session: Session, workspace: Workspace, found: Sequence[KeyResult], now: datetime
) -> tuple[Gap, ...]:
    every = cadences.every(session, workspace)
    stale = []
    for each in found:
        wanted = every.get(each.team, cadences.Wanted())
        long = timedelta(days=STALE * _DAYS[wanted.every] + 1)
        since = each.checked_at or max(_midnight(each), each.made_at)
        if since < now - long:
            stale.append(Gap(each.title, each.team_name))
    return tuple(stale)


def _loose(aims: Sequence[Objective]) -> tuple[Gap, ...]:
    if not any(each.team is None for each in aims):
        return ()
    loose = (each for each in aims if each.team is not None and each.parent is None)
    return tuple(Gap(each.title, each.team_name or "") for each in loose)


def _midnight(found: KeyResult) -> datetime:
    return datetime(found.starts.year, found.starts.month, found.starts.day, tzinfo=UTC)
