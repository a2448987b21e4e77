"""An ask as features and readers know it, and how it is read from its rows."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from bot.asks.tables import AskRow
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace


@dataclass(frozen=True)
class Ask:
    """What a person owes.

    Attributes:
        kind: `feature.noun`.
        subject: the id of the row it is about.
        title: what it is about, as plain words, e.g. a team's name.
        due: until when, aware UTC; None for no date.
        person: who owes it.
        state: `open`, `done`, or `withdrawn` when it was no longer needed.
        snoozed_until: the day before which its owner does not want to hear of it.
        offered_to: who was asked to take it over and has not answered.
        offered_by: who asked them; None while its owner is away and they stand in.
        offer_note: what was said with it, as typed.
        declined_by: who did not take it last.
        escalated_to: who was told that it is still open, at `escalated_at`.
    """

    id: int
    kind: str
    subject: int
    title: str
    due: datetime | None
    person: Person
    opened_at: datetime
    state: str = "open"
    snoozed_until: date | None = None
    offered_to: Person | None = None
    offered_by: Person | None = None
    offer_note: str = ""
    declined_by: Person | None = None
    escalated_to: Person | None = None
    escalated_at: datetime | None = None

    @property
    def is_open(self) -> bool:
        """Whether it is still owed."""
        return self.state == "open"


def read(session: Session, workspace: Workspace, ids: Iterable[int]) -> Mapping[int, Ask]:
    """Asks by their ids; those of other workspaces are left out."""
    rows = session.scalars(
        select(AskRow).where(AskRow.workspace_id == workspace.id, AskRow.id.in_(set(ids))),
        execution_options={"populate_existing": True},
    ).all()
    return {ask.id: ask for ask in records(session, workspace, rows)}


def records(session: Session, workspace: Workspace, rows: Iterable[AskRow]) -> list[Ask]:
    """Rows as asks, with the people they name, in two statements at the most."""
    rows = list(rows)
    named = {
        one
        for row in rows
        for one in (
            *(row.person_id, row.offered_to_id, row.offered_by_id),
            *(row.declined_by_id, row.escalated_to_id),
        )
        if one is not None
    }
    if not rows:
        return []
    found = people.by_ids(session, workspace, named)
    return [_record(row, found) for row in rows]


def _record(row: AskRow, named: Mapping[int, Person]) -> Ask:
    def person(which: int | None) -> Person | None:
        return None if which is None else named[which]

    return Ask(
        id=row.id,
        kind=row.kind,
        subject=row.subject,
        title=row.title,
        due=row.due,
        person=named[row.person_id],
        opened_at=row.opened_at,
        state=row.state,
        snoozed_until=row.snoozed_until,
        offered_to=person(row.offered_to_id),
        offered_by=person(row.offered_by_id),
        offer_note=row.offer_note,
        declined_by=person(row.declined_by_id),
        escalated_to=person(row.escalated_to_id),
        escalated_at=row.escalated_at,
    )
