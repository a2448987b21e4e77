"""Keeps the members of teams with the user groups they come from."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import facts
from bot.store import audit, groups, homes, teams
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from workflows.teams import roster


def follow(
    session: Session, workspace: Workspace, person: Person, group: int, now: datetime
) -> None:
    """Put the people of a user group in the teams that follow it; records `team.changed` for each.

    A group that is gone leaves its teams with those who were in them last.

    Args:
        person: who changed it; the bot itself where nobody knows.
        group: its id, of ours.
    """
    found = groups.by_id(session, workspace, group)
    if found is None:
        return
    teams.lock(session, workspace)
    followers = teams.following(session, workspace, found.slack_id)
    for team in followers:
        if found.gone:
            homes.touch(session, workspace, teams.members(session, workspace, team.id))
        else:
            members = [each.id for each in roster.people_of(session, workspace, found)]
            _refill(session, workspace, person, (team, members), now)


def _refill(
    session: Session,
    workspace: Workspace,
    person: Person,
    wanted: tuple[Team, list[int]],
    now: datetime,
) -> None:
    team, members = wanted
    before = teams.chosen(session, workspace, team.id)
    if {each.id for each in before} == set(members):
        return
    teams.set_members(session, workspace, team.id, members)
    after = teams.chosen(session, workspace, team.id)
    sides = ({"members": roster.names(side)} for side in (before, after))
    difference = roster.difference("team.changed", team.name, *sides)
    if difference:
        audit.record(session, workspace, person if person.id else None, difference, now)
    homes.touch(session, workspace, {*before, *after})
    facts.record(session, workspace, "team.changed", team.id, person, now)
