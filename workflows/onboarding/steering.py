"""How fast somebody's journey goes: slower, faster, paused, gone on with."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import facts
from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import enrolling, enrolment
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.pacing import Pace
from workflows.onboarding.tables import EnrolmentRow


def go(
    session: Session, workspace: Workspace, person: Person, which: int, pace: Pace, now: datetime
) -> Enrolment:
    """Go on slower, faster or as usual, from now on; records `journey.changed`.

    Args:
        which: the journey's id.

    Raises:
        Refusal: there is none, it is over, or it is not theirs to say.
    """
    found = _theirs(session, workspace, person, which)
    values = {"pace": pace, "next_at": None if found.paused_at else now}
    return _write(session, workspace, found, values, now)


def pause(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> Enrolment:
    """Open nothing new until somebody goes on; arguments and refusals as for `go`."""
    found = _theirs(session, workspace, person, which)
    return _write(session, workspace, found, {"paused_at": now, "next_at": None}, now)


def resume(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> Enrolment:
    """Go on after a pause; what its day came of meanwhile comes a few things a day."""
    found = _theirs(session, workspace, person, which)
    return _write(session, workspace, found, {"paused_at": None, "next_at": now}, now)


def _theirs(session: Session, workspace: Workspace, person: Person, which: int) -> Enrolment:
    found = enrolment.find(session, workspace, which)
    if person.id != found.person.id:
        enrolling.require_steer(session, workspace, person, found)
    if found.ended_at:
        raise Refusal(say("This journey is over: nothing of it is left to do."))
    return found


def _write(
    session: Session,
    workspace: Workspace,
    found: Enrolment,
    values: Mapping[str, object],
    now: datetime,
) -> Enrolment:
    session.execute(
        update(EnrolmentRow)
        .where(EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.id == found.id)
        .values(**values)
    )
    facts.record(session, workspace, "journey.changed", found.id, found.person, now)
    return enrolment.find(session, workspace, found.id)
