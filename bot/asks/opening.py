"""Opens asks: somebody owes something from now on, and hears of it in their working time."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, literal_column, select, text
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from bot import facts
from bot.asks import turns
from bot.asks.tables import AskRow
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean, excerpt
from bot.store import people
from bot.store.people import Person
from bot.store.workspaces import Workspace

# Characters of a title: a message has room for six lines of them.
TITLE = 150


@dataclass(frozen=True)
class Wanted:
    """What is asked of a person; the fields are an Ask's; of a long title 150 characters stay."""

    kind: str
    subject: int
    person: Person
    title: str
    due: datetime | None = None


def open_ask(session: Session, workspace: Workspace, wanted: Wanted, now: datetime) -> int:
    """Ask something of a person; records the fact `ask.opened`.

    While an ask of that kind and subject is open that was opened for this person, it is that one:
    it takes the title and the date wanted now, and records `ask.changed` if they differ.

    Returns:
        The ask's id.

    Raises:
        Refusal: the person is not in this workspace.
    """
    if not people.by_ids(session, workspace, [wanted.person.id]):
        raise Refusal(say("I don't know whom to ask: they are not in this workspace."))
    given = {"title": excerpt(clean(wanted.title), TITLE), "due": wanted.due}
    told = insert(AskRow).values(
        workspace_id=workspace.id,
        kind=wanted.kind,
        subject=wanted.subject,
        opened_for_id=wanted.person.id,
        person_id=wanted.person.id,
        opened_at=now,
        **given,
    )
    new = told.excluded
    made: Any = session.execute(
        told.on_conflict_do_update(
            index_elements=["workspace_id", "kind", "subject", "opened_for_id"],
            index_where=text("state = 'open'"),
            set_=given,
            where=func.row(AskRow.title, AskRow.due).is_distinct_from(func.row(new.title, new.due)),
        ).returning(AskRow.id, literal_column("xmax = 0").label("fresh"))
    ).one_or_none()
    if made is None:
        return _standing(session, workspace, wanted)
    if made.fresh:
        turns.start(session, workspace, made.id, wanted.person, now)
    kind = "ask.opened" if made.fresh else "ask.changed"
    facts.record(session, workspace, kind, made.id, wanted.person, now)
    return int(made.id)


def _standing(session: Session, workspace: Workspace, wanted: Wanted) -> int:
    return session.scalars(
        select(AskRow.id).where(
            AskRow.workspace_id == workspace.id,
            AskRow.kind == wanted.kind,
            AskRow.subject == wanted.subject,
            AskRow.opened_for_id == wanted.person.id,
            AskRow.state == "open",
        )
    ).one()
