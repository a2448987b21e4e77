"""Sends once more what failed."""

from datetime import datetime

from sqlalchemy.orm import Session

from bot import roles
from bot.delivery import desk
from bot.store import audit, homes, people
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.health import permissions


def resend(
    session: Session, workspace: Workspace, person: Person, reason: str, now: datetime
) -> int:
    """Send once more all that failed for a reason.

    Args:
        reason: Slack's code.

    Returns:
        How many are on their way again.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.RESEND)
    count = desk.resend(session, workspace, reason=reason)
    if count:
        change = Change("deliveries.resent", reason, after={"deliveries": count})
        audit.record(session, workspace, person, change, now)
        homes.touch(session, workspace, people.product_ops(session, workspace))
    return count
