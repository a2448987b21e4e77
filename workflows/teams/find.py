"""Finds teams for a reader: all of them in pages, one by its name or id."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.i18n import say
from bot.mrkdwn import escape, excerpt
from bot.store import groups, teams
from bot.store.groups import Group
from bot.store.people import Person
from bot.store.teams import Team
from bot.store.workspaces import Workspace
from workflows.teams import permissions
from workflows.teams.form import LONGEST_NAME

PER_PAGE = 10
# How many names are suggested for one that is none.
SUGGESTED = 5


@dataclass(frozen=True)
class Page:
    """Up to ten teams by name; `sizes` says how many are in each, by its id."""

    number: int
    teams: tuple[Team, ...]
    sizes: Mapping[int, int]
    more: bool


@dataclass(frozen=True)
class Sheet:
    """All about a team: who is in it, and the user group they come from, if any."""

    team: Team
    members: tuple[Person, ...]
    group: Group | None


def page(session: Session, workspace: Workspace, person: Person, number: int = 1) -> Page:
    """A page of the teams that stand; to a guest, of those they are in.

    Raises:
        Refusal: the person may not.
    """
    shown = _shown(session, workspace, person)
    start = (number - 1) * PER_PAGE
    found = shown[start : start + PER_PAGE]
    sizes = teams.sizes(session, workspace, [team.id for team in found])
    return Page(number, found, sizes, len(shown) > start + PER_PAGE)


def named(session: Session, workspace: Workspace, person: Person, name: str) -> Team:
    """The team of this name; case, accents and blanks make no difference.

    Raises:
        Refusal: there is none, with those that may be meant, or the person may not.
    """
    shown, wanted = _shown(session, workspace, person), sameness(name)
    for team in shown:
        if sameness(team.name) == wanted:
            return team
    near = [team.name for team in shown if _is_near(sameness(team.name), wanted)]
    called = escape(excerpt(" ".join(name.split()), LONGEST_NAME))
    if near:
        meant = ", ".join(f"*{escape(each)}*" for each in near[:SUGGESTED])
        raise Refusal(
            say("There is no team “{name}”. Did you mean {near}?", name=called, near=meant)
        )
    raise Refusal(say("There is no team “{name}”. `/team` lists them.", name=called))


def sheet(session: Session, workspace: Workspace, person: Person, team: int) -> Sheet:
    """All about a team that stands.

    Args:
        team: its id.

    Raises:
        Refusal: it is closed or not for them to see, or the person may not.
    """
    found = next((one for one in _shown(session, workspace, person) if one.id == team), None)
    if found is None:
        raise Refusal(say("This team is not there any more: it was closed. `/team` lists them."))
    members = teams.members(session, workspace, team)
    group = groups.find(session, workspace, found.group) if found.group else None
    return Sheet(found, members, group)


def mine(session: Session, workspace: Workspace, person: Person) -> tuple[Sheet, ...]:
    """All about the teams that a person leads or is in."""
    return tuple(
        Sheet(
            team,
            teams.members(session, workspace, team.id),
            groups.find(session, workspace, team.group) if team.group else None,
        )
        for team in teams.of(session, workspace, person)
    )


def _shown(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    roles.require(person, permissions.READ)
    own = person.own
    return teams.every(session, workspace) if own else teams.of(session, workspace, person)


def _is_near(name: str, wanted: str) -> bool:
    return wanted in name or name in wanted or name[:3] == wanted[:3]
