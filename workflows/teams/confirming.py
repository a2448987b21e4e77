"""Asks a lead whom someone else named whether the right people are in the team, once."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import calendar, roles
from bot.asks import finding, turns
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.errors import Refusal
from bot.i18n import say
from bot.store import calendars, people, teams
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from workflows.teams import permissions

KIND = "teams.confirm"


def ask(session: Session, workspace: Workspace, person: Person, team: Team, now: datetime) -> None:
    """Ask who leads a team, unless they made themselves its lead.

    They have just been told that they lead it: the question waits for their next working day.

    Args:
        person: who named them.
    """
    lead = team.lead
    if lead is None or lead.id == person.id:
        return
    made = open_ask(session, workspace, Wanted(KIND, team.id, lead, team.name), now)
    when = calendars.of_one(session, workspace, lead)
    told = calendar.next_moment(when, now)
    following = told and calendar.add_days(when, told, 1)
    if following:
        turns.again(session, workspace, made, following, now)


def rename(session: Session, workspace: Workspace, team: Team, now: datetime) -> None:
    """A team has another name: so has what its lead is asked, if they still are."""
    lead = team.lead
    if lead and finding.is_owed(session, workspace, lead, KIND, team.id):
        open_ask(session, workspace, Wanted(KIND, team.id, lead, team.name), now)


def confirm(
    session: Session, workspace: Workspace, person: Person, team: int, now: datetime
) -> None:
    """Its lead, or who took the question over, finds the right people in a team.

    Args:
        team: its id.

    Raises:
        Refusal: the person does not lead it, and was not asked.
    """
    roles.require(person, permissions.CHANGE)
    lead = teams.lead_of(session, workspace, team)
    leads = lead is not None and lead.id == person.id
    if not leads and not finding.is_owed(session, workspace, person, KIND, team):
        raise Refusal(say("Someone else leads this team now: nothing is asked of you any more."))
    settle(session, workspace, KIND, team, person, now)


def drop(session: Session, workspace: Workspace, team: int, now: datetime) -> None:
    """Nobody is asked any more: someone else leads a team, or nobody does.

    Args:
        team: its id.
    """
    withdraw(session, workspace, KIND, team, None, now)


def heir(session: Session, workspace: Workspace, person: Person, team: int) -> Person | None:
    """Who is told that a lead does not answer: who named them, else someone else of Product Ops.

    Args:
        person: the lead.
        team: its id.
    """
    found = teams.find(session, workspace, team)
    named_by = found.named_by if found else None
    others = [one for one in people.product_ops(session, workspace) if one.id != person.id]
    return next((one for one in others if one.id == named_by), others[0] if others else None)
