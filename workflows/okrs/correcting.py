"""Corrections of what was told: another check-in takes its place, and the old one shows."""

from datetime import datetime

from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import key_result, permissions
from workflows.okrs.check_in import CheckIn, measure, read, tails
from workflows.okrs.check_ins import Told
from workflows.okrs.tables import CheckInRow, KeyResultRow


def correct(
    session: Session, workspace: Workspace, person: Person, check_in: int, told: Told, now: datetime
) -> CheckIn:
    """Correct what one told; the old figure stays and shows. Records `key_result.checked`.

    Args:
        check_in: the id of what is corrected.

    Returns:
        The correction, which counts from when the first was told.

    Raises:
        Refusal: there is none, somebody else told it, or it was corrected already.
    """
    roles.require(person, permissions.CHECK_IN)
    found = own(session, workspace, person, check_in)
    made = session.execute(
        insert(CheckInRow)
        .values(
            workspace_id=workspace.id,
            key_result_id=found.key_result,
            person_id=person.id,
            value=told.value,
            confidence=told.confidence,
            because=told.because,
            at=found.at,
            made_at=now,
            corrects_id=found.id,
            **measure(found),
        )
        .returning(CheckInRow.id)
    ).scalar_one()
    _refresh(session, workspace, found.key_result)
    facts.record(session, workspace, "key_result.checked", found.key_result, person, now)
    return next(iter(read(session, workspace, CheckInRow.id == made)))


def own(session: Session, workspace: Workspace, person: Person, check_in: int) -> CheckIn:
    """A check-in that this person may correct; nobody else does until the transaction ends.

    Args:
        check_in: its id.

    Raises:
        Refusal: there is none, somebody else told it, it was corrected already, or it is measured
            otherwise by now.
    """
    held = select(KeyResultRow.id).where(
        KeyResultRow.workspace_id == workspace.id,
        KeyResultRow.id
        == select(CheckInRow.key_result_id)
        .where(CheckInRow.workspace_id == workspace.id, CheckInRow.id == check_in)
        .scalar_subquery(),
    )
    session.execute(held.with_for_update())
    found = next(iter(read(session, workspace, CheckInRow.id == check_in)), None)
    if found is None:
        raise Refusal(say("There is no such check-in. `/okr` shows your key results."))
    if found.person is None or found.person.id != person.id:
        raise Refusal(say("Somebody else wrote this: only they can correct it."))
    if found.corrected:
        raise Refusal(say("This was corrected already: correct what it says now."))
    if not found.is_comparable(key_result.find(session, workspace, found.key_result)):
        raise Refusal(
            say("This was told in another unit, and stays as it was: `/okr update` tells more.")
        )
    return found


def _refresh(session: Session, workspace: Workspace, found: int) -> None:
    """Write into a key result what its last check-in says."""
    last = next(iter(tails(session, workspace, [found], 1).get(found, ())), None)
    assert last, "one was just told"
    session.execute(
        update(KeyResultRow)
        .where(KeyResultRow.workspace_id == workspace.id, KeyResultRow.id == found)
        .values(
            value=last.value,
            confidence=last.confidence,
            because=last.because,
            checked_at=last.at,
        )
    )
