"""A journey that somebody is on, as features and readers know it, and how it is read."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, func, or_, select, true
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import say
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import carrying
from workflows.onboarding.journey import Audience, Step, Text
from workflows.onboarding.pacing import Pace
from workflows.onboarding.tables import EnrolmentRow, JourneyRow, StepRow


class State(StrEnum):
    """Where a step stands.

    Attributes:
        WAITING: its day has not come, or what it needs is not done.
        OPEN: it was asked for.
        CLAIMED: it is said to be done, and waits for who confirms it.
        DONE: it is done.
        LEFT: it is nobody's any more: the journey ended, or it was taken out.
    """

    WAITING = "waiting"
    OPEN = "open"
    CLAIMED = "claimed"
    DONE = "done"
    LEFT = "left"


STANDING = (State.WAITING, State.OPEN, State.CLAIMED)
OVER = (State.DONE, State.LEFT)
# Whose part somebody's journey is, beside their own.
AROUND = (EnrolmentRow.manager_id, EnrolmentRow.buddy_id, EnrolmentRow.made_by_id)


@dataclass(frozen=True)
class Taken:
    """A step of a journey that somebody is on.

    Attributes:
        person: whose it is by now.
        asked_as: the kind of ask it was opened with; empty before.
    """

    id: int
    enrolment: int
    step: Step
    person: Person
    state: State
    asked_as: str
    opened_at: datetime | None
    done_at: datetime | None

    @property
    def is_over(self) -> bool:
        """Whether nothing is to be done of it any more."""
        return self.state in OVER


@dataclass(frozen=True)
class Enrolment:
    """A journey that somebody is on.

    Attributes:
        journey: its id.
        starts: their first day.
        made_by: who enrolled them, or sees to it since that person left.
        ended_why: `done`, `left` or `stopped`; empty while it goes on.
        steps: in the order of their days.
    """

    id: int
    journey: int
    name: Text
    person: Person
    manager: Person | None
    buddy: Person | None
    made_by: Person
    starts: date
    pace: Pace
    paused_at: datetime | None
    ended_at: datetime | None
    ended_why: str
    steps: tuple[Taken, ...] = field(default=())

    @property
    def own(self) -> tuple[Taken, ...]:
        """The steps of who arrives."""
        return tuple(one for one in self.steps if one.step.audience is Audience.NEW_HIRE)

    @property
    def around(self) -> frozenset[int]:
        """The ids of who arrives and of those who accompany them or enrolled them."""
        those = (self.person, self.manager, self.buddy, self.made_by)
        return frozenset(one.id for one in those if one)

    def who(self, audience: Audience) -> Person:
        """Who does what is for somebody: without a buddy the manager, else who enrolled them.

        Who has left is none of them.
        """
        named = {
            Audience.NEW_HIRE: (self.person,),
            Audience.MANAGER: (self.manager,),
            Audience.BUDDY: (self.buddy, self.manager),
            Audience.PRODUCT_OPS: (),
        }[audience]
        return next((one for one in named if one and one.here), self.made_by)

    def held_up(self, key: str) -> tuple[Taken, ...]:
        """The steps that wait for another one, by its key."""
        return tuple(one for one in self.steps if key in one.step.needs and not one.is_over)


def find(session: Session, workspace: Workspace, which: int) -> Enrolment:
    """A journey that somebody is on, by its id.

    Raises:
        Refusal: there is none.
    """
    found = enrolments(session, workspace, EnrolmentRow.id == which)
    if not found:
        raise Refusal(
            say("This journey is not there any more. `/onboard status` shows those that are.")
        )
    return found[0]


def current(session: Session, workspace: Workspace, person: int) -> Enrolment | None:
    """The journey that a person is on, by their id."""
    found = enrolments(
        session, workspace, EnrolmentRow.person_id == person, EnrolmentRow.ended_at.is_(None)
    )
    return found[0] if found else None


def of_step(session: Session, workspace: Workspace, step: int) -> Enrolment | None:
    """The journey that a step belongs to, by the step's id."""
    journey = select(StepRow.enrolment_id).where(
        StepRow.workspace_id == workspace.id, StepRow.id == step
    )
    found = enrolments(session, workspace, EnrolmentRow.id == journey.scalar_subquery())
    return found[0] if found else None


def under_way(session: Session, workspace: Workspace) -> tuple[Enrolment, ...]:
    """All journeys that people are on, those who began first."""
    return enrolments(session, workspace, EnrolmentRow.ended_at.is_(None))


def walked(session: Session, workspace: Workspace) -> Mapping[int, int]:
    """How many are on each journey, by its id."""
    rows = session.execute(
        select(EnrolmentRow.journey_id, func.count())
        .where(EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.ended_at.is_(None))
        .group_by(EnrolmentRow.journey_id)
    )
    return dict(rows.all())


def accompanied(session: Session, workspace: Workspace, person: int) -> tuple[Enrolment, ...]:
    """The journeys of those whom a person manages, is the buddy of, or enrolled; by their id."""
    theirs = or_(*(column == person for column in AROUND))
    return enrolments(session, workspace, EnrolmentRow.ended_at.is_(None), theirs)


def enrolments(
    session: Session,
    workspace: Workspace,
    *where: ColumnElement[bool],
    steps: ColumnElement[bool] | None = None,
) -> tuple[Enrolment, ...]:
    """Journeys that people are on, with their steps, those who began first.

    Args:
        steps: which of their steps are read; all, if it isn't said.
    """
    rows = session.execute(
        select(EnrolmentRow, JourneyRow.content["name"].label("name"))
        .join(JourneyRow, JourneyRow.id == EnrolmentRow.journey_id)
        .where(EnrolmentRow.workspace_id == workspace.id, *where)
        .order_by(EnrolmentRow.starts, EnrolmentRow.id),
        execution_options={"populate_existing": True},
    ).all()
    which = [row.EnrolmentRow.id for row in rows]
    taken = _steps(session, workspace, which, true() if steps is None else steps)
    ids = {
        one
        for row in rows
        for one in (
            *(row.EnrolmentRow.person_id, row.EnrolmentRow.manager_id),
            *(row.EnrolmentRow.buddy_id, row.EnrolmentRow.made_by_id),
        )
        if one
    }
    known = people.by_ids(
        session, workspace, ids | {one.person_id for s in taken.values() for one in s}
    )
    return tuple(_record(row, known, taken[row.EnrolmentRow.id]) for row in rows)


def _steps(
    session: Session, workspace: Workspace, which: Iterable[int], where: ColumnElement[bool]
) -> Mapping[int, Sequence[StepRow]]:
    found: dict[int, list[StepRow]] = defaultdict(list)
    rows = session.scalars(
        select(StepRow)
        .where(StepRow.workspace_id == workspace.id, StepRow.enrolment_id.in_(list(which)), where)
        .order_by(StepRow.day, StepRow.place),
        execution_options={"populate_existing": True},
    )
    for row in rows:
        found[row.enrolment_id].append(row)
    return found


def _record(row: Any, known: Mapping[int, Person], steps: Sequence[StepRow]) -> Enrolment:
    kept: EnrolmentRow = row.EnrolmentRow
    return Enrolment(
        id=kept.id,
        journey=kept.journey_id,
        name=Text(**row.name),
        person=known[kept.person_id],
        manager=known.get(kept.manager_id or 0),
        buddy=known.get(kept.buddy_id or 0),
        made_by=known[kept.made_by_id],
        starts=kept.starts,
        pace=Pace(kept.pace),
        paused_at=kept.paused_at,
        ended_at=kept.ended_at,
        ended_why=kept.ended_why,
        steps=tuple(
            Taken(
                *(one.id, one.enrolment_id, carrying.step(one.content), known[one.person_id]),
                *(State(one.state), one.asked_as, one.opened_at, one.done_at),
            )
            for one in steps
        ),
    )
