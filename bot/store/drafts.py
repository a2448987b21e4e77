"""What someone typed that was not kept: offered again until they use it or let it go."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Identity, UniqueConstraint, delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.moments import JUST_AFTER, first
from bot.store.people import Person
from bot.store.workspaces import Workspace

KEPT = timedelta(days=30)


class DraftRow(Base):
    """What one person typed into one form or after one command."""

    __tablename__ = "drafts"
    __table_args__ = (UniqueConstraint("workspace_id", "person_id", "key"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"))
    form: Mapped[str]
    key: Mapped[str]
    typed: Mapped[dict[str, Any]]
    offered: Mapped[bool]
    at: Mapped[datetime] = mapped_column(index=True)


@dataclass(frozen=True)
class Draft:
    """What was typed: into which `form`, with which `key`, as that form's doors carry it."""

    form: str
    key: str
    typed: dict[str, Any]
    offered: bool = True
    id: int = 0
    at: datetime | None = None


def save(
    session: Session, workspace: Workspace, person: Person, draft: Draft, now: datetime
) -> int:
    """Save a draft, over the one of the same key; returns its id.

    Args:
        draft: what was typed; `offered=False` is what a form needs until it is submitted (it is
            not offered when the form is opened anew).
    """
    values = {"typed": draft.typed, "offered": draft.offered, "at": now, "form": draft.form}
    return session.execute(
        insert(DraftRow)
        .values(workspace_id=workspace.id, person_id=person.id, key=draft.key, **values)
        .on_conflict_do_update(index_elements=["workspace_id", "person_id", "key"], set_=values)
        .returning(DraftRow.id)
    ).scalar_one()


def newest(session: Session, workspace: Workspace, person: Person, form: str) -> Draft | None:
    """The newest draft this person may resume in a form."""
    row = session.scalar(
        select(DraftRow)
        .where(
            DraftRow.workspace_id == workspace.id,
            DraftRow.person_id == person.id,
            DraftRow.form == form,
            DraftRow.offered,
        )
        .order_by(DraftRow.at.desc(), DraftRow.id.desc())
        .limit(1)
    )
    return _record(row) if row else None


def about(
    session: Session, workspace: Workspace, person: Person, form: str, carried: str
) -> Draft | None:
    """The newest draft this person may resume in a form that carries this unseen."""
    row = session.scalar(
        select(DraftRow)
        .where(
            DraftRow.workspace_id == workspace.id,
            DraftRow.person_id == person.id,
            DraftRow.form == form,
            DraftRow.offered,
            DraftRow.typed["metadata"].astext == carried,
        )
        .order_by(DraftRow.at.desc(), DraftRow.id.desc())
        .limit(1)
    )
    return _record(row) if row else None


def settle_like(
    session: Session,
    workspace: Workspace,
    person: Person,
    form: str,
    like: Callable[[str], bool],
) -> None:
    """Let go of the drafts of this person's in a form: it was kept, as often as it was tried.

    Args:
        like: whether what a draft carries unseen says that it is about the same.
    """
    rows = session.scalars(
        select(DraftRow).where(
            DraftRow.workspace_id == workspace.id,
            DraftRow.person_id == person.id,
            DraftRow.form == form,
        )
    )
    ids = [row.id for row in rows if like(str(row.typed.get("metadata", "")))]
    if ids:
        which = DraftRow.workspace_id == workspace.id, DraftRow.id.in_(ids)
        session.execute(delete(DraftRow).where(*which))


def find(session: Session, workspace: Workspace, person: Person, draft: int) -> Draft | None:
    """One of this person's drafts, by its id."""
    row = session.scalar(
        select(DraftRow).where(
            DraftRow.workspace_id == workspace.id,
            DraftRow.person_id == person.id,
            DraftRow.id == draft,
        )
    )
    return _record(row) if row else None


def settle(
    session: Session, workspace: Workspace, person: Person, *, draft: int = 0, key: str = ""
) -> None:
    """Let go of a draft of this person's, by its id or its key: it was used or is not wanted."""
    which = DraftRow.id == draft if draft else DraftRow.key == key
    session.execute(
        delete(DraftRow).where(
            DraftRow.workspace_id == workspace.id, DraftRow.person_id == person.id, which
        )
    )


def next_forgotten(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When there is something to erase next."""
    return first(session, workspace, DraftRow.at, after, later=KEPT + JUST_AFTER)


def forget(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Erase up to `limit` drafts older than 30 days; returns how many."""
    old = (
        select(DraftRow.id)
        .where(DraftRow.workspace_id == workspace.id, DraftRow.at < now - KEPT)
        .limit(limit)
        .with_for_update(skip_locked=True)
        .cte("old")
    )
    erased = session.execute(
        delete(DraftRow)
        .where(DraftRow.workspace_id == workspace.id, DraftRow.id.in_(select(old.c.id)))
        .returning(DraftRow.id)
    )
    return len(erased.all())


def _record(row: DraftRow) -> Draft:
    return Draft(row.form, row.key, row.typed, row.offered, row.id, row.at)
