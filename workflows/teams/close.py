"""Closes a team."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store import audit, homes, teams
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from workflows.teams import confirming, permissions, roster, seeking


def close(session: Session, workspace: Workspace, person: Person, team: int, now: datetime) -> Team:
    """End a team; records the fact `team.closed`. Nothing more happens to one that was closed.

    Args:
        team: its id.

    Raises:
        Refusal: there is none, or the person may not.
    """
    roles.require(person, permissions.CLOSE)
    teams.lock(session, workspace)
    found = teams.find(session, workspace, team)
    if found is None:
        raise Refusal(say("There is no such team. `/team` lists them."))
    if found.closed_at:
        return found
    before = roster.told(session, workspace, found)
    touched = teams.members(session, workspace, team)
    teams.close(session, workspace, team, now)
    confirming.drop(session, workspace, team, now)
    audit.record(session, workspace, person, Change("team.closed", found.name, before), now)
    homes.touch(session, workspace, touched)
    facts.record(session, workspace, "team.closed", team, person, now)
    closed = teams.find(session, workspace, team)
    assert closed, "it was there"
    seeking.seek(session, workspace, closed, now)
    return closed
