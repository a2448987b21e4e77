"""The audit trail: what was changed for others, by whom, when, before and after."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, insert, or_, select
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.folding import folded
from bot.store import homes, people
from bot.store.base import Base
from bot.store.people import Person, PersonRow
from bot.store.workspaces import Workspace


class AuditRow(Base):
    """A change; `subject` names what was changed for a reader, e.g. `Billing` for a team.

    `search` is all that it says, as `bot.folding` spells it.
    """

    __tablename__ = "audit"
    __table_args__ = (Index("ix_audit_at", "workspace_id", "at", "id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("people.id"))
    action: Mapped[str]
    subject: Mapped[str]
    before: Mapped[dict[str, Any] | None]
    after: Mapped[dict[str, Any] | None]
    at: Mapped[datetime]
    search: Mapped[str] = mapped_column(server_default="")


@dataclass(frozen=True)
class Change:
    """What was changed.

    Attributes:
        action: `noun.verb`, e.g. `team.edited`.
        subject: what it was done to, for a reader.
        before, after: what differs, by field, as JSON; None where there was or is nothing.
    """

    action: str
    subject: str
    before: Mapping[str, Any] | None = None
    after: Mapping[str, Any] | None = None


@dataclass(frozen=True)
class Entry:
    """A change as the trail tells it; `by` is whoever made it, empty for the bot itself."""

    by: str
    change: Change
    at: datetime


@dataclass(frozen=True)
class Asked:
    """What to look for.

    Attributes:
        words: each as `bot.folding` spells it, with the actions it stands for.
        skipped: how many changes that match are left out before those that are told.
    """

    words: tuple[tuple[str, frozenset[str]], ...] = ()
    skipped: int = 0


def record(
    session: Session, workspace: Workspace, person: Person | None, change: Change, now: datetime
) -> None:
    """Write a change into the audit trail, in the transaction that makes it.

    Args:
        person: who made it; None for the bot itself.
    """
    session.execute(
        insert(AuditRow).values(
            workspace_id=workspace.id,
            person_id=person.id if person else None,
            action=change.action,
            subject=change.subject,
            before=change.before,
            after=change.after,
            at=now,
            search=_searched(person, change),
        )
    )
    # It stands under *What changed* on their App Home.
    homes.touch(session, workspace, people.product_ops(session, workspace))


def search(session: Session, workspace: Workspace, asked: Asked, limit: int) -> tuple[Entry, ...]:
    """What was changed, newest first.

    Args:
        asked: what to look for.
        limit: how many there are at the most.
    """
    found = [
        or_(AuditRow.search.contains(word, autoescape=True), AuditRow.action.in_(actions))
        for word, actions in asked.words
    ]
    rows = session.execute(
        select(AuditRow, PersonRow.name, PersonRow.slack_id)
        .outerjoin(PersonRow, PersonRow.id == AuditRow.person_id)
        .where(AuditRow.workspace_id == workspace.id, *found)
        .order_by(AuditRow.at.desc(), AuditRow.id.desc())
        .limit(limit)
        .offset(asked.skipped)
    )
    return tuple(
        Entry(
            by=row.name or row.slack_id or "",
            change=Change(one.action, one.subject, one.before, one.after),
            at=one.at,
        )
        for row in rows
        for one in (row.AuditRow,)
    )


def _searched(person: Person | None, change: Change) -> str:
    values = [
        text
        for side in (change.before, change.after)
        for name, value in (side or {}).items()
        for text in (name, json.dumps(value, ensure_ascii=False))
    ]
    by = person.name if person else ""
    return folded(by, change.action, change.subject, *values)
