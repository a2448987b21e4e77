"""Reads one insight, and changes what it says."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ColumnElement, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.errors import Refusal
from bot.folding import indexed
from bot.i18n import say
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.insights import permissions
from workflows.insights.folding import searched
from workflows.insights.form import Fields
from workflows.insights.insight import Insight, reading, record
from workflows.insights.naming import with_names
from workflows.insights.stored import stored
from workflows.insights.tables import InsightRow
from workflows.insights.visibility import visible_to


@dataclass(frozen=True)
class Change:
    """What someone wants an insight to say.

    Attributes:
        insight: its id.
        fields: all it says from now on, checked.
        seen: the `changed_at` of what they had before them.
    """

    insight: int
    fields: Fields
    seen: datetime | None


@dataclass(frozen=True)
class Outdated:
    """Nothing was changed: the insight says something else since it was looked at."""

    insight: Insight


def find(session: Session, workspace: Workspace, person: Person, insight: int) -> Insight:
    """An insight that this person may see and that stands.

    Args:
        insight: its id.

    Raises:
        Refusal: there is none, or the person may not.
    """
    found = _standing(session, workspace, person, InsightRow.id == insight)
    if found is None:
        raise Refusal(say("This insight is not there any more: it was undone, or is private now."))
    return found


def numbered(session: Session, workspace: Workspace, person: Person, number: int) -> Insight:
    """The insight with this number, that this person may see and that stands.

    Raises:
        Refusal: there is none, or the person may not; of one they may not see nothing is told.
    """
    found = _standing(session, workspace, person, InsightRow.number == number)
    if found is None:
        raise Refusal(
            say(
                "There is no {reference} that you can see. `/insight search` finds insights by"
                " their words.",
                reference=f"INS-{number}",
            )
        )
    return found


def own(
    session: Session, workspace: Workspace, person: Person, insight: int, *, lock: bool = False
) -> Insight:
    """An insight this person kept, undone or not.

    Args:
        insight: its id.
        lock: nobody else changes it until the transaction ends.

    Raises:
        Refusal: they kept none with this id.
    """
    query = reading(workspace).where(InsightRow.id == insight, InsightRow.author_id == person.id)
    row = session.execute(query.with_for_update(of=InsightRow) if lock else query).one_or_none()
    if row is None:
        raise Refusal(say("Only the person who kept an insight can change it: ask them."))
    return with_names(session, workspace, [record(row)])[0]


def to_change(
    session: Session, workspace: Workspace, person: Person, insight: int, *, lock: bool = False
) -> Insight:
    """An insight this person may change.

    Args:
        insight: its id.
        lock: nobody else changes it until the transaction ends.

    Raises:
        Refusal: it is someone else's or undone, or the person may not.
    """
    roles.require(person, permissions.CHANGE)
    found = own(session, workspace, person, insight, lock=lock)
    if found.undone_at:
        raise Refusal(
            say(
                "{reference} is undone. Put it back first, then change it.",
                reference=found.reference,
            )
        )
    return found


def change(
    session: Session, workspace: Workspace, person: Person, wanted: Change, now: datetime
) -> Insight | Outdated:
    """Change what an insight says; records the fact `insight.changed`.

    Returns:
        The insight, changed; `Outdated` when it was changed since this person looked at it.

    Raises:
        Refusal: it is someone else's or undone, or the person may not.
    """
    found = to_change(session, workspace, person, wanted.insight, lock=True)
    if found.changed_at != wanted.seen:
        return Outdated(found)
    said = stored(session, workspace, wanted.fields, now)
    search = searched(wanted.fields, found.conversation)
    session.execute(
        update(InsightRow)
        .where(InsightRow.workspace_id == workspace.id, InsightRow.id == found.id)
        .values(
            **said,
            changed_at=now,
            search=indexed(search),
        )
    )
    facts.record(session, workspace, "insight.changed", found.id, person, now)
    return own(session, workspace, person, found.id)


def _standing(
    session: Session, workspace: Workspace, person: Person, which: ColumnElement[bool]
) -> Insight | None:
    roles.require(person, permissions.READ)
    row = session.execute(
        reading(workspace).where(which, InsightRow.undone_at.is_(None), visible_to(person))
    ).one_or_none()
    return with_names(session, workspace, [record(row)])[0] if row else None
