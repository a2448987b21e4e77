"""What follows for insights when a person is erased, and when insights are kept long enough."""

from collections.abc import Callable
from datetime import datetime

from bot.delivery import outbox, rewording
from bot.facts import Fact
from bot.i18n import Translator
from bot.posts import Edit
from bot.replies import Message
from bot.store.engine import Session
from bot.store.workspaces import Workspace
from handlers.insights import receipts, shares, sharing
from workflows.insights import erasing, retention, share


def empty(session: Session, workspace: Workspace, fact: Fact) -> None:
    """The words of a person are to go too, from what was posted of them as well."""
    erasing.empty(session, workspace, fact.person)
    rewording.forget(session, workspace, erasing.posted(session, workspace, fact.person))


def detach(session: Session, workspace: Workspace, fact: Fact) -> None:
    """A person was erased: what was shared is said without them."""
    edits: list[Edit] = []
    for insight in erasing.detach(session, workspace, fact.person, fact.now):
        found = share.shared(session, workspace, insight)
        assert found, "it was found just now"
        edits += sharing.edits(*found)
    threads = erasing.in_threads(session, workspace, fact.person)
    edits += receipts.reworded(session, workspace, threads)
    outbox.put(session, workspace, edits, fact.now)


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase insights that were kept long enough; where they were shared, that is said instead."""
    gone = retention.forget(session, workspace, now, limit)
    edits = [Edit(key, _said(name), f"{key}:erased") for key, name in gone.shares]
    edits += receipts.reworded(session, workspace, gone.receipts)
    outbox.put(session, workspace, edits, now)
    return gone.count


def _said(reference: str) -> Callable[[Translator], Message]:
    return lambda t: shares.erased(t, reference)
