"""Asks whether a key result still lives of which nothing changes."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import roles
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.okrs import key_result, permissions
from workflows.okrs.check_in import CheckIn, tails
from workflows.okrs.check_ins import require_all
from workflows.okrs.key_result import KeyResult
from workflows.okrs.tables import KeyResultRow

# After so many clicks on *No change* running, somebody is asked whether a key result still lives.
UNCHANGED = 3


def unchanged(
    session: Session, workspace: Workspace, found: Iterable[KeyResult]
) -> tuple[KeyResult, ...]:
    """Those of key results of which *No change* was said `UNCHANGED` times running.

    Since somebody said that one still lives, it is counted anew.
    """
    found = tuple(found)
    told = tails(session, workspace, [each.id for each in found], UNCHANGED)
    return tuple(each for each in found if _is_stuck(each, told.get(each.id, ())))


def keep_alive(
    session: Session, workspace: Workspace, person: Person, found: int, now: datetime
) -> KeyResult:
    """Somebody says that a key result still lives: it is not asked of it again for a while.

    Args:
        found: its id.

    Raises:
        Refusal: there is none, or they may not tell anything of it.
    """
    roles.require(person, permissions.CHECK_IN)
    standing = key_result.find(session, workspace, found)
    require_all(session, workspace, person, [standing])
    session.execute(
        update(KeyResultRow)
        .where(KeyResultRow.workspace_id == workspace.id, KeyResultRow.id == found)
        .values(alive_at=now)
    )
    return key_result.find(session, workspace, found)


def _is_stuck(found: KeyResult, told: Sequence[CheckIn]) -> bool:
    since = found.alive_at
    counted = [each for each in told if each.unchanged and (since is None or each.at > since)]
    return len(counted) == UNCHANGED
