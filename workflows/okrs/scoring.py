"""Scores of key results: proposed from their figures, until their owners say one."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot.mrkdwn import clean
from bot.store.workspaces import Workspace
from workflows.okrs import figures
from workflows.okrs.key_result import KeyResult
from workflows.okrs.tables import KeyResultRow

LONGEST_ANSWER = 1_000
_ZERO, _ONE = Decimal(0), Decimal(1)


@dataclass(frozen=True)
class Scored:
    """A score that somebody confirms, in tenths from 0 to 1, and why, where it is another."""

    key_result: int
    score: Decimal
    note: str = ""


def proposed(found: KeyResult) -> Decimal:
    """The score of a key result: the one that was confirmed, else what its figures say."""
    return found.score if found.score is not None else figures.score(found.progress)


def keep(session: Session, workspace: Workspace, said: Scored, now: datetime) -> None:
    """Keep a score that its owner confirmed."""
    score = min(max(said.score, _ZERO), _ONE)
    session.execute(
        update(KeyResultRow)
        .where(KeyResultRow.workspace_id == workspace.id, KeyResultRow.id == said.key_result)
        .values(score=score, score_note=clean(said.note)[:LONGEST_ANSWER], scored_at=now)
    )
