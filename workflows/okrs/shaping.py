"""Key results: made, changed, handed to another owner, and dropped."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select, text, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.folding import sameness
from bot.forms import Errors
from bot.store import audit
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import cadences, cycles, key_result, numbers, objective, permissions
from workflows.okrs.key_result import KeyResult
from workflows.okrs.key_result_form import Fields
from workflows.okrs.objective import Objective
from workflows.okrs.owners import owner_to_be
from workflows.okrs.tables import KeyResultRow

_LOCK = text("SELECT pg_advisory_xact_lock(hashtext('key_results'), :objective)")


def make(
    session: Session,
    workspace: Workspace,
    person: Person,
    below: int,
    wanted: Fields,
    now: datetime,
) -> KeyResult | Errors:
    """Give an objective a key result; records `key_result.made`, and the audit trail tells it.

    Args:
        below: the objective's id.

    Returns:
        The key result, or the one with this title that is there; what is wrong with the owner.

    Raises:
        Refusal: it is somebody else's to say, or the objective was dropped.
    """
    found = _above(session, workspace, person, below)
    same = _titled(session, workspace, below, wanted.title)
    if same is not None:
        return same
    owner = owner_to_be(session, workspace, wanted.owner)
    if isinstance(owner, Errors):
        return owner
    made = session.execute(
        insert(KeyResultRow)
        .values(
            workspace_id=workspace.id, objective_id=below, made_at=now, **_columns(wanted, owner)
        )
        .returning(KeyResultRow.id)
    ).scalar_one()
    cadences.ensure(session, workspace, found.team, now)
    after = key_result.find(session, workspace, made)
    told = Change("key_result.made", after.title, None, said(after))
    _tell(session, workspace, person, (made, told), now)
    return after


def change(
    session: Session,
    workspace: Workspace,
    person: Person,
    found: int,
    wanted: Fields,
    now: datetime,
) -> KeyResult | Errors:
    """Change what a key result is; records `key_result.changed`, and the audit trail tells it.

    What was told of it stays, also where its figures are measured otherwise from now on.

    Args:
        found: its id.

    Returns:
        The key result; what is wrong with the owner.

    Raises:
        Refusal: there is none, or it is somebody else's to say.
    """
    before = to_shape(session, workspace, person, found)
    owner = owner_to_be(session, workspace, wanted.owner, before.owner)
    if isinstance(owner, Errors):
        return owner
    set_(session, workspace, found, **_columns(wanted, owner))
    if (before.unit, before.zones) != (wanted.unit, wanted.zones):
        # What was told in another unit says nothing in this one.
        set_(session, workspace, found, value=None, confidence="", because="", checked_at=None)
    after = key_result.find(session, workspace, found)
    sides = said(before), said(after)
    if sides[0] != sides[1]:
        told = Change("key_result.changed", before.title, *_differing(*sides))
        _tell(session, workspace, person, (found, told), now)
    return after


def hand_over(
    session: Session,
    workspace: Workspace,
    person: Person,
    found: KeyResult,
    owner: Person,
    now: datetime,
) -> KeyResult:
    """Give a key result to another owner; records `key_result.changed`, and the audit tells it."""
    set_(session, workspace, found.id, owner_id=owner.id)
    after = key_result.find(session, workspace, found.id)
    told = Change("key_result.changed", found.title, *_differing(said(found), said(after)))
    _tell(session, workspace, person, (found.id, told), now)
    return after


def drop(
    session: Session, workspace: Workspace, person: Person, found: int, now: datetime
) -> KeyResult:
    """Stop aiming at a key result; its history stays. Records `key_result.dropped`.

    Args:
        found: its id.

    Raises:
        Refusal: there is none, or it is neither theirs nor theirs to say.
    """
    before = key_result.find(session, workspace, found)
    if before.owner is None or before.owner.id != person.id:
        objective.require_shape(session, workspace, person, before.team)
    roles.require(person, permissions.CHECK_IN)
    cycles.require_open(session, workspace, before.cycle)
    set_(session, workspace, found, dropped_at=now)
    told = Change("key_result.dropped", before.title, said(before))
    _tell(session, workspace, person, (found, told), now)
    return before


def to_shape(session: Session, workspace: Workspace, person: Person, found: int) -> KeyResult:
    """A key result that this person may change.

    Args:
        found: its id.

    Raises:
        Refusal: there is none, or it is somebody else's to say.
    """
    before = key_result.find(session, workspace, found)
    objective.require_shape(session, workspace, person, before.team)
    cycles.require_open(session, workspace, before.cycle)
    return before


def said(found: KeyResult) -> dict[str, Any]:
    """What a key result is, as the audit trail tells it."""
    aim = found.aim
    return {
        "title": found.title,
        "unit": found.unit,
        "start": numbers.plain(aim.start),
        "target": found.zones[-1] if found.zones else numbers.plain(aim.target),
        "zones": ", ".join(found.zones),
        "owner": found.owner.name if found.owner else "",
        "source": found.source,
    }


def set_(session: Session, workspace: Workspace, found: int, **columns: object) -> None:
    """Write columns of a key result, by its id."""
    session.execute(
        update(KeyResultRow)
        .where(KeyResultRow.workspace_id == workspace.id, KeyResultRow.id == found)
        .values(**columns)
    )


def _tell(
    session: Session, workspace: Workspace, person: Person, what: tuple[int, Change], now: datetime
) -> None:
    """Record the fact, by the key result's id, and have the audit trail tell the change."""
    audit.record(session, workspace, person, what[1], now)
    facts.record(session, workspace, what[1].action, what[0], person, now)


def _above(session: Session, workspace: Workspace, person: Person, below: int) -> Objective:
    """The objective that is to have another key result; nobody else gives it one meanwhile."""
    found = objective.find(session, workspace, below)
    objective.require_shape(session, workspace, person, found.team)
    cycles.require_open(session, workspace, found.cycle)
    session.execute(_LOCK, {"objective": below % 2**31})
    return found


def _titled(session: Session, workspace: Workspace, below: int, title: str) -> KeyResult | None:
    same = session.scalar(
        select(KeyResultRow.id).where(
            KeyResultRow.workspace_id == workspace.id,
            KeyResultRow.objective_id == below,
            KeyResultRow.folded == sameness(title),
            KeyResultRow.dropped_at.is_(None),
        )
    )
    return None if same is None else key_result.find(session, workspace, same)


def _columns(wanted: Fields, owner: int | None) -> dict[str, Any]:
    given = {name: one for name, one in vars(wanted).items() if name != "owner"}
    own = {
        "folded": sameness(wanted.title),
        "direction": str(wanted.direction),
        "zones": "\n".join(wanted.zones),
        "owner_id": owner,
    }
    return given | own


def _differing(before: dict[str, Any], after: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    names = [name for name in after if before[name] != after[name]]
    return {name: before[name] for name in names}, {name: after[name] for name in names}
