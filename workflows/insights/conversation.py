"""Keeps the thread that an insight comes from, as one text that search finds words of."""

from collections.abc import Iterable

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import roles
from bot.folding import indexed
from bot.mrkdwn import cut
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.folding import searched
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, reading, record
from workflows.insights.tables import InsightRow

# So many messages of a thread are kept, and so many characters of them.
MOST, LONGEST = 200, 20_000
# The last line of a thread of which more was said.
_MORE = "…"


def joined(lines: Iterable[str], whole: bool = True) -> str:
    """The text that is kept of a thread.

    Args:
        lines: what was said, a line each, oldest first.
        whole: whether that is all that was said.
    """
    kept: list[str] = []
    room = LONGEST
    for line in lines:
        if len(kept) == MOST or len(line) > room:
            whole = False
            if not kept:
                kept.append(line[: cut(line, room)])
            break
        kept.append(line)
        room -= len(line) + 1
    return "\n".join(kept if whole else [*kept, _MORE])


def is_cut(conversation: str) -> bool:
    """Whether more was said in a thread than is kept of it."""
    return conversation.endswith(f"\n{_MORE}")


def uncut(conversation: str) -> str:
    """What is kept of a thread, without the sign that more was said."""
    return conversation.removesuffix(f"\n{_MORE}")


def attach(
    session: Session, workspace: Workspace, person: Person, insight: int, conversation: str
) -> Insight | None:
    """Keep a thread with an insight of one's own, once: what is there already stays.

    Args:
        insight: its id.
        conversation: as `joined` makes it.

    Returns:
        The insight; None where this person has none with this id any more.

    Raises:
        Refusal: the person may not.
    """
    roles.require(person, permissions.CHANGE)
    which = InsightRow.id == insight, InsightRow.author_id == person.id
    query = reading(workspace).where(*which).with_for_update(of=InsightRow)
    row = session.execute(query).one_or_none()
    found = record(row) if row else None
    if found is None or found.conversation or not conversation:
        return found
    search = searched(_fields(found), conversation)
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == insight)
        .values(
            conversation=conversation,
            search=indexed(search),
        )
    )
    return record(session.execute(reading(workspace).where(*which)).one())


def _fields(insight: Insight) -> Fields:
    return Fields(insight.words, insight.said_by, customer=insight.customer, tags=insight.tags)
