"""What the teams of the two workspaces of the walk need from each other."""

from dataclasses import dataclass
from datetime import date, timedelta

from bot.overtaking import Edit
from bot.store import teams
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.teams import Content
from bot.store.workspaces import Workspace
from tests.moment import NOW
from workflows.dependencies import asking, moving, settings
from workflows.dependencies.asking import Wanted
from workflows.dependencies.dependency import Dependency
from workflows.dependencies.moving import Wish
from workflows.dependencies.rules import Move, Side
from workflows.dependencies.settings import Chosen

NEEDED_BY = date(2026, 3, 31)
BEFORE = NOW - timedelta(days=9)


@dataclass(frozen=True)
class Promises:
    """By their ids: a team beside Lea's, what hers asked of it, and what it promised hers."""

    other_team: int
    asked: int
    promised: int


def settle(
    session: Session,
    workspace: Workspace,
    both: tuple[Person, Person],
    team: int,
    mark: str,
) -> Promises:
    """Lea's team asks another one, which promises something else; a marked one asks once more.

    Args:
        both: Lea and Marc.
        team: the id of Lea's.
    """
    lea, marc = both
    content = Content(f"Platform {mark}", "C9", marc.id, marc.id, "", (marc.id,))
    other = teams.add(session, workspace, content, BEFORE)
    chosen = Chosen(f"C1{mark}")
    settings.choose(session, workspace, lea, Edit(chosen, Chosen()), BEFORE)
    asked = ask(session, workspace, lea, Wanted(f"Rows {mark}", NEEDED_BY, team, other))
    wanted = Wanted(f"A key {mark}", NEEDED_BY, team, other, f"Because {mark}")
    promised = ask(session, workspace, lea, wanted)
    accept = Wish(Move.ACCEPT, Side.PROVIDER, words=mark)
    made = moving.make(session, workspace, marc, promised.id, accept, BEFORE)
    assert isinstance(made, Dependency)
    if mark:
        serves = Wanted(f"More {mark}", NEEDED_BY, other, team, serves=(promised.id,))
        ask(session, workspace, lea, serves)
    return Promises(other, asked.id, promised.id)


def ask(session: Session, workspace: Workspace, person: Person, wanted: Wanted) -> Dependency:
    """Somebody asks for something."""
    made = asking.ask(session, workspace, person, wanted, BEFORE)
    assert isinstance(made, Dependency), made
    return made
