"""App Homes on their way: at most one a person, which becomes the newest."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete, func
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.delivery import limits
from bot.delivery.tables import DeliveryRow
from bot.posts import Home, Priority
from bot.store.workspaces import Workspace


def put(session: Session, workspace: Workspace, homes: Sequence[Home], now: datetime) -> None:
    """Put App Homes in the outbox, each over the one of the same person that is there.

    One that is under way goes once more when it has arrived, with what it then says.

    Raises:
        Refusal: one is over a limit of Slack's.
    """
    # In one order, so that two who draw the same people wait for each other once.
    for home in sorted(homes, key=lambda home: home.to):
        limits.check_home(home.view)
        _put(session, workspace, home, now)


def _put(session: Session, workspace: Workspace, home: Home, now: datetime) -> None:
    key = f"home.view:{home.to}"
    session.execute(
        delete(DeliveryRow).where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.key == key,
            DeliveryRow.state == "failed",
        )
    )
    values = {"body": home.view, "due": now}
    priority = int(Priority.HOME if home.awaited else Priority.REDRAWN)
    session.execute(
        insert(DeliveryRow)
        .values(
            workspace_id=workspace.id,
            key=key,
            kind="home",
            target=home.to,
            priority=priority,
            **values,
        )
        .on_conflict_do_update(
            index_elements=["workspace_id", "key"],
            set_={
                **values,
                # Whoever waits for the one before waits for this one.
                "priority": func.least(DeliveryRow.priority, priority),
                # What is under way is the view before, which its mark tells.
                "mark": func.gen_random_uuid(),
            },
        )
    )
