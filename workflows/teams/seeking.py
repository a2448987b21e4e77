"""Asks Product Ops for a lead when a team has none any more, once for each team."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot.asks import finding
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.store import people, teams
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace

KIND = "teams.lead"


def seek(session: Session, workspace: Workspace, team: Team, now: datetime) -> None:
    """Ask who leads a team, or stop asking once somebody does or it is closed."""
    if team.closed_at is not None:
        withdraw(session, workspace, KIND, team.id, None, now)
        return
    if team.lead is not None:
        settle(session, workspace, KIND, team.id, None, now)
        return
    chiefs = people.product_ops(session, workspace)
    if any(finding.is_owed(session, workspace, one, KIND, team.id) for one in chiefs):
        return
    whom = next((one for one in chiefs if one.id == team.named_by), next(iter(chiefs), None))
    if whom is not None:
        open_ask(session, workspace, Wanted(KIND, team.id, whom, team.name), now)


def reconsider(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Ask who can name leads, once someone has another role: they may be one, or no longer.

    Args:
        person: as they are now.
    """
    names_leads = person.own and person.product_ops
    for team in teams.every(session, workspace):
        if team.lead is not None:
            continue
        if not names_leads and finding.is_owed(session, workspace, person, KIND, team.id):
            withdraw(session, workspace, KIND, team.id, person, now)
        seek(session, workspace, team, now)
