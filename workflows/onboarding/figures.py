"""Where people get stuck on a journey: how long its steps take, what is unclear, what is said.

Nothing is told of a step before `FEWEST` people had it, or `FEWEST` answered: a manager who has it
for ten who arrive is one person. So no figure says how somebody in particular is getting on.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from statistics import median

from sqlalchemy import func, or_, select
from sqlalchemy.orm import Session

from bot import calendar
from bot.calendar import Calendar
from bot.store import calendars
from bot.store.workspaces import Workspace
from workflows.onboarding import shelf
from workflows.onboarding.enrolment import State
from workflows.onboarding.journey import Question, Step, Text
from workflows.onboarding.overview import LONG
from workflows.onboarding.shelf import Kept
from workflows.onboarding.tables import (
    EnrolmentRow,
    JourneyRow,
    StepRow,
    SurveyAnswerRow,
    UnclearRow,
)

# Fewer people would say who it is.
FEWEST = 3
# Of those on a journey so many count, who are on it first: what was long ago was put right since.
_LATEST = 300


@dataclass(frozen=True)
class Used:
    """A journey, how many are on it, and how many were or are."""

    id: int
    name: Text
    on: int
    ever: int


@dataclass(frozen=True)
class Mean:
    """What was answered to a question on a scale, and how many did."""

    question: Question
    mean: float
    answers: int


@dataclass(frozen=True)
class StepFigures:
    """A step, over all who had it; None and empty where too few did.

    Attributes:
        had: how many people had it.
        days: the median of the working days it took, so far where it has been open for long.
        open: for how many it has been open for long.
        unclear: the share of people to whom it was unclear.
    """

    step: Step
    had: int
    days: int | None = None
    open: int | None = None
    unclear: float | None = None
    means: tuple[Mean, ...] = ()

    @property
    def costs(self) -> tuple[int, int, float]:
        """What it costs people, the heaviest first."""
        return self.days or 0, self.open or 0, self.unclear or 0.0


@dataclass(frozen=True)
class Taking:
    """What somebody's step took: theirs, whether it is done, still open, or neither."""

    person: int
    opened_at: datetime | None
    done_at: datetime | None
    open: bool


@dataclass(frozen=True)
class Read:
    """What figures are made of.

    Attributes:
        takings: by the steps' keys.
        unclear: the ids of those to whom a step was unclear, by its key; None for who was erased.
        means: by the keys of the step and the question.
    """

    kept: Kept
    takings: Mapping[str, Sequence[Taking]]
    unclear: Mapping[str, Sequence[int | None]]
    means: Mapping[tuple[str, str], tuple[float, int]]

    @property
    def people(self) -> frozenset[int]:
        """The ids of those whose calendars say how long something took."""
        return frozenset(each.person for takings in self.takings.values() for each in takings)

    def steps(self, when: Mapping[int, Calendar], now: datetime) -> tuple[StepFigures, ...]:
        """The steps of the journey in the order of their days.

        Args:
            when: the calendars of `people`, by their ids.
        """
        return tuple(self._step(each, when, now) for each in self.kept.journey.by_day())

    def _step(self, step: Step, when: Mapping[int, Calendar], now: datetime) -> StepFigures:
        takings = self.takings.get(step.key, ())
        who = {each.person for each in takings}
        means = tuple(
            Mean(question, *self.means[step.key, question.key])
            for question in step.questions
            if (step.key, question.key) in self.means
        )
        if len(who) < FEWEST:
            return StepFigures(step, len(who), means=means)
        took, late = _took(takings, when, now)
        unclear = self.unclear.get(step.key, ())
        # What somebody who was erased said counts once for each thing they said.
        erased = sum(one is None for one in unclear)
        share = (len(who & set(unclear)) + erased) / (len(who) + erased)
        return StepFigures(step, len(who), took, late, share, means)


def used(session: Session, workspace: Workspace) -> tuple[Used, ...]:
    """The journeys that somebody is or was on, those first that most are on."""
    on = func.count().filter(EnrolmentRow.ended_at.is_(None))
    rows = session.execute(
        select(JourneyRow.id, JourneyRow.content["name"].label("name"), on.label("on"))
        .add_columns(func.count().label("ever"))
        .join(EnrolmentRow, EnrolmentRow.journey_id == JourneyRow.id)
        .where(JourneyRow.workspace_id == workspace.id)
        .group_by(JourneyRow.id)
        .order_by(on.desc(), func.count().desc(), JourneyRow.key)
    )
    return tuple(Used(row.id, Text(**row.name), row.on, row.ever) for row in rows)


def of(
    session: Session, workspace: Workspace, journey: int, now: datetime
) -> tuple[StepFigures, ...]:
    """The steps of a journey, by its id, in the order of their days.

    Raises:
        Refusal: there is none.
    """
    found = read(session, workspace, journey)
    return found.steps(calendars.of(session, workspace, found.people), now)


def read(session: Session, workspace: Workspace, journey: int) -> Read:
    """What the figures of a journey, by its id, are made of.

    Raises:
        Refusal: there is none.
    """
    kept = shelf.find(session, workspace, journey)
    return Read(
        kept,
        _takings(session, workspace, journey),
        _unclear(session, workspace, journey),
        _means(session, workspace, journey),
    )


def _takings(
    session: Session, workspace: Workspace, journey: int
) -> Mapping[str, Sequence[Taking]]:
    latest = (
        select(EnrolmentRow.id)
        .where(EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.journey_id == journey)
        .order_by(EnrolmentRow.ended_at.is_(None).desc(), EnrolmentRow.id.desc())
        .limit(_LATEST)
    )
    columns = (StepRow.key, StepRow.person_id, StepRow.state, StepRow.opened_at, StepRow.done_at)
    rows = session.execute(
        select(*columns, EnrolmentRow.paused_at)
        .join(EnrolmentRow, EnrolmentRow.id == StepRow.enrolment_id)
        .where(
            StepRow.workspace_id == workspace.id,
            StepRow.enrolment_id.in_(latest),
            or_(StepRow.opened_at.is_not(None), StepRow.state == State.DONE),
        )
    )
    found: dict[str, list[Taking]] = defaultdict(list)
    for row in rows:
        # Who paused leaves it open on purpose.
        open_ = row.state in (State.OPEN, State.CLAIMED) and row.paused_at is None
        done_at = row.done_at if row.state == State.DONE else None
        found[row.key].append(Taking(row.person_id, row.opened_at, done_at, open_))
    return found


def _unclear(
    session: Session, workspace: Workspace, journey: int
) -> Mapping[str, Sequence[int | None]]:
    rows = session.execute(
        select(UnclearRow.key, UnclearRow.person_id).where(
            UnclearRow.workspace_id == workspace.id, UnclearRow.journey_id == journey
        )
    )
    found: dict[str, list[int | None]] = defaultdict(list)
    for row in rows:
        found[row.key].append(row.person_id)
    return found


def _means(
    session: Session, workspace: Workspace, journey: int
) -> Mapping[tuple[str, str], tuple[float, int]]:
    rows = session.execute(
        select(StepRow.key, SurveyAnswerRow.question, func.avg(SurveyAnswerRow.score), func.count())
        .join(StepRow, StepRow.id == SurveyAnswerRow.step_id)
        .join(EnrolmentRow, EnrolmentRow.id == StepRow.enrolment_id)
        .where(
            SurveyAnswerRow.workspace_id == workspace.id,
            EnrolmentRow.journey_id == journey,
            SurveyAnswerRow.score.is_not(None),
        )
        .group_by(StepRow.key, SurveyAnswerRow.question)
        .having(func.count(StepRow.person_id.distinct()) >= FEWEST)
    )
    return {(step, question): (float(mean), count) for step, question, mean, count in rows}


def _took(
    takings: Iterable[Taking], when: Mapping[int, Calendar], now: datetime
) -> tuple[int | None, int]:
    """The median of the days it took, where enough people say so, and how many have it for long."""
    took: list[int] = []
    who: set[int] = set()
    late = 0
    for each in takings:
        if each.opened_at is None or not (each.done_at or each.open):
            continue
        theirs = when.get(each.person, Calendar())
        days = calendar.days_between(theirs, each.opened_at, each.done_at or now)
        # What was opened just now says nothing yet of how long it takes.
        if each.open and days < LONG:
            continue
        late += each.open
        took.append(days)
        who.add(each.person)
    # Half a day is a whole one.
    return (int(median(took) + 0.5) if len(who) >= FEWEST else None), late
