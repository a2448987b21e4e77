"""Tells both teams how a dependency stands: reads what their cards need, and fills the outbox."""

from collections.abc import Sequence
from datetime import datetime

from bot.delivery import outbox
from bot.errors import Refusal
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.dependencies import cards
from handlers.dependencies.describing import Links
from workflows.dependencies import dependency, placing, trust, tying
from workflows.dependencies.dependency import Dependency, Made
from workflows.okrs import key_result


def refresh(
    session: Session, workspace: Workspace, found: Dependency, now: datetime, mark: str
) -> None:
    """Post or edit the cards of a dependency, after what is no move.

    Args:
        mark: names the change, once and for all: nothing is told in a thread.
    """
    tell(session, workspace, found, dependency.history(session, workspace, found.id), now, mark)


def tell(
    session: Session,
    workspace: Workspace,
    found: Dependency,
    history: Sequence[Made],
    now: datetime,
    mark: str = "",
) -> None:
    """Post or edit the cards of a dependency, and tell its last move in their threads.

    Args:
        history: all its moves.
        mark: as for `refresh`; empty for a move.
    """
    about = links(session, workspace, found)
    outbox.put(session, workspace, cards.refreshed(found, history, about, mark), now)
    left = cards.passed_on(found, history) if not mark else None
    if left and outbox.find(session, workspace, left[0].of):
        outbox.put(session, workspace, left, now)
    behind = placing.note(session, workspace, found.id, cards.places(found))
    outbox.put(session, workspace, cards.left_behind(found, history, behind), now)


def refresh_tied(
    session: Session, workspace: Workspace, found: Dependency, now: datetime, mark: str
) -> None:
    """Edit the cards of what waits for a dependency: they say whether they still do.

    Args:
        mark: names the change, once and for all.
    """
    for each in dependency.of_ids(session, workspace, found.serves):
        refresh(session, workspace, each, now, mark)


def links(session: Session, workspace: Workspace, found: Dependency) -> Links:
    """What a dependency is for; what was dropped since is left out."""
    title = ""
    try:
        if found.key_result:
            title = key_result.find(session, workspace, found.key_result).title
    except Refusal:
        pass
    date = trust.shown(session, workspace, found)
    return Links(title, *tying.beside(session, workspace, found), date)
