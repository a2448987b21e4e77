"""What a cycle teaches a team: its results apart from its rhythm, each with its question."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.okrs import figures, scoring
from workflows.okrs.answering import State
from workflows.okrs.closing import QUESTIONS
from workflows.okrs.cycles import Cycle
from workflows.okrs.key_result import KeyResult, key_results
from workflows.okrs.round_tables import RetrospectiveRow, RoundPersonRow, RoundRow
from workflows.okrs.tables import CycleRow

# Of a bold aim, seven tenths are a success (Doerr, "Measure What Matters"); six leave room for
# those that were meant to be reached in full.
GOOD_SCORE = 0.6
# So many of the check-ins that were asked for were answered.
GOOD_RHYTHM = 0.7
_TOLD = (State.ANSWERED, State.FRESH)
# Who was away, or had nothing to tell, says nothing of a rhythm.
_COUNTED = (*_TOLD, State.MISSED)


class Question(StrEnum):
    """What a team may ask itself."""

    KEEP = "keep"
    STRATEGY = "strategy"
    CADENCE = "cadence"
    AMBITION = "ambition"
    UNASKED = "unasked"


@dataclass(frozen=True)
class Diagnosis:
    """What came of a team's cycle.

    Attributes:
        score: the mean of its scores, from 0 to 1.
        rhythm: the share of check-ins that were answered; None where none was asked for.
        answers: what people say of the cycle, by the names in `QUESTIONS`, without their names.
    """

    team: int | None
    key_results: tuple[KeyResult, ...]
    score: float
    rhythm: float | None
    answers: Mapping[str, tuple[str, ...]]

    @property
    def question(self) -> Question:
        """What follows: a bad score asks of the strategy if the rhythm was good, else of it."""
        if self.rhythm is None:
            return Question.UNASKED
        good = figures.at_least(self.score, GOOD_SCORE)
        steady = figures.at_least(self.rhythm, GOOD_RHYTHM)
        if good:
            return Question.KEEP if steady else Question.AMBITION
        return Question.STRATEGY if steady else Question.CADENCE


def diagnose(session: Session, workspace: Workspace, cycle: Cycle) -> tuple[Diagnosis, ...]:
    """What came of each team's cycle, the company's first."""
    by_team: dict[int | None, list[KeyResult]] = {}
    for each in key_results(session, workspace, CycleRow.id == cycle.id):
        by_team.setdefault(each.team, []).append(each)
    rhythms = _rhythms(session, workspace, cycle)
    said = _answers(session, workspace, cycle)
    places = _places(by_team)
    found = []
    for team, some in sorted(by_team.items(), key=lambda pair: pair[0] or 0):
        scores = [float(scoring.proposed(each)) for each in some]
        owners = {owner for owner, place in places.items() if place == team}
        answers = {
            name: tuple(
                said[owner][name] for owner in sorted(owners & said.keys()) if said[owner][name]
            )
            for name in QUESTIONS
        }
        mean = figures.mean(scores) or 0.0
        found.append(Diagnosis(team, tuple(some), mean, rhythms.get(team), answers))
    return tuple(found)


def _places(by_team: Mapping[int | None, Sequence[KeyResult]]) -> Mapping[int, int | None]:
    """The team in which each owner has most key results: there, and nowhere else, they are read."""
    counts: dict[int, Counter[int | None]] = defaultdict(Counter)
    for team, some in by_team.items():
        for each in some:
            if each.owner:
                counts[each.owner.id][team] += 1
    return {owner: count.most_common(1)[0][0] for owner, count in counts.items()}


def _rhythms(
    session: Session, workspace: Workspace, cycle: Cycle
) -> Mapping[int | None, float | None]:
    rows = session.execute(
        select(RoundRow.team_id, RoundPersonRow.state, func.count().label("people"))
        .join(RoundPersonRow, RoundPersonRow.round_id == RoundRow.id)
        .where(RoundRow.workspace_id == workspace.id, RoundRow.cycle_id == cycle.id)
        .group_by(RoundRow.team_id, RoundPersonRow.state)
    )
    told: Counter[int | None] = Counter()
    asked: Counter[int | None] = Counter()
    for row in rows:
        if row.state in _COUNTED:
            asked[row.team_id] += row.people
            told[row.team_id] += row.people if row.state in _TOLD else 0
    return {team: told[team] / count for team, count in asked.items()}


def _answers(
    session: Session, workspace: Workspace, cycle: Cycle
) -> Mapping[int, Mapping[str, str]]:
    rows: Sequence[RetrospectiveRow] = session.scalars(
        select(RetrospectiveRow).where(
            RetrospectiveRow.workspace_id == workspace.id, RetrospectiveRow.cycle_id == cycle.id
        ),
        execution_options={"populate_existing": True},
    ).all()
    return {row.person_id: {name: getattr(row, name) for name in QUESTIONS} for row in rows}
