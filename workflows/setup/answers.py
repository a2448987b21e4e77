"""What the questions of the set-up were answered, and writes one more answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import case, func, select, update
from sqlalchemy.orm import Session

from bot import facts, roles
from bot.store import audit, homes, people, workspaces
from bot.store.audit import Change
from bot.store.people import Person
from bot.store.workspaces import Workspace, WorkspaceRow
from workflows.setup import permissions


class Question(StrEnum):
    """What a workspace is asked, in this order."""

    PRODUCT_OPS = "product_ops"
    ANNOUNCEMENTS = "announcements"
    COUNTRY = "country"
    LANGUAGE = "language"


@dataclass(frozen=True)
class Answers:
    """How a workspace is set up.

    Attributes:
        answered: the questions that were answered.
        product_ops: who is, of those who are still there.
    """

    answered: frozenset[Question]
    product_ops: tuple[Person, ...]
    announcements: str
    country: str
    region: str
    language: str
    weekly_ceiling: int

    @property
    def open(self) -> tuple[Question, ...]:
        """The questions that wait for an answer, in their order."""
        return tuple(each for each in Question if each not in self.answered)


@dataclass(frozen=True)
class Answer:
    """What is written.

    Attributes:
        change: as the audit trail tells it.
        columns: of the workspace's row.
        question: the one that is answered with it; None for a setting that nobody is asked.
    """

    change: Change
    columns: Mapping[str, Any] = field(default_factory=dict)
    question: Question | None = None


def read(session: Session, workspace: Workspace, person: Person) -> Answers:
    """How this workspace is set up.

    Raises:
        Refusal: the person may not see it.
    """
    roles.require(person, permissions.CHANGE)
    return _read(session, workspace)


def _read(session: Session, workspace: Workspace) -> Answers:
    row = session.scalars(
        select(WorkspaceRow).where(WorkspaceRow.id == workspace.id),
        execution_options={"populate_existing": True},
    ).one()
    return Answers(
        answered=frozenset(Question(each) for each in row.set_up if each in list(Question)),
        product_ops=people.product_ops(session, workspace),
        announcements=row.announcements,
        country=row.country,
        region=row.region,
        language=row.chosen_language or row.language,
        weekly_ceiling=row.weekly_ceiling,
    )


def hold(session: Session, workspace: Workspace) -> Answers:
    """How this workspace is set up; nobody else changes it until the transaction ends."""
    session.execute(
        select(WorkspaceRow.id)
        .where(WorkspaceRow.id == workspace.id)
        .with_for_update(key_share=True)
    )
    return _read(session, workspace)


def write(
    session: Session, workspace: Workspace, person: Person, answer: Answer, now: datetime
) -> None:
    """Write an answer; records the fact `workspace.set_up`.

    Nothing is told by the audit trail where nothing differs: a question may be answered with what
    stands there.
    """
    columns = dict(answer.columns)
    if answer.question is not None:
        known = WorkspaceRow.set_up.contains([answer.question.value])
        more = func.array_append(WorkspaceRow.set_up, answer.question.value)
        columns["set_up"] = case((known, WorkspaceRow.set_up), else_=more)
    if columns:
        session.execute(
            update(WorkspaceRow).where(WorkspaceRow.id == workspace.id).values(**columns)
        )
    workspaces.note_change(session, workspace)
    if answer.change.before != answer.change.after:
        audit.record(session, workspace, person, answer.change, now)
    facts.record(session, workspace, "workspace.set_up", workspace.id, person, now)
    others = [each for each in people.product_ops(session, workspace) if each.id != person.id]
    homes.touch(session, workspace, others)
    homes.touch(session, workspace, [person], wait=0)
