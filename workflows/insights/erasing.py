"""What becomes of insights when one of those who kept them, or said them, is erased."""

from datetime import datetime

from sqlalchemy import func, or_, select, update
from sqlalchemy.orm import Session

from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights.receipt import STEM, Receipt
from workflows.insights.sorting_tables import FeedRow
from workflows.insights.tables import InsightRow, ShareRow

# What stands where words were.
NOTHING = "[…]"


def empty(session: Session, workspace: Workspace, person: Person) -> None:
    """Take the words out of what a person kept; what it counts for stays."""
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.author_id == person.id)
        .values(
            **dict.fromkeys(("said_by", "link", "permalink", "thread_ts", "conversation"), ""),
            words=NOTHING,
            tags=[],
            search=func.to_tsvector(""),
        )
    )
    session.execute(
        update(ShareRow)
        .where(ShareRow.workspace_id == workspace.id, ShareRow.person_id == person.id)
        .values(note="")
    )


def detach(
    session: Session, workspace: Workspace, person: Person, now: datetime
) -> tuple[int, ...]:
    """Nothing leads back to someone who was erased: no message of theirs, no feed of theirs.

    Args:
        person: as they are called from now on.

    Returns:
        The ids of the insights that must be said anew where they were shared.
    """
    session.execute(
        update(InsightRow)
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.source_author == person.slack_id,
        )
        .values(permalink="", thread_ts="")
    )
    _let_go(session, workspace, person)
    # A token whose owner is nobody's to answer for.
    session.execute(
        update(FeedRow)
        .where(
            FeedRow.workspace_id == workspace.id,
            FeedRow.owner_id == person.id,
            FeedRow.revoked_at.is_(None),
        )
        .values(revoked_at=now)
    )
    return _shared(session, workspace, person)


def _let_go(session: Session, workspace: Workspace, person: Person) -> None:
    """The messages to them went with them; what stands in a thread is kept up to date."""
    threads = func.concat(f"{STEM}:", InsightRow.id)
    session.execute(
        update(InsightRow)
        .where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.author_id == person.id,
            InsightRow.receipt.not_in(("", threads)),
        )
        .values(receipt="")
    )


def posted(session: Session, workspace: Workspace, person: Person) -> tuple[str, ...]:
    """What the posts are called that say the words of what someone kept."""
    shares = session.scalars(
        select(ShareRow.id)
        .join(InsightRow, InsightRow.id == ShareRow.insight_id)
        .where(ShareRow.workspace_id == workspace.id, InsightRow.author_id == person.id)
        .order_by(ShareRow.id)
    )
    return tuple(f"insights.share:{share}" for share in shares)


def in_threads(session: Session, workspace: Workspace, person: Person) -> tuple[str, ...]:
    """What the messages are called that tell, in a thread, of what someone erased had kept."""
    keys = session.scalars(
        select(InsightRow.receipt).where(
            InsightRow.workspace_id == workspace.id,
            InsightRow.author_id == person.id,
            InsightRow.receipt != "",
        )
    )
    return tuple(key for key in keys if Receipt(key).of_one)


def _shared(session: Session, workspace: Workspace, person: Person) -> tuple[int, ...]:
    """The ids of the insights that name someone who was erased where they were shared."""
    theirs = (
        InsightRow.author_id == person.id,
        ShareRow.person_id == person.id,
        InsightRow.source_author == person.slack_id,
    )
    texts = (InsightRow.words, InsightRow.said_by, ShareRow.note)
    found = session.scalars(
        select(InsightRow.id)
        .join(ShareRow, ShareRow.insight_id == InsightRow.id)
        .where(
            InsightRow.workspace_id == workspace.id,
            ShareRow.workspace_id == workspace.id,
            or_(*theirs, *(text.contains(NOTHING) for text in texts)),
        )
        .distinct()
        .order_by(InsightRow.id)
    )
    return tuple(found)
