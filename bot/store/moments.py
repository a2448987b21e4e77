"""Finds when something in a table is next due, for a clock that is turned."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnExpressionArgument, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from bot.store.workspaces import Workspace

# What is done once something is older than a time is done this much after that time.
JUST_AFTER = timedelta(microseconds=1)


def first(
    session: Session,
    workspace: Workspace,
    column: InstrumentedAttribute[datetime] | InstrumentedAttribute[datetime | None],
    after: datetime,
    *where: ColumnExpressionArgument[bool],
    later: timedelta = timedelta(),
) -> datetime | None:
    """The first moment after another at which a row is due; None where none is.

    Args:
        column: what makes a row due.
        after: only what is due after it counts.
        where: which rows.
        later: how long after what stands in the column.
    """
    theirs = column.class_.workspace_id == workspace.id
    found = session.scalar(select(func.min(column)).where(theirs, column > after - later, *where))
    return None if found is None else found + later


def never(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """No moment of product time brings anything to do: machines do, or Slack does."""
    return None
