"""An objective as readers know it, who says what a team aims at, and how it is read."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Select, or_, select, text
from sqlalchemy.orm import Session, aliased

from bot import roles
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import escape
from bot.store import teams
from bot.store.people import Person
from bot.store.team import Team, TeamRow
from bot.store.workspaces import Workspace
from workflows.okrs import permissions
from workflows.okrs.tables import CycleRow, KeyResultRow, ObjectiveRow, of_team

_PARENT = aliased(ObjectiveRow)


# One at a time in a workspace: two who align two objectives to each other make no loop.
@dataclass(frozen=True)
class Objective:
    """An objective.

    Attributes:
        team: the id of whose it is; None for the company's.
        parent: the id of the objective it is aligned to.
        key_results: how many it has.
    """

    id: int
    title: str
    cycle: int
    team: int | None
    team_name: str
    parent: int | None
    parent_title: str
    key_results: int


def may_shape(session: Session, workspace: Workspace, person: Person, team: int | None) -> bool:
    """Whether a person says what a team aims at: its lead, or Product Ops.

    Args:
        team: its id; None for the company.
    """
    if not roles.may(person, permissions.SHAPE):
        return False
    if person.product_ops:
        return True
    lead = teams.lead_of(session, workspace, team) if team else None
    return lead is not None and lead.id == person.id


def shapable(session: Session, workspace: Workspace, person: Person) -> tuple[Team, ...]:
    """The teams whose objectives a person says, by name."""
    if not roles.may(person, permissions.SHAPE):
        return ()
    stand = teams.every(session, workspace)
    if person.product_ops:
        return stand
    return tuple(team for team in stand if team.lead and team.lead.id == person.id)


def require_shape(session: Session, workspace: Workspace, person: Person, team: int | None) -> None:
    """Let pass who says what a team aims at.

    Raises:
        Refusal: it is somebody else's to say, or the team is closed.
    """
    roles.require(person, permissions.SHAPE)
    found = teams.find(session, workspace, team) if team else None
    if team and (found is None or found.closed_at):
        raise Refusal(say("This team is not there any more: it was closed. `/team` lists them."))
    if may_shape(session, workspace, person, team):
        return
    if found is None:
        raise Refusal(say("Only Product Ops set the company's objectives: ask them."))
    lead = found.lead
    raise Refusal(
        say(
            "{lead}, who leads *{team}*, sets its objectives, or Product Ops do: ask them.",
            team=escape(found.name),
            lead=escape(lead.name) or f"<@{lead.slack_id}>",
        )
        if lead
        else say(
            "Nobody leads *{team}*, so Product Ops set its objectives: ask them.",
            team=escape(found.name),
        )
    )


def find(session: Session, workspace: Workspace, objective: int) -> Objective:
    """An objective that stands, by its id.

    Raises:
        Refusal: there is none.
    """
    found = read(session, workspace, ObjectiveRow.id == objective)
    if not found:
        raise Refusal(
            say("This objective is not there any more: it was dropped. `/okr` shows what stands.")
        )
    return found[0]


def of(
    session: Session, workspace: Workspace, cycle: int, team: int | None
) -> tuple[Objective, ...]:
    """What a team aims at in a cycle, in the order it was said.

    Args:
        team: its id; None for the company.
    """
    mine = of_team(ObjectiveRow.team_id, team)
    return read(session, workspace, ObjectiveRow.cycle_id == cycle, mine)


def in_cycle(session: Session, workspace: Workspace, cycle: int) -> tuple[Objective, ...]:
    """All objectives of a cycle, the company's first, then by team."""
    return read(session, workspace, ObjectiveRow.cycle_id == cycle)


def below(session: Session, workspace: Workspace, objective: int) -> frozenset[int]:
    """The ids of an objective and of all that are aligned to it, however far down."""
    tree = (
        select(ObjectiveRow.id)
        .where(ObjectiveRow.workspace_id == workspace.id, ObjectiveRow.id == objective)
        .cte("tree", recursive=True)
    )
    tree = tree.union(
        select(ObjectiveRow.id).where(
            ObjectiveRow.workspace_id == workspace.id, ObjectiveRow.parent_id == tree.c.id
        )
    )
    return frozenset(session.scalars(select(tree.c.id)))


def read(
    session: Session, workspace: Workspace, *where: ColumnElement[bool]
) -> tuple[Objective, ...]:
    rows = session.execute(_objectives(workspace).where(*where))
    return tuple(Objective(**row._mapping) for row in rows)


def _objectives(workspace: Workspace) -> Select[Any]:
    count = (
        select(text("count(*)"))
        .select_from(KeyResultRow)
        .where(
            KeyResultRow.workspace_id == ObjectiveRow.workspace_id,
            KeyResultRow.objective_id == ObjectiveRow.id,
            KeyResultRow.dropped_at.is_(None),
        )
        .scalar_subquery()
    )
    return (
        select(
            ObjectiveRow.id,
            ObjectiveRow.title,
            ObjectiveRow.cycle_id.label("cycle"),
            ObjectiveRow.team_id.label("team"),
            (TeamRow.name).label("team_name"),
            _PARENT.id.label("parent"),
            (_PARENT.title).label("parent_title"),
            count.label("key_results"),
        )
        .join(CycleRow, CycleRow.id == ObjectiveRow.cycle_id)
        .outerjoin(TeamRow, TeamRow.id == ObjectiveRow.team_id)
        .outerjoin(_PARENT, (_PARENT.id == ObjectiveRow.parent_id) & (_PARENT.dropped_at.is_(None)))
        .where(
            ObjectiveRow.workspace_id == workspace.id,
            ObjectiveRow.dropped_at.is_(None),
            or_(ObjectiveRow.team_id.is_(None), TeamRow.closed_at.is_(None)),
        )
        .order_by(ObjectiveRow.team_id.isnot(None), TeamRow.folded, ObjectiveRow.id)
    )
