"""What becomes of journeys when somebody leaves or is erased: their own, and those of others."""

from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot.asks import finding
from bot.asks.settling import withdraw
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import asked, closing, enrolment, opening
from workflows.onboarding.enrolment import STANDING, Enrolment, State
from workflows.onboarding.journey import Audience
from workflows.onboarding.tables import EnrolmentRow, StepRow


def left(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Somebody left: their journey ends, and what was theirs of others' goes to who is here.

    What they began is from now on somebody's of Product Ops.
    """
    on = enrolment.current(session, workspace, person.id)
    if on is not None:
        closing.end(session, workspace, on, "left", now)
    _hand_over(session, workspace, person)
    theirs = select(StepRow.enrolment_id).where(
        StepRow.workspace_id == workspace.id,
        StepRow.person_id == person.id,
        StepRow.state.in_(STANDING),
    )
    for found in enrolment.enrolments(
        session,
        workspace,
        EnrolmentRow.id.in_(theirs),
        EnrolmentRow.ended_at.is_(None),
        EnrolmentRow.person_id != person.id,
    ):
        _pass_on(session, workspace, found, person, now)


def erased(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Somebody was erased, and their journey with them: nobody owes anything to it any more.

    What was theirs of others' goes to who is here.
    """
    for kind in asked.KINDS:
        subjects = {each.subject for each in finding.standing(session, workspace, kind)}
        there = session.scalars(
            select(StepRow.id).where(StepRow.workspace_id == workspace.id, StepRow.id.in_(subjects))
        )
        for gone in sorted(subjects - set(there)):
            withdraw(session, workspace, kind, gone, None, now)
    left(session, workspace, person, now)


def _hand_over(session: Session, workspace: Workspace, gone: Person) -> None:
    heirs = [one for one in people.product_ops(session, workspace) if one.id != gone.id]
    if heirs:
        session.execute(
            update(EnrolmentRow)
            .where(
                EnrolmentRow.workspace_id == workspace.id,
                EnrolmentRow.made_by_id == gone.id,
                EnrolmentRow.ended_at.is_(None),
            )
            .values(made_by_id=heirs[0].id)
        )


def _pass_on(
    session: Session, workspace: Workspace, found: Enrolment, gone: Person, now: datetime
) -> None:
    for taken in found.steps:
        heir = found.who(Audience(taken.step.audience))
        if taken.person.id != gone.id or taken.is_over or heir.id == gone.id:
            continue
        session.execute(
            update(StepRow)
            .where(StepRow.workspace_id == workspace.id, StepRow.id == taken.id)
            .values(person_id=heir.id, state=State.WAITING, opened_at=None)
        )
        for kind in {taken.asked_as, asked.CONFIRM} - {""}:
            withdraw(session, workspace, kind, taken.id, None, now)
    opening.wake(session, workspace, found.id, now)
