"""What an insight's row holds of its fields."""

from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from bot.store.workspaces import Workspace
from workflows.insights import areas, customers
from workflows.insights.form import Fields


def stored(session: Session, workspace: Workspace, fields: Fields, now: datetime) -> dict[str, Any]:
    """The columns that say what an insight says; a customer nobody named before is written down.

    A product area that is closed by now is left out: what was learnt is kept all the same.
    """
    columns = {name: one for name, one in vars(fields).items() if name not in ("customer", "area")}
    return {
        **columns,
        "tags": list(fields.tags),
        "customer_id": customers.named(session, workspace, fields.customer, now)
        if fields.customer
        else None,
        "area_id": areas.named(session, workspace, fields.area) if fields.area else None,
    }
