"""Whose App Home is out of date: what changes for people is drawn again, several changes at once.

Whoever changes something asks for a drawing in the same transaction; a drawing takes the place of
all that were asked for before it began, so that none is lost and a burst is drawn once.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import ForeignKey, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import jobs
from bot.store.base import Base
from bot.store.people import Person, PersonRow
from bot.store.person import record
from bot.store.workspaces import Workspace

# The job that draws a person's App Home.
DRAW = "home.draw"
# Seconds that a change waits for the next one, so that a burst is drawn once.
TOGETHER = 1.0

# What a job is given besides, where its person waits for it.
_AWAITED = '{"awaited": "yes"}'
# No row is written that another transaction could wait for: the jobs are all that is new.
_ASK = """
    SELECT procrastinate_defer_jobs_v1(array_agg(ROW(
        :queue, :name, 0, NULL, NULL, jsonb_build_object(
            'workspace', CAST(:team AS text),
            'args', jsonb_build_object('person', CAST(person_id AS text)) || CAST(:more AS jsonb)
        ), now() + make_interval(secs => nullif(CAST(:wait AS float), 0))
    )::procrastinate_job_to_defer_v1 ORDER BY person_id))
    FROM homes WHERE workspace_id = :workspace
"""
_ASK_ALL, _ASK_SOME = text(_ASK), text(f"{_ASK} AND person_id = ANY(:people)")
_TAKE_OVER = text("""
    DELETE FROM procrastinate_jobs WHERE id IN (
        SELECT id FROM procrastinate_jobs
        WHERE queue_name = :queue AND task_name = :name AND status = 'todo'
            AND args ->> 'workspace' = :team AND args -> 'args' ->> 'person' = :person
        FOR UPDATE SKIP LOCKED
    )
    RETURNING args -> 'args' ? 'awaited'
""")


class HomeRow(Base):
    """The App Home of a person who has opened it; locked while it is drawn."""

    __tablename__ = "homes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    opened_at: Mapped[datetime]


@dataclass(frozen=True)
class Taken:
    """Whose App Home is drawn, and whether they wait for one that was asked for besides."""

    person: Person
    awaited: bool


def opened(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Someone opened their App Home: from now on they have one, and it is drawn."""
    session.execute(
        insert(HomeRow)
        .values(person_id=person.id, workspace_id=workspace.id, opened_at=now)
        .on_conflict_do_nothing()
    )
    touch(session, workspace, [person], wait=0)


def touch(
    session: Session,
    workspace: Workspace,
    people: Iterable[Person | int],
    wait: float = TOGETHER,
) -> None:
    """Have the App Homes of these people drawn again; who never opened theirs has none.

    Args:
        people: people, or their ids of ours.
        wait: seconds in which other changes may follow; 0 where the person waits for it.
    """
    ids = sorted({one if isinstance(one, int) else one.id for one in people})
    if ids:
        asked = {"people": ids, "wait": wait, "more": "{}" if wait else _AWAITED}
        session.execute(_ASK_SOME, _given(workspace) | asked)


def touch_all(session: Session, workspace: Workspace) -> None:
    """Have every App Home of a workspace drawn again."""
    session.execute(_ASK_ALL, _given(workspace) | {"wait": TOGETHER, "more": "{}"})


def take(session: Session, workspace: Workspace, whose: int) -> Taken | None:
    """Begin to draw the App Home of a person: what is read after this is as new as can be.

    It is drawn for all who asked for it up to now.

    Args:
        whose: their id of ours.

    Returns:
        None where they have none, or have left.
    """
    # Another drawing of the same page ends first: what it read is older.
    held = select(HomeRow.person_id).where(
        HomeRow.workspace_id == workspace.id, HomeRow.person_id == whose
    )
    if session.scalar(held.with_for_update()) is None:
        return None
    others = session.scalars(_TAKE_OVER, _given(workspace) | {"person": str(whose)}).all()
    row = session.scalar(
        select(PersonRow).where(
            PersonRow.workspace_id == workspace.id, PersonRow.id == whose, PersonRow.active
        )
    )
    return Taken(record(row, workspace), any(others)) if row else None


def _given(workspace: Workspace) -> dict[str, object]:
    return {
        "queue": jobs.QUEUE,
        "name": DRAW,
        "team": workspace.slack_id,
        "workspace": workspace.id,
    }
