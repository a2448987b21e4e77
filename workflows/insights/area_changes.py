"""Makes product areas, renames them, says who answers for them, and closes them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, insert, select, text, update
from sqlalchemy.orm import Session

from bot import roles
from bot.errors import Refusal
from bot.folding import sameness
from bot.forms import Errors
from bot.i18n import Words, say
from bot.mrkdwn import clean
from bot.overtaking import Edit, Outdated, differing, merged
from bot.store import audit, people
from bot.store.audit import Change
from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.workspaces import Workspace
from workflows.insights import permissions, waiting
from workflows.insights.areas import named
from workflows.insights.form import LONGEST_CHOICE
from workflows.insights.sorting_tables import AreaRow

# One at a time in a workspace: of two who take one name, the second hears of the first.
_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('areas'), :workspace)")

_COLUMNS: tuple[Any, ...] = (AreaRow.id, AreaRow.name, PersonRow)


@dataclass(frozen=True)
class Content:
    """What an area is; `owner` is Slack's id of who answers for it, empty for nobody."""

    name: str = ""
    owner: str = ""


@dataclass(frozen=True)
class Area:
    """A product area that stands; its owner may have left."""

    id: int
    content: Content
    owner: Person | None = None


def standing(session: Session, workspace: Workspace, person: Person) -> tuple[Area, ...]:
    """The areas that stand, by name.

    Raises:
        Refusal: the person may not arrange them.
    """
    roles.require(person, permissions.ARRANGE)
    rows = session.execute(_areas(workspace).order_by(AreaRow.folded, AreaRow.id))
    return tuple(_area(workspace, row) for row in rows)


def find(session: Session, workspace: Workspace, person: Person, area: int) -> Area:
    """An area that stands.

    Args:
        area: its id.

    Raises:
        Refusal: there is none, or the person may not arrange them.
    """
    roles.require(person, permissions.ARRANGE)
    row = session.execute(_areas(workspace).where(AreaRow.id == area)).one_or_none()
    if row is None:
        raise Refusal(
            say("This product area is closed by now: `/insight settings` shows those that stand.")
        )
    return _area(workspace, row)


def check(typed: Content) -> Content | Errors:
    """What was typed of an area, cleaned, or what is wrong with it."""
    name = clean(typed.name)
    wrong = _wrong(name)
    return Errors({"name": wrong}) if wrong else Content(name, typed.owner)


def add(
    session: Session, workspace: Workspace, person: Person, wanted: Content, now: datetime
) -> Area | Errors:
    """Make an area; the audit trail tells it.

    Returns:
        The area; what is wrong where its name is another's or its owner can't be asked.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    owner = _checked(session, workspace, Content(), wanted)
    if isinstance(owner, Errors):
        return owner
    made = session.execute(
        insert(AreaRow)
        .values(workspace_id=workspace.id, made_at=now, **_columns(wanted, owner))
        .returning(AreaRow.id)
    ).scalar_one()
    change = Change("area.added", wanted.name, *differing(Content(), wanted))
    audit.record(session, workspace, person, _told(session, workspace, change), now)
    return find(session, workspace, person, made)


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    area: int,
    edit: Edit[Content],
    now: datetime,
) -> Area | Errors | Outdated[Content]:
    """Give an area another name or owner; who is asked about it follows, and the audit trail.

    Args:
        area: its id.

    Returns:
        The area; what is wrong as for `add`; what stands where someone else changed the same.

    Raises:
        Refusal: it is closed, or the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    _hold(session, workspace)
    before = find(session, workspace, person, area).content
    after = merged(edit, before)
    if isinstance(after, Outdated):
        return after
    owner = _checked(session, workspace, before, after)
    if isinstance(owner, Errors):
        return owner
    if after != before:
        _write(session, workspace, area, **_columns(after, owner))
        told = Change("area.changed", before.name, *differing(before, after))
        audit.record(session, workspace, person, _told(session, workspace, told), now)
        waiting.follow(session, workspace, now)
    return find(session, workspace, person, area)


def close(
    session: Session, workspace: Workspace, person: Person, area: int, now: datetime
) -> Content:
    """End an area: nobody chooses it any more, and nobody is asked about it.

    Its insights go on naming it; the audit trail tells it.

    Args:
        area: its id.

    Raises:
        Refusal: it is closed already, or the person may not.
    """
    roles.require(person, permissions.ARRANGE)
    _hold(session, workspace)
    before = find(session, workspace, person, area).content
    _write(session, workspace, area, closed_at=now)
    told = Change("area.closed", before.name, differing(Content(), before)[1])
    audit.record(session, workspace, person, _told(session, workspace, told), now)
    waiting.follow(session, workspace, now)
    return before


def _checked(
    session: Session, workspace: Workspace, before: Content, after: Content
) -> int | Errors | None:
    """The id of an area's owner-to-be, if any; its name is free until the transaction ends."""
    _hold(session, workspace)
    wrong: dict[str, Words] = {}
    same = sameness(after.name) == sameness(before.name)
    if not same and named(session, workspace, after.name) is not None:
        wrong["name"] = say("There is a product area with this name already.")
    owner = people.find(session, workspace, after.owner) if after.owner else None
    fit = owner is not None and roles.may(owner, permissions.TRIAGE)
    if after.owner and after.owner != before.owner and not fit:
        wrong["owner"] = say(
            "Only a member who is still here can be asked about it: choose someone else."
        )
    return Errors(wrong) if wrong else owner.id if owner else None


def _columns(content: Content, owner: int | None) -> dict[str, Any]:
    return {"name": content.name, "folded": sameness(content.name), "owner_id": owner}


def _told(session: Session, workspace: Workspace, told: Change) -> Change:
    """A change with people by their names, as the audit trail tells it."""
    sides = (told.before or {}, told.after or {})
    ids = tuple(side["owner"] for side in sides if side.get("owner"))
    names = people.names(session, workspace, ids) if ids else {}
    before, after = (
        {field: names.get(one, one) for field, one in side.items()} or None for side in sides
    )
    return Change(told.action, told.subject, before, after)


def _areas(workspace: Workspace) -> Select[Any]:
    return (
        select(*_COLUMNS)
        .outerjoin(
            PersonRow,
            and_(PersonRow.id == AreaRow.owner_id, PersonRow.workspace_id == AreaRow.workspace_id),
        )
        .where(AreaRow.workspace_id == workspace.id, AreaRow.closed_at.is_(None))
    )


def _area(workspace: Workspace, row: Any) -> Area:
    owner = record(row.PersonRow, workspace) if row.PersonRow else None
    return Area(row.id, Content(row.name, owner.slack_id if owner else ""), owner)


def _wrong(name: str) -> Words | None:
    if not sameness(name):
        return say("Give the product area a name.")
    if len(name) > LONGEST_CHOICE:
        return say("A product area's name is at most {most} characters long.", most=LONGEST_CHOICE)
    return None


def _hold(session: Session, workspace: Workspace) -> None:
    session.execute(_LOCK, {"workspace": workspace.id})


def _write(session: Session, workspace: Workspace, area: int, **columns: object) -> None:
    session.execute(
        update(AreaRow)
        .where(AreaRow.workspace_id == workspace.id, AreaRow.id == area)
        .values(**columns)
    )
