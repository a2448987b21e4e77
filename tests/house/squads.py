"""The teams and user groups of the two workspaces of the walk."""

from bot.store import groups, people, teams
from bot.store.engine import Session
from bot.store.groups import Told
from bot.store.people import Person
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from tests.moment import NOW

GROUP, THEIR_GROUP = "S1", "S2"
TEAM, THEIR_TEAM = "Billing", "Rivals"


def settle(
    session: Session, workspace: Workspace, both: tuple[Person, Person], mark: str
) -> tuple[int, int]:
    """A team that follows a user group, by their ids; a marked workspace has one of each more."""
    if mark:
        told = Told(THEIR_GROUP, mark, mark, ("U0LEA", "U0MARC"), 1)
        groups.learn(session, workspace, [told], NOW)
        _team(session, workspace, both, THEIR_TEAM, THEIR_GROUP)
    told = Told(GROUP, f"billing {mark}", "", ("U0LEA", "U0MARC"), 1)
    (group,) = groups.learn(session, workspace, [told], NOW)
    groups.make_due(session, workspace, NOW)
    people.listed(session, workspace, ("U0LEA", "U0MARC"), NOW)
    return _team(session, workspace, both, TEAM, GROUP), group.id


def _team(
    session: Session,
    workspace: Workspace,
    both: tuple[Person, Person],
    name: str,
    group: str,
) -> int:
    lea, marc = both
    content = Content(name, "C1", lea.id, lea.id, group, (marc.id,))
    return teams.add(session, workspace, content, NOW)
