"""Whose App Home is out of date: what a feature changes for a person is drawn again, once."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ForeignKey, update
from sqlalchemy.orm import Mapped, Session, mapped_column

from bot.store import jobs
from bot.store.base import Base
from bot.store.people import Person
from bot.store.workspaces import Workspace

# The job that draws a person's App Home.
DRAW = "home.draw"
# Seconds that a change waits for the next one, so that a burst is drawn once.
TOGETHER = 1


class HomeRow(Base):
    """The App Home of a person who has opened it; `stale` while a job is to draw it again."""

    __tablename__ = "homes"

    person_id: Mapped[int] = mapped_column(ForeignKey("people.id"), primary_key=True)
    workspace_id: Mapped[int] = mapped_column(ForeignKey("workspaces.id"))
    stale: Mapped[bool]
    opened_at: Mapped[datetime]


def touch(session: Session, workspace: Workspace, people: Iterable[Person | int]) -> None:
    """Have the App Homes of these people drawn again; who never opened theirs has none.

    Args:
        people: people, or their ids of ours.
    """
    ids = {one if isinstance(one, int) else one.id for one in people}
    touched = session.scalars(
        update(HomeRow)
        .where(HomeRow.workspace_id == workspace.id, HomeRow.person_id.in_(ids), ~HomeRow.stale)
        .values(stale=True)
        .returning(HomeRow.person_id)
    )
    for person in sorted(touched):
        jobs.defer(session, workspace, DRAW, TOGETHER, person=str(person))
