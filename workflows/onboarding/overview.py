"""Who is where on their journey, what needs attention and why, and where people get stuck."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from statistics import median

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bot import calendar, roles
from bot.calendar import Calendar
from bot.store import calendars
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import enrolment, permissions
from workflows.onboarding.enrolment import Enrolment, State, Taken
from workflows.onboarding.journey import Audience
from workflows.onboarding.pacing import working_day
from workflows.onboarding.tables import EnrolmentRow, StepRow, SurveyAnswerRow

# Working days after which something open is worth a look.
LONG = 5
# Fewer answers would say who gave which.
FEWEST = 3


class Why(StrEnum):
    """Why a journey needs attention.

    Attributes:
        BLOCKED: somebody else's step has been open for long, and others wait for it.
        STUCK: a step of who arrives has been open for long.
        PAUSED: they paused it.
        ALONE: nobody accompanies them: no manager, or they left.
    """

    BLOCKED = "blocked"
    STUCK = "stuck"
    PAUSED = "paused"
    ALONE = "alone"


@dataclass(frozen=True)
class Standing:
    """Where somebody stands.

    Attributes:
        day: of their journey, in working days of theirs; below 0 before they arrive.
        last: the last day of the journey.
        done, total: steps of who arrives.
        why: what needs attention, with the step, if it is about one; empty where all goes well.
    """

    enrolment: Enrolment
    day: int
    last: int
    done: int
    total: int
    why: tuple[tuple[Why, Taken | None], ...] = ()


@dataclass(frozen=True)
class StepFigures:
    """A step, over all who had it.

    Attributes:
        days: the median of working days from when it was opened until it was done; None if never.
        open: how many have it open for long.
    """

    journey: int
    key: str
    days: float | None
    open: int


def standings(
    session: Session, workspace: Workspace, person: Person, now: datetime
) -> tuple[Standing, ...]:
    """The journeys under way that a person may see: all of Product Ops, else theirs and others'.

    Raises:
        Refusal: the person may not see any.
    """
    roles.require(person, permissions.TAKE)
    if person.product_ops:
        found = enrolment.under_way(session, workspace)
    else:
        mine = enrolment.current(session, workspace, person.id)
        others = enrolment.accompanied(session, workspace, person.id)
        found = (*([mine] if mine else []), *others)
    return tuple(for_reader(each, person) for each in of_all(session, workspace, found, now))


def for_reader(found: Standing, reader: Person) -> Standing:
    """The same for a reader: what others are late with is no concern of who arrives."""
    return replace(found, why=()) if found.enrolment.person.id == reader.id else found


def of(session: Session, workspace: Workspace, found: Enrolment, now: datetime) -> Standing:
    """Where somebody stands on a journey."""
    return of_all(session, workspace, [found], now)[0]


def of_all(
    session: Session, workspace: Workspace, found: Sequence[Enrolment], now: datetime
) -> tuple[Standing, ...]:
    """Where people stand on their journeys."""
    ids = {one.person.id for each in found for one in each.steps}
    when = calendars.of(session, workspace, ids | {each.person.id for each in found}, now)
    return tuple(standing(each, when, now) for each in found)


def standing(found: Enrolment, when: Mapping[int, Calendar], now: datetime) -> Standing:
    """Where somebody stands.

    Args:
        when: the calendars of all who have a step in it, by their ids.
    """
    own = when.get(found.person.id, Calendar())
    return Standing(
        found,
        working_day(own, found.starts, calendar.local_day(own, now)),
        max((one.step.day for one in found.steps), default=0),
        sum(one.state is State.DONE for one in found.own),
        len(found.own),
        tuple(_why(found, when, now)),
    )


def _why(
    found: Enrolment, when: Mapping[int, Calendar], now: datetime
) -> Iterable[tuple[Why, Taken | None]]:
    if found.paused_at:
        yield Why.PAUSED, None
    if found.manager is None or not found.manager.here:
        yield Why.ALONE, None
    for one in found.steps:
        if one.state not in (State.OPEN, State.CLAIMED) or one.opened_at is None:
            continue
        theirs = when.get(one.person.id, Calendar())
        if calendar.days_between(theirs, one.opened_at, now) < LONG:
            continue
        if one.step.audience is Audience.NEW_HIRE:
            yield Why.STUCK, one
        elif found.held_up(one.step.key):
            yield Why.BLOCKED, one


def steps(
    session: Session, workspace: Workspace, journey: int, now: datetime
) -> Sequence[StepFigures]:
    """The steps of who arrives on a journey, in the order of their days: how long they take.

    Args:
        journey: its id.
    """
    found = enrolment.enrolments(session, workspace, EnrolmentRow.journey_id == journey)
    ids = {each.person.id for each in found}
    when = calendars.of(session, workspace, ids)
    took: dict[str, list[int]] = defaultdict(list)
    open_: dict[str, int] = defaultdict(int)
    places: dict[str, int] = {}
    for each in found:
        theirs = when.get(each.person.id, Calendar())
        for place, one in enumerate(each.own):
            places.setdefault(one.step.key, place)
            if one.opened_at and one.done_at and one.state is State.DONE:
                took[one.step.key].append(calendar.days_between(theirs, one.opened_at, one.done_at))
            elif one.opened_at and one.state is State.OPEN:
                late = calendar.days_between(theirs, one.opened_at, now) >= LONG
                open_[one.step.key] += late
    return [
        StepFigures(journey, key, median(took[key]) if took[key] else None, open_[key])
        for key in sorted(places, key=lambda key: places[key])
    ]


def survey(session: Session, workspace: Workspace, journey: int) -> Mapping[tuple[str, str], float]:
    """The means of what was answered on scales, by step and question; of `FEWEST` answers or more.

    Args:
        journey: its id.
    """
    rows = session.execute(
        select(StepRow.key, SurveyAnswerRow.question, func.count(), func.avg(SurveyAnswerRow.score))
        .join(StepRow, StepRow.id == SurveyAnswerRow.step_id)
        .join(EnrolmentRow, EnrolmentRow.id == StepRow.enrolment_id)
        .where(
            SurveyAnswerRow.workspace_id == workspace.id,
            EnrolmentRow.journey_id == journey,
            SurveyAnswerRow.score.is_not(None),
        )
        .group_by(StepRow.key, SurveyAnswerRow.question)
    )
    return {(step, question): float(mean) for step, question, n, mean in rows if n >= FEWEST}
