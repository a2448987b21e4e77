"""Whom the bot can't reach, so that a feature can say so."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot.delivery import reasons
from bot.delivery.tables import CLOCK, DestinationRow
from bot.i18n import Words
from bot.store.workspaces import Workspace


@dataclass(frozen=True)
class Problem:
    """Why a channel or a person can't be reached, found at the last attempt.

    Attributes:
        reason: Slack's code.
        words: what it means and what to do.
        since: when it was found.
    """

    reason: str
    words: Words
    since: datetime


def problems(
    session: Session, workspace: Workspace, targets: Iterable[str]
) -> Mapping[str, Problem]:
    """Those of these channels and people that could not be reached, by Slack's id.

    Args:
        targets: Slack's ids `C…` and `U…`.
    """
    rows = session.execute(
        select(DestinationRow.target, DestinationRow.problem, DestinationRow.problem_at).where(
            DestinationRow.workspace_id == workspace.id,
            DestinationRow.target.in_(list(targets)),
            DestinationRow.problem.is_not(None),
        )
    )
    return {
        row.target: Problem(row.problem, reasons.words(row.problem), row.problem_at) for row in rows
    }


def note(session: Session, workspace: Workspace, target: str, problem: str) -> None:
    """Keep what was found of a channel or a person where nothing was posted.

    Args:
        target: Slack's id.
        problem: Slack's code of why it can't be reached; empty where it can.
    """
    values = {"problem": problem or None, "problem_at": CLOCK if problem else None}
    session.execute(
        insert(DestinationRow)
        .values(workspace_id=workspace.id, target=target, **values)
        .on_conflict_do_update(index_elements=["workspace_id", "target"], set_=values)
    )
