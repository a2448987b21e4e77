"""Enrols who arrives on a journey, and ends it where it is no use any more."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from bot import calendar, facts, roles
from bot.errors import Refusal
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import escape
from bot.store import audit, calendars, jobs, people
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import carrying, closing, enrolment, permissions, shelf
from workflows.onboarding.enrolment import Enrolment
from workflows.onboarding.journey import Audience, Journey
from workflows.onboarding.tables import EnrolmentRow, StepRow

# How long before and after today somebody may begin, in days.
_BEFORE, _AHEAD = 120, 366
# Of two who enrol the same person at once, the second hears of the first.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('enrolments'), :person)")


@dataclass(frozen=True)
class Typed:
    """What the form says of who arrives.

    Attributes:
        person, manager, buddy: Slack's ids; a manager and a buddy may be empty.
        starts: their first day, as `2026-11-30`.
    """

    person: str
    starts: str
    manager: str = ""
    buddy: str = ""


@dataclass(frozen=True)
class Wanted:
    """The same, checked."""

    person: str
    starts: date
    manager: str = ""
    buddy: str = ""


def check(typed: Typed, today: date) -> Wanted | Errors:
    """What was said of who arrives, or what is wrong with it.

    Args:
        today: where the workspace is.
    """
    wrong: dict[str, Words] = {}
    starts = _day(typed.starts)
    if not typed.person:
        wrong["person"] = say("Choose who arrives.")
    if starts is None:
        wrong["starts"] = say("Choose their first day.")
    elif starts < today - timedelta(days=_BEFORE):
        wrong["starts"] = say(
            "That is more than {days} days ago: choose a later day, and I help from there.",
            days=_BEFORE,
        )
    elif starts > today + timedelta(days=_AHEAD):
        wrong["starts"] = say("That is more than a year ahead: choose an earlier day.")
    for field, named in (("manager", typed.manager), ("buddy", typed.buddy)):
        if named and named == typed.person:
            wrong[field] = say("Choose somebody other than who arrives.")
    if wrong:
        return Errors(wrong)
    assert starts, "it was read"
    return Wanted(typed.person, starts, typed.manager, typed.buddy)


def enrol(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    wanted: Wanted,
    now: datetime,
) -> Enrolment | Errors:
    """Begin somebody's journey; records `journey.begun`, and the audit trail tells it.

    Args:
        which: the id of the journey.

    Returns:
        The journey they are on; what is wrong with who was chosen.

    Raises:
        Refusal: there is no such journey, or the person may not.
    """
    roles.require(person, permissions.ENROL)
    kept = shelf.hold(session, workspace, which, to_change=False)
    found, wrong = _people(session, workspace, wanted)
    arrives = found["person"]
    if arrives is None or wrong:
        return Errors(wrong or {"person": say("Choose who arrives.")})
    session.execute(_LOCK, {"person": arrives.id % 2**31})
    on = enrolment.current(session, workspace, arrives.id)
    if on is not None:
        return Errors({"person": _on_already(on, person.language)})
    ids = {field: who.id if who else None for field, who in found.items()}
    made = _make(session, workspace, person, (which, wanted.starts, ids), now)
    _write_steps(session, workspace, made, kept.journey)
    told = {"journey": kept.journey.key, "starts": wanted.starts.isoformat()}
    audit.record(session, workspace, person, Change("journey.begun", arrives.name, None, told), now)
    facts.record(session, workspace, "journey.begun", made.id, arrives, now)
    return enrolment.find(session, workspace, made.id)


def stop(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> Enrolment:
    """End somebody's journey: nothing of it is asked any more, what was done stays.

    Args:
        which: its id.

    Raises:
        Refusal: there is none, or it is neither theirs to end nor theirs at all.
    """
    found = enrolment.find(session, workspace, which)
    require_steer(session, workspace, person, found)
    closing.end(session, workspace, found, "stopped", now)
    audit.record(session, workspace, person, Change("journey.stopped", found.person.name), now)
    return enrolment.find(session, workspace, which)


def move(
    session: Session,
    workspace: Workspace,
    person: Person,
    which: int,
    starts: date,
    now: datetime,
) -> Enrolment:
    """Give a journey another first day; what was opened or done stays so.

    Args:
        which: its id.

    Raises:
        Refusal: there is none, it is over, or it is not the person's to say.
    """
    found = enrolment.find(session, workspace, which)
    require_steer(session, workspace, person, found)
    if found.ended_at:
        raise Refusal(say("This journey is over: begin another one with `/onboard`."))
    session.execute(
        update(EnrolmentRow)
        .where(EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.id == which)
        .values(starts=starts, next_at=None if found.paused_at else now)
    )
    days = {"starts": found.starts.isoformat()}, {"starts": starts.isoformat()}
    audit.record(session, workspace, person, Change("journey.moved", found.person.name, *days), now)
    facts.record(session, workspace, "journey.changed", which, found.person, now)
    return enrolment.find(session, workspace, which)


def require_steer(session: Session, workspace: Workspace, person: Person, found: Enrolment) -> None:
    """Let pass who says when a journey begins and ends: Product Ops, its manager, who enrolled.

    Raises:
        Refusal: it is somebody else's to say.
    """
    roles.admit(person)
    mine = {found.made_by.id, found.manager.id if found.manager else 0}
    if not person.product_ops and person.id not in mine:
        raise Refusal(say("That is for their manager or Product Ops to say: ask one of them."))


def today(session: Session, workspace: Workspace, now: datetime) -> date:
    """The date where most people of a workspace are."""
    return calendar.local_day(calendars.common(session, workspace), now)


def _day(typed: str) -> date | None:
    try:
        return date.fromisoformat(typed)
    except ValueError:
        return None


def _people(
    session: Session, workspace: Workspace, wanted: Wanted
) -> tuple[Mapping[str, Person | None], Mapping[str, Words]]:
    """Who was chosen, by the fields of the form, and what is wrong with them."""
    found: dict[str, Person | None] = {}
    wrong: dict[str, Words] = {}
    for field in ("person", "manager", "buddy"):
        named = getattr(wanted, field)
        who = found[field] = _meet(session, workspace, named) if named else None
        if who is not None and not roles.may(who, permissions.TAKE):
            wrong[field] = say("That is an app, or somebody who left: choose somebody else.")
    return found, wrong


def _meet(session: Session, workspace: Workspace, slack_id: str) -> Person:
    found = people.meet(session, workspace, slack_id)
    if not found.completed:
        jobs.defer(session, workspace, people.COMPLETE, person=slack_id)
    return found


def _on_already(on: Enrolment, reader: str) -> Words:
    name, _ = on.name.in_(reader)
    return say(
        "{who} is on “{journey}” already, first day {day}: one journey at a time. `/onboard status`"
        " shows it.",
        who=escape(on.person.name) or f"<@{on.person.slack_id}>",
        journey=escape(name),
        day=on.starts,
    )


def _make(
    session: Session,
    workspace: Workspace,
    person: Person,
    wanted: tuple[int, date, dict[str, int | None]],
    now: datetime,
) -> Enrolment:
    journey, starts, ids = wanted
    which = session.execute(
        insert(EnrolmentRow)
        .values(
            workspace_id=workspace.id,
            journey_id=journey,
            person_id=ids["person"],
            manager_id=ids["manager"],
            buddy_id=ids["buddy"],
            made_by_id=person.id,
            starts=starts,
            made_at=now,
            next_at=now,
        )
        .returning(EnrolmentRow.id)
    ).scalar_one()
    return enrolment.find(session, workspace, which)


def _write_steps(session: Session, workspace: Workspace, made: Enrolment, journey: Journey) -> None:
    """Its steps; somebody who has no manager or buddy is met, confirmed and helped by others."""
    if not journey.steps:
        return
    session.execute(
        insert(StepRow),
        [
            {
                "workspace_id": workspace.id,
                "enrolment_id": made.id,
                "key": step.key,
                "place": place,
                "day": step.day,
                "content": carrying.dump(step),
                "person_id": made.who(Audience(step.audience)).id,
            }
            for place, step in enumerate(journey.steps)
        ],
    )


def begun(session: Session, workspace: Workspace, person: int) -> bool:
    """Whether a person, by their id, was ever enrolled."""
    found = select(EnrolmentRow.id).where(
        EnrolmentRow.workspace_id == workspace.id, EnrolmentRow.person_id == person
    )
    return session.scalar(found.limit(1)) is not None
