"""Which team hears of insights with a tag."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import roles
from bot.forms import Errors
from bot.i18n import Words, say
from bot.store import audit, teams
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.teams import TeamRow
from bot.store.workspaces import Workspace
from workflows.insights import permissions, tags
from workflows.insights.sorting_tables import TagRouteRow

_COLUMNS: tuple[Any, ...] = (
    TagRouteRow.tag,
    TagRouteRow.team_id,
    TeamRow.name,
    TeamRow.channel,
    TeamRow.closed_at,
)


@dataclass(frozen=True)
class Typed:
    """The form's fields: a tag as it was typed, and the id of a team, 0 for no team any more."""

    tag: str = ""
    team: int = 0


@dataclass(frozen=True)
class Route:
    """That a team hears of insights with a tag.

    Attributes:
        team: its name.
        channel: where it hears of them, Slack's id; empty where it has none.
        closed: the team was closed, and hears of nothing.
    """

    tag: str
    team: str
    channel: str = ""
    closed: bool = False


def standing(session: Session, workspace: Workspace, person: Person) -> tuple[Route, ...]:
    """All routes, by tag.

    Raises:
        Refusal: the person may not arrange them.
    """
    roles.require(person, permissions.ARRANGE)
    rows = session.execute(_routes(workspace).order_by(TagRouteRow.tag))
    return tuple(map(_route, rows))


def check(typed: Typed) -> Typed | Errors:
    """What was filled in, the tag as insights bear it, or what is wrong with it."""
    pieces = tags.split(typed.tag)
    wrong: dict[str, Words] = {}
    if len(pieces) > 1:
        wrong["tag"] = say(
            "A tag is one word: write {joined}, or add one tag after another.",
            joined="-".join(pieces),
        )
    elif not pieces or not tags.tag(pieces[0]):
        wrong["tag"] = say(
            "Give one tag, such as billing: letters, digits, - and _, {longest} at most.",
            longest=tags.LONGEST,
        )
    return Errors(wrong) if wrong else Typed(tags.tag(pieces[0]), typed.team)


def send(
    session: Session, workspace: Workspace, person: Person, wanted: Typed, now: datetime
) -> Route | Errors:
    """Have a team told of what comes with a tag from now on, in the place of any other team.

    The audit trail tells it.

    Returns:
        The route; what is wrong where the team is closed.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    team = teams.find(session, workspace, wanted.team)
    if team is None or team.closed_at:
        return Errors({"team": say("This team is closed by now: choose another one.")})
    held = _routes(workspace).where(TagRouteRow.tag == wanted.tag)
    row = session.execute(held.with_for_update(of=TagRouteRow)).one_or_none()
    before = _route(row) if row else None
    if row and before and row.team_id == team.id:
        return before
    values = {"team_id": team.id, "made_at": now}
    session.execute(
        insert(TagRouteRow)
        .values(workspace_id=workspace.id, tag=wanted.tag, **values)
        .on_conflict_do_update(index_elements=["workspace_id", "tag"], set_=values)
    )
    was = {"team": before.team} if before else None
    told = Change("route.changed", f"#{wanted.tag}", was, {"team": team.name})
    audit.record(session, workspace, person, told, now)
    return _route(session.execute(held).one())


def remove(
    session: Session, workspace: Workspace, person: Person, tag: str, now: datetime
) -> Route | None:
    """A team hears of a tag no more; the audit trail tells it.

    Returns:
        The route; None where there was none any more.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    held = _routes(workspace).where(TagRouteRow.tag == tag).with_for_update(of=TagRouteRow)
    row = session.execute(held).one_or_none()
    if row is None:
        return None
    session.execute(
        delete(TagRouteRow).where(TagRouteRow.workspace_id == workspace.id, TagRouteRow.tag == tag)
    )
    found = _route(row)
    told = Change("route.changed", f"#{found.tag}", {"team": found.team}, None)
    audit.record(session, workspace, person, told, now)
    return found


def _routes(workspace: Workspace) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .join(
            TeamRow,
            and_(TeamRow.id == TagRouteRow.team_id, TeamRow.workspace_id == workspace.id),
        )
        .where(TagRouteRow.workspace_id == workspace.id)
    )


def _route(row: Any) -> Route:
    return Route(row.tag, row.name, row.channel or "", row.closed_at is not None)
