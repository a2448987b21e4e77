"""The people of a workspace: learnt from payloads at once, completed by a job."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, Identity, UniqueConstraint, false, select, true, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store.base import Base
from bot.store.workspaces import Workspace

# The job that asks Slack for what a payload does not tell.
COMPLETE = "people.complete"
# In a session's `info`: Slack's ids of the workspace and of each person it has changed.
CHANGED = "people_changed"


class PersonRow(Base):
    """A person; `language` is empty until Slack told it."""

    __tablename__ = "people"
    __table_args__ = (UniqueConstraint("workspace_id", "slack_id"),)

    id: Mapped[int] = mapped_column(Identity(), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    slack_id: Mapped[str]
    name: Mapped[str] = mapped_column(server_default="")
    language: Mapped[str | None]
    timezone: Mapped[str] = mapped_column(server_default="UTC")
    active: Mapped[bool] = mapped_column(server_default=true())
    product_ops: Mapped[bool] = mapped_column(server_default=false())
    completed_at: Mapped[datetime | None]


@dataclass(frozen=True)
class Person:
    """A person: `id` is ours, `slack_id` is Slack's `U…`, `timezone` an IANA name."""

    id: int
    slack_id: str
    name: str
    language: str
    timezone: str = "UTC"
    active: bool = True
    product_ops: bool = False
    completed: bool = True


@dataclass(frozen=True)
class Profile:
    """What Slack says of a person; None where it said nothing."""

    name: str
    timezone: str
    active: bool
    language: str | None


def find(session: Session, workspace: Workspace, slack_id: str) -> Person | None:
    """The person with Slack's id `U…`, if the bot has met them."""
    row = session.scalar(
        select(PersonRow).where(
            PersonRow.workspace_id == workspace.id, PersonRow.slack_id == slack_id
        )
    )
    return _record(row, workspace) if row else None


def meet(session: Session, workspace: Workspace, slack_id: str, name: str = "") -> Person:
    """The person with Slack's id `U…`; a row is made at the first meeting.

    Args:
        name: what the payload calls them, kept until Slack is asked.
    """
    known = find(session, workspace, slack_id)
    if known:
        return known
    session.execute(
        insert(PersonRow)
        .values(workspace_id=workspace.id, slack_id=slack_id, name=name)
        .on_conflict_do_nothing()
    )
    met = find(session, workspace, slack_id)
    assert met, "a row just made or found by another transaction that committed"
    return met


def complete(
    session: Session, workspace: Workspace, slack_id: str, profile: Profile, now: datetime
) -> None:
    """Write what Slack says of a person the bot has met; of others nothing is kept.

    Args:
        profile: what Slack says; a language it did not tell leaves the one known.
        now: when Slack said it.
    """
    values: dict[str, object] = {
        "name": profile.name,
        "timezone": profile.timezone,
        "active": profile.active,
        "completed_at": now,
    }
    if profile.language:
        values["language"] = profile.language
    session.execute(
        update(PersonRow)
        .where(PersonRow.workspace_id == workspace.id, PersonRow.slack_id == slack_id)
        .values(values)
    )
    _note(session, workspace, slack_id)


def name_product_ops(session: Session, workspace: Workspace, slack_ids: tuple[str, ...]) -> None:
    """Make these people Product Ops; the others keep the role they have.

    Args:
        slack_ids: Slack's ids `U…`, met or not.
    """
    for slack_id in slack_ids:
        session.execute(
            insert(PersonRow)
            .values(workspace_id=workspace.id, slack_id=slack_id, product_ops=True)
            .on_conflict_do_update(
                index_elements=["workspace_id", "slack_id"], set_={"product_ops": True}
            )
        )
    _note(session, workspace, *slack_ids)


def names(session: Session, workspace: Workspace, slack_ids: tuple[str, ...]) -> dict[str, str]:
    """The display names the bot knows, by Slack id."""
    rows = session.execute(
        select(PersonRow.slack_id, PersonRow.name).where(
            PersonRow.workspace_id == workspace.id,
            PersonRow.slack_id.in_(slack_ids),
            PersonRow.name != "",
        )
    )
    return {row.slack_id: row.name for row in rows}


def _note(session: Session, workspace: Workspace, *slack_ids: str) -> None:
    changed = session.info.setdefault(CHANGED, set())
    changed.update((workspace.slack_id, slack_id) for slack_id in slack_ids)


def _record(row: PersonRow, workspace: Workspace) -> Person:
    return Person(
        id=row.id,
        slack_id=row.slack_id,
        name=row.name,
        language=row.language or workspace.language,
        timezone=row.timezone,
        active=row.active,
        product_ops=row.product_ops,
        completed=row.completed_at is not None,
    )
