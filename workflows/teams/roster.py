"""Whom a team's user group puts in it, and how the audit trail tells a team."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy.orm import Session

from bot.store import groups, jobs, people, teams
from bot.store.audit import Change
from bot.store.groups import Group
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace


def people_of(session: Session, workspace: Workspace, group: Group) -> tuple[Person, ...]:
    """The people of a user group; whoever the bot has not met gets a row and is asked for."""
    met = people.meet_all(session, workspace, group.people)
    for person in met:
        if not person.completed:
            jobs.defer(session, workspace, people.COMPLETE, person=person.slack_id)
    return met


def told(session: Session, workspace: Workspace, team: Team) -> dict[str, Any]:
    """A team in words that a human reads, by field."""
    group = groups.find(session, workspace, team.group) if team.group else None
    return {
        "name": team.name,
        "channel": team.channel or "",
        "lead": _called(team.named) if team.named else "",
        "group": f"@{group.handle}" if group else "",
        "members": names(teams.chosen(session, workspace, team.id)),
    }


def names(persons: Iterable[Person]) -> list[str]:
    """What people are called."""
    return [_called(person) for person in persons]


def difference(
    action: str, subject: str, before: dict[str, Any], after: dict[str, Any]
) -> Change | None:
    """What differs between two states of a team, None where nothing does."""
    fields = [name for name in after if before[name] != after[name]]
    if not fields:
        return None
    old, new = ({name: side[name] for name in fields} for side in (before, after))
    return Change(action, subject, old, new)


def _called(person: Person) -> str:
    return person.name or person.slack_id
