"""Somebody joins: Product Ops are asked, once, whether their first weeks begin."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.onboarding import enrolling, permissions
from workflows.onboarding.tables import EnrolmentRow, OnboardingSettingsRow

# The ask whether somebody's first weeks begin; its subject is the id of who joined.
KIND = "onboarding.arrive"
# What stands for everybody who joins the workspace, where a channel's id may stand.
EVERYBODY = "*"


def chosen(session: Session, workspace: Workspace) -> str:
    """Who is asked about: Slack's id of a channel that they join, `EVERYBODY`, empty for nobody."""
    found = session.scalar(
        select(OnboardingSettingsRow.joins).where(
            OnboardingSettingsRow.workspace_id == workspace.id
        )
    )
    return found or ""


def choose(
    session: Session, workspace: Workspace, person: Person, joins: str, now: datetime
) -> None:
    """Say who is asked about; the audit trail tells it.

    Args:
        joins: as `chosen` gives it.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    before = chosen(session, workspace)
    if joins == before:
        return
    session.execute(
        insert(OnboardingSettingsRow)
        .values(workspace_id=workspace.id, joins=joins)
        .on_conflict_do_update(index_elements=["workspace_id"], set_={"joins": joins})
    )
    change = Change("onboarding.settings", "", {"joins": before}, {"joins": joins})
    audit.record(session, workspace, person, change, now)


def joined(
    session: Session, workspace: Workspace, person: Person, where: str, now: datetime
) -> bool:
    """Somebody joined; returns whether Product Ops are asked about them.

    Nobody is asked about guests, apps, who was enrolled before, or twice about the same person.

    Args:
        where: Slack's id of the channel, or `EVERYBODY` for the workspace.
    """
    if chosen(session, workspace) != where or not (person.here and person.own):
        return False
    if enrolling.begun(session, workspace, person.id):
        return False
    asks = next(iter(people.product_ops(session, workspace)), None)
    if asks is None or asks.id == person.id:
        return False
    open_ask(session, workspace, Wanted(KIND, person.id, asks, person.name or person.slack_id), now)
    return True


def answered(session: Session, workspace: Workspace, person: int, now: datetime) -> None:
    """Somebody's journey begins: nobody is asked about them any more.

    Args:
        person: the id of who arrives.
    """
    settle(session, workspace, KIND, person, None, now)


def refuse(session: Session, workspace: Workspace, person: Person, who: int, now: datetime) -> None:
    """No journey for this one.

    Args:
        who: the id of who joined.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ENROL)
    withdraw(session, workspace, KIND, who, None, now)


def usual(session: Session, workspace: Workspace) -> int | None:
    """The id of the journey that somebody was enrolled on last, if anybody was."""
    return session.scalar(
        select(EnrolmentRow.journey_id)
        .where(EnrolmentRow.workspace_id == workspace.id)
        .order_by(EnrolmentRow.made_at.desc(), EnrolmentRow.id.desc())
        .limit(1)
    )
