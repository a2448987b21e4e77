"""All of it at once, for Product Ops: where everybody is, and where a journey gets people stuck."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store import audit, calendars, jobs
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import attention, figures, overview, permissions
from workflows.onboarding.attention import Attention
from workflows.onboarding.figures import StepFigures, Used
from workflows.onboarding.journey import Text
from workflows.onboarding.overview import Standing

# The job that writes the tables.
TABLES = "onboarding.tables"


@dataclass(frozen=True)
class Overview:
    """What Product Ops look at.

    Attributes:
        journeys: those that somebody is or was on, most used first.
        journey: the one that is looked at; None where there is none.
        steps: its steps, in the order of their days.
    """

    attention: Attention
    journeys: tuple[Used, ...]
    journey: Used | None
    steps: tuple[StepFigures, ...]


@dataclass(frozen=True)
class Measured:
    """A journey that somebody is or was on, and its steps in the order of their days."""

    name: Text
    steps: tuple[StepFigures, ...]


def look(
    session: Session, workspace: Workspace, person: Person, which: int, now: datetime
) -> Overview:
    """Where everybody is, and where a journey gets people stuck.

    Args:
        which: the journey's id; the most used one, where it is none that somebody was on.

    Raises:
        Refusal: the person may not.
    """
    require(person)
    under_way = overview.read(session, workspace)
    journeys = figures.used(session, workspace)
    chosen = next((each for each in journeys if each.id == which), next(iter(journeys), None))
    read = figures.read(session, workspace, chosen.id) if chosen else None
    people = under_way.people | (read.people if read else frozenset())
    when = calendars.of(session, workspace, people)
    return Overview(
        attention.gathered(under_way.standings(when, now)),
        journeys,
        chosen,
        read.steps(when, now) if read else (),
    )


def export(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Have all of it written into tables for this person; the audit trail says so.

    Raises:
        Refusal: the person may not.
    """
    require(person)
    audit.record(session, workspace, person, Change("onboarding.exported", ""), now)
    jobs.defer(session, workspace, TABLES, person=person.slack_id, at=now.isoformat())


def under_way(
    session: Session, workspace: Workspace, person: Person, now: datetime
) -> tuple[Standing, ...]:
    """Where everybody is, for a table.

    Raises:
        Refusal: the person may not.
    """
    require(person)
    return overview.standings(session, workspace, person, now)


def measured(
    session: Session, workspace: Workspace, person: Person, now: datetime
) -> tuple[Measured, ...]:
    """All journeys that somebody is or was on, most used first, for a table.

    Raises:
        Refusal: the person may not.
    """
    require(person)
    return tuple(
        Measured(each.name, figures.of(session, workspace, each.id, now))
        for each in figures.used(session, workspace)
    )


def require(person: Person) -> None:
    """Let pass who looks at all journeys.

    Raises:
        Refusal: the person may not.
    """
    roles.admit(person)
    if not roles.may(person, permissions.OVERSEE):
        raise Refusal(
            say(
                "The overview is for Product Ops. `/onboard status` shows where those are whom you"
                " accompany."
            )
        )
