"""The audit trail: what was changed for others, by whom, when, before and after."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Identity, Index, insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.people import Person
from bot.store.workspaces import Workspace


class AuditRow(Base):
    """A change; `subject` names what was changed for a reader, e.g. `Billing` for a team."""

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
        )
    )
