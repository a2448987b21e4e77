"""Makes a team."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import facts, roles
from bot.store import audit, homes, teams
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.teams import Content, Team
from bot.store.workspaces import Workspace
from workflows.teams import confirming, permissions, roster
from workflows.teams.form import Fields


def make(
    session: Session, workspace: Workspace, person: Person, fields: Fields, now: datetime
) -> Team:
    """Make a team whose form is checked; records the fact `team.made`.

    Its lead, if someone else, is asked whether the right people are in it.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.MAKE)
    made = teams.add(session, workspace, content(session, workspace, fields, person.id), now)
    team = teams.find(session, workspace, made)
    assert team, "it was just made"
    after = roster.told(session, workspace, team)
    audit.record(session, workspace, person, Change("team.made", team.name, None, after), now)
    homes.touch(session, workspace, teams.members(session, workspace, made))
    confirming.ask(session, workspace, person, team, now)
    facts.record(session, workspace, "team.made", made, person, now)
    return team


def content(
    session: Session, workspace: Workspace, fields: Fields, named_by: int | None
) -> Content:
    """What is written of a team.

    Args:
        named_by: the id of who named its lead; None for the bot.
    """
    group, lead = fields.group, fields.lead
    # Who leads a team is in it: they still are once they have handed it over.
    members = roster.people_of(session, workspace, group) if group else (*fields.members, lead)
    return Content(
        name=fields.name,
        channel=fields.channel,
        lead=lead.id,
        named_by=named_by,
        group=group.slack_id if group else "",
        members=tuple(member.id for member in members),
    )
