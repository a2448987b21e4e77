"""Tells whether words that could not be kept were said anew: kept since, corrected or not."""

import re
from collections import Counter
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot import roles
from bot.folding import folded
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.tables import InsightRow

# The share of the words that one insight must hold: some may have been corrected or left out, but
# half of a long text is not all of it.
MOST = 2 / 3

_WORD = re.compile(r"\w+")


def said_anew(
    session: Session, workspace: Workspace, person: Person, words: str, since: datetime
) -> bool:
    """Whether an insight this person kept, undone or not, says these words.

    Args:
        words: what could not be kept.
        since: when that was.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.READ)
    kept = session.scalars(
        select(InsightRow.words).where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.author_id == person.id,
            InsightRow.kept_at >= since,
        )
    )
    wanted = _counted(words)
    return any((wanted & _counted(said)).total() >= MOST * wanted.total() for said in kept)


def _counted(text: str) -> Counter[str]:
    plain = folded(text)
    return Counter(_WORD.findall(plain) or plain.split())
