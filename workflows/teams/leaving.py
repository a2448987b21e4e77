"""Follows who leaves the workspace, comes back or is a guest by now: their teams are others."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import facts
from bot.store import homes, teams
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.teams import confirming, seeking


def follow(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Record `team.changed` for each team of someone who left, came back or has another role."""
    for team in teams.around(session, workspace, person):
        if team.lead is None:
            confirming.drop(session, workspace, team.id, now)
        seeking.seek(session, workspace, team, now)
        homes.touch(session, workspace, (*teams.members(session, workspace, team.id), person))
        facts.record(session, workspace, "team.changed", team.id, person, now)
