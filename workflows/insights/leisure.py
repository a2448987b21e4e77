"""Whether there is time to look for duplicates before a receipt is said."""

from dataclasses import dataclass
from weakref import WeakKeyDictionary

from sqlalchemy import Engine
from sqlalchemy.orm import Session

from bot import clock
from bot.store.workspaces import Workspace

# What people keep comes now and then; what comes faster is a rush, whose receipts are not to wait:
# a look takes longer than keeping does, and triage looks again.
_AT_ONCE, _SECONDS_EACH = 20, 0.2


@dataclass
class _Allowance:
    """How many looks are left, and when that was counted."""

    left: float
    at: float


_allowances: WeakKeyDictionary[Engine, dict[int, _Allowance]] = WeakKeyDictionary()


def at_leisure(session: Session, workspace: Workspace) -> bool:
    """Whether one more look is within what this process allows a workspace: five a second.

    Twenty may come at once. Two threads that ask at the same moment may both be let through.
    """
    now = clock.elapsed()
    own = _allowances.setdefault(session.get_bind().engine, {})
    found = own.setdefault(workspace.id, _Allowance(_AT_ONCE, now))
    found.left = min(_AT_ONCE, found.left + (now - found.at) / _SECONDS_EACH)
    found.at = now
    if found.left < 1:
        return False
    found.left -= 1
    return True
