"""Who is where on their journey, what needs attention and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, func, or_, select
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
from workflows.onboarding.tables import EnrolmentRow, StepRow

# Working days after which something open is worth a look.
LONG = 5
# What says how somebody stands: what is open, and what may wait for it. The rest is counted.
_TELLING = or_(
    StepRow.state.in_((State.OPEN, State.CLAIMED)),
    and_(StepRow.state == State.WAITING, func.jsonb_array_length(StepRow.content["needs"]) > 0),
)


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


def standings(
    session: Session, workspace: Workspace, person: Person, now: datetime
) -> tuple[Standing, ...]:
    """The journeys under way that a person may see: all of Product Ops, else theirs and others'.

    Of their steps, those are there that are open or may wait for one.

    Raises:
        Refusal: the person may not see any.
    """
    roles.require(person, permissions.TAKE)
    who = EnrolmentRow.workspace_id == workspace.id
    if not person.product_ops:
        columns = (*enrolment.AROUND, EnrolmentRow.person_id)
        who = or_(*(column == person.id for column in columns))
    found = read(session, workspace, who)
    when = calendars.of(session, workspace, found.people, now)
    return tuple(for_reader(each, person) for each in found.standings(when, now))


@dataclass(frozen=True)
class UnderWay:
    """Journeys under way, read at once: with what is open in them, and the rest counted.

    Attributes:
        counts: the last day of each, how many steps of who arrives are done, and how many there
            are, by its id.
    """

    enrolments: tuple[Enrolment, ...]
    counts: Mapping[int, tuple[int, int, int]]

    @property
    def people(self) -> frozenset[int]:
        """The ids of those whose calendars say how they stand."""
        return _people(self.enrolments)

    def standings(self, when: Mapping[int, Calendar], now: datetime) -> tuple[Standing, ...]:
        """Where those on them stand.

        Args:
            when: the calendars of `people`, by their ids.
        """
        return tuple(
            _standing(each, self.counts.get(each.id, (0, 0, 0)), when, now)
            for each in self.enrolments
        )


def read(session: Session, workspace: Workspace, *where: ColumnElement[bool]) -> UnderWay:
    """The journeys under way of which all of this is so."""
    now_on = (EnrolmentRow.ended_at.is_(None), *where)
    found = enrolment.enrolments(session, workspace, *now_on, steps=_TELLING)
    own = StepRow.content["audience"].astext == Audience.NEW_HIRE
    rows = session.execute(
        select(
            StepRow.enrolment_id,
            func.max(StepRow.day),
            func.count().filter(own, StepRow.state == State.DONE),
            func.count().filter(own),
        )
        .where(
            StepRow.workspace_id == workspace.id,
            StepRow.enrolment_id.in_([each.id for each in found]),
        )
        .group_by(StepRow.enrolment_id)
    )
    return UnderWay(found, {which: (last, done, total) for which, last, done, total in rows})


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
    when = calendars.of(session, workspace, _people(found), now)
    return tuple(_standing(each, _counted(each), when, now) for each in found)


def _people(found: Iterable[Enrolment]) -> frozenset[int]:
    return frozenset(
        one.id for each in found for one in (each.person, *(taken.person for taken in each.steps))
    )


def _counted(found: Enrolment) -> tuple[int, int, int]:
    done = sum(one.state is State.DONE for one in found.own)
    return max((one.step.day for one in found.steps), default=0), done, len(found.own)


def _standing(
    found: Enrolment, counts: tuple[int, int, int], when: Mapping[int, Calendar], now: datetime
) -> Standing:
    own = when.get(found.person.id, Calendar())
    day = working_day(own, found.starts, calendar.local_day(own, now))
    return Standing(found, day, *counts, tuple(_why(found, when, now)))


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
            # Who paused leaves it open on purpose.
            if not found.paused_at:
                yield Why.STUCK, one
        elif found.held_up(one.step.key):
            yield Why.BLOCKED, one
