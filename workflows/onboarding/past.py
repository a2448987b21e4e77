"""Keeps a journey that somebody walked before the bot was there, as if it had been."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from sqlalchemy import insert
from sqlalchemy.orm import Session

from bot.errors import Refusal
from bot.i18n import say
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import carrying, enrolment, opening, shelf
from workflows.onboarding.enrolment import Enrolment, State
from workflows.onboarding.journey import Audience, Step
from workflows.onboarding.shelf import Kept
from workflows.onboarding.tables import EnrolmentRow, StepRow, SurveyAnswerRow, UnclearRow

# When a step was opened, and when it was done; None while it is open.
Took = tuple[datetime, datetime | None]


@dataclass(frozen=True)
class Walk:
    """What is known of it.

    Attributes:
        took: of the steps that were opened, by their keys.
        answers: to questions on scales, by step and question.
        unclear: what was not understood of steps, by their keys.
        next_at: when to go on with it; None where all of it is done.
    """

    person: Person
    manager: Person | None
    buddy: Person | None
    starts: date
    took: Mapping[str, Took]
    answers: Mapping[tuple[str, str], int] = field(default_factory=dict)
    unclear: Mapping[str, str] = field(default_factory=dict)
    next_at: datetime | None = None


def keep(
    session: Session, workspace: Workspace, person: Person, kept: Kept, walk: Walk, now: datetime
) -> Enrolment:
    """Keep it; what is open of it is asked for, and nobody is told of what is done.

    Args:
        person: who enrolled them.
        now: when they were.

    Returns:
        The journey; the one they are on, if there is one.

    Raises:
        Refusal: somebody of it is not in this workspace, or there is no such journey.
    """
    _require_here(session, workspace, walk)
    shelf.find(session, workspace, kept.id)
    on = enrolment.current(session, workspace, walk.person.id)
    if on is not None:
        return on
    own = {"workspace_id": workspace.id, "journey_id": kept.id, "made_by_id": person.id}
    which = session.scalars(
        insert(EnrolmentRow).values(**own, **_columns(walk), made_at=now).returning(EnrolmentRow.id)
    ).one()
    made = enrolment.find(session, workspace, which)
    rows = [
        _row(workspace, made, walk, place, step) for place, step in enumerate(kept.journey.steps)
    ]
    session.execute(insert(StepRow), rows)
    found = enrolment.find(session, workspace, which)
    _said(session, workspace, found, walk)
    for one in found.steps:
        if one.state is State.OPEN and one.opened_at:
            opening.open_step(session, workspace, found, one, one.opened_at)
    return enrolment.find(session, workspace, which)


def _require_here(session: Session, workspace: Workspace, walk: Walk) -> None:
    those = {one.id for one in (walk.person, walk.manager, walk.buddy) if one}
    if len(people.by_ids(session, workspace, those)) < len(those):
        raise Refusal(say("I don't know whom to ask: they are not in this workspace."))


def _columns(walk: Walk) -> dict[str, object]:
    return {
        "person_id": walk.person.id,
        "manager_id": walk.manager.id if walk.manager else None,
        "buddy_id": walk.buddy.id if walk.buddy else None,
        "starts": walk.starts,
        "next_at": walk.next_at,
        "ended_at": None if walk.next_at else _last(walk),
        "ended_why": "" if walk.next_at else "done",
    }


def _row(
    workspace: Workspace, made: Enrolment, walk: Walk, place: int, step: Step
) -> dict[str, object]:
    opened, done = walk.took.get(step.key, (None, None))
    whose = made.who(Audience(step.audience)).id
    state = State.DONE if done else State.OPEN if opened else State.WAITING
    return {
        "workspace_id": workspace.id,
        "enrolment_id": made.id,
        "key": step.key,
        "place": place,
        "day": step.day,
        "content": carrying.dump(step),
        "person_id": whose,
        "state": state,
        "opened_at": opened,
        "done_at": done,
        "done_by_id": whose if done else None,
    }


def _said(session: Session, workspace: Workspace, found: Enrolment, walk: Walk) -> None:
    steps = {one.step.key: one for one in found.steps}
    for (key, question), score in walk.answers.items():
        one = steps[key]
        row = {"step_id": one.id, "workspace_id": workspace.id, "question": question}
        session.execute(insert(SurveyAnswerRow).values(**row, score=score, at=one.done_at))
    for key, words in walk.unclear.items():
        row = {"workspace_id": workspace.id, "journey_id": found.journey, "key": key}
        at = steps[key].opened_at
        whose = {"person_id": walk.person.id, "words": words, "at": at}
        session.execute(insert(UnclearRow).values(**row, **whose))


def _last(walk: Walk) -> datetime | None:
    return max((done for _, done in walk.took.values() if done), default=None)
