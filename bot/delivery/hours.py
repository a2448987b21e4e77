"""Keeps for its reader's working hours what Slack did not take in them."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import calendar
from bot.delivery.tables import DeliveryRow
from bot.store import calendars, people
from bot.store.workspaces import Workspace


def keep(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Put off what is due and waits for hours in which its reader does not work just now.

    Returns:
        0: what goes in their hours goes on waiting, and is no reason to look at once again.
    """
    waiting = session.execute(
        select(DeliveryRow.id, DeliveryRow.target).where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.state == "waiting",
            DeliveryRow.in_hours,
            DeliveryRow.due <= now,
        )
    ).all()
    readers = people.known(session, workspace, {one.target for one in waiting}) if waiting else {}
    hours = calendars.of(session, workspace, [one.id for one in readers.values()])
    for one in waiting:
        reader = readers.get(one.target)
        if reader is None or calendar.is_working(hours[reader.id], now):
            continue
        # Who is away without a known end is looked at again the next day.
        due = calendar.next_moment(hours[reader.id], now) or now + timedelta(days=1)
        session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == workspace.id,
                DeliveryRow.id == one.id,
                # Not what a postman has taken meanwhile.
                DeliveryRow.state == "waiting",
            )
            .values(due=due)
        )
    return 0
