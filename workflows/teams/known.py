"""Looks up what the bot knows of what was typed into a team's form."""

from sqlalchemy.orm import Session

from bot.store import groups, people, teams
from bot.store.people import SLACKBOT, Kind, Person
from bot.store.workspaces import Workspace
from workflows.teams.form import Known, Typed


def look_up(session: Session, workspace: Workspace, typed: Typed, team: int = 0) -> Known:
    """What the bot knows of a form; until the transaction ends, no team takes its name.

    Args:
        team: the one it changes, 0 for a new one.
    """
    teams.lock(session, workspace)
    same = teams.named(session, workspace, typed.name)
    named = {each for each in (typed.lead, *typed.members) if each}
    # They have no rows: nobody has to be asked what they are.
    slackbot = Person(0, SLACKBOT, "Slackbot", workspace.language, kind=Kind.APP)
    apps = {app.slack_id: app for app in (people.itself(workspace), slackbot)}
    return Known(
        people={**people.known(session, workspace, named), **apps},
        same=None if same and same.id == team else same,
        group=groups.find(session, workspace, typed.group) if typed.group else None,
    )
