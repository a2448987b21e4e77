"""Finds asks: one's own, what one was offered, all that one owes, what a message shows."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import exists, or_, select, update
from sqlalchemy.orm import Session

from bot.asks import ask as asks
from bot.asks import budget
from bot.asks.ask import Ask
from bot.asks.kinds import kinds_of
from bot.asks.tables import AskRow, LineRow, MessageRow
from bot.asks.turns import Part
from bot.errors import Refusal
from bot.i18n import say
from bot.store import calendars, people
from bot.store.people import Person
from bot.store.workspaces import Workspace

# For how long a message is kept up to date.
KEPT = timedelta(days=60)
# What the keys of such messages begin with in the outbox.
TOLD = "asks.message:"


@dataclass(frozen=True)
class Line:
    """An ask in a message or on App Home, and what it is to its reader."""

    ask: Ask
    part: Part


@dataclass(frozen=True)
class Telling:
    """A message that tells a person what they owe.

    Attributes:
        lines: most urgent first.
        more: how many asks it does not show.
        reminder: whether something in it was told before.
        revision: how often it was edited.
    """

    id: int
    person: Person
    lines: tuple[Line, ...]
    more: int
    reminder: bool
    revision: int = 0

    @property
    def key(self) -> str:
        """What its post is called in the outbox."""
        return f"{TOLD}{self.id}"


def known(session: Session, workspace: Workspace, ask: int) -> Ask:
    """The ask with this id.

    Raises:
        Refusal: there is none.
    """
    found = asks.read(session, workspace, [ask]).get(ask)
    if found is None or found.kind not in kinds_of(session.info):
        raise Refusal(say("I don't know this any more: it was settled long ago."))
    return found


def own(session: Session, workspace: Workspace, person: Person, ask: int) -> Ask:
    """An open ask that is this person's; it stays so until the transaction ends.

    Raises:
        Refusal: it is settled, or someone else's.
    """
    found = _locked(session, workspace, ask)
    if found.person.id != person.id:
        raise Refusal(say("{who} takes care of this now.", who=f"<@{found.person.slack_id}>"))
    return found


def offered(session: Session, workspace: Workspace, person: Person, ask: int) -> Ask:
    """An open ask that this person was asked to take over; it stays so as `own`'s does.

    Raises:
        Refusal: it is settled, or no longer offered to them.
    """
    return _offered(_locked(session, workspace, ask), person)


def offered_or_own(session: Session, workspace: Workspace, person: Person, ask: int) -> Ask:
    """As `offered`; or what is this person's by now, for a click that comes twice."""
    found = _locked(session, workspace, ask)
    return found if found.person.id == person.id else _offered(found, person)


def owed(session: Session, workspace: Workspace, person: Person, now: datetime) -> tuple[Line, ...]:
    """All that a person owes or is asked to take over, then what needs a hand of theirs.

    Of both, most urgent first.
    """
    mine = or_(
        AskRow.person_id == person.id,
        AskRow.offered_to_id == person.id,
        AskRow.escalated_to_id == person.id,
    )
    rows = session.scalars(
        select(AskRow).where(
            AskRow.workspace_id == workspace.id,
            AskRow.state == "open",
            AskRow.kind.in_(kinds_of(session.info)),
            mine,
        )
    ).all()
    when = calendars.of_one(session, workspace, person)
    lines = [Line(ask, _part(ask, person)) for ask in asks.records(session, workspace, rows)]
    return tuple(
        sorted(
            lines,
            key=lambda line: (
                line.part is Part.ESCALATED,
                budget.urgent(line.ask.due, line.ask.opened_at, line.ask.id, when),
            ),
        )
    )


def opened_for(session: Session, workspace: Workspace, ask: int) -> Person:
    """Who was asked first.

    Raises:
        Refusal: there is no such ask.
    """
    first = session.scalar(
        select(AskRow.opened_for_id).where(AskRow.workspace_id == workspace.id, AskRow.id == ask)
    )
    if first is None:
        raise Refusal(say("I don't know this any more: it was settled long ago."))
    return people.by_ids(session, workspace, [first])[first]


def is_owed(
    session: Session, workspace: Workspace, person: Person, kind: str, subject: int
) -> bool:
    """Whether this person owes an ask of a kind about a subject."""
    return bool(
        session.scalar(
            select(
                exists().where(
                    AskRow.workspace_id == workspace.id,
                    AskRow.kind == kind,
                    AskRow.subject == subject,
                    AskRow.state == "open",
                    AskRow.person_id == person.id,
                )
            )
        )
    )


def standing(
    session: Session, workspace: Workspace, kind: str, subjects: Iterable[int] | None = None
) -> tuple[Ask, ...]:
    """The open asks of a kind, oldest first.

    Args:
        subjects: what they are about; None for anything.
    """
    which = select(AskRow).where(
        AskRow.workspace_id == workspace.id, AskRow.kind == kind, AskRow.state == "open"
    )
    if subjects is not None:
        which = which.where(AskRow.subject.in_(list(subjects)))
    rows = session.scalars(
        which.order_by(AskRow.id),
        execution_options={"populate_existing": True},
    ).all()
    return tuple(asks.records(session, workspace, rows))


def left_behind(
    session: Session, workspace: Workspace, person: int, *, lock: bool = False
) -> tuple[Ask, ...]:
    """What a person who has left still owes, oldest first.

    What only they could answer is nobody else's, and waits in case they come back.

    Args:
        person: their id.
        lock: whether it stays so until the transaction ends.
    """
    movable = [name for name, kind in kinds_of(session.info).items() if kind.movable]
    which = (
        select(AskRow)
        .where(
            AskRow.workspace_id == workspace.id,
            AskRow.state == "open",
            AskRow.person_id == person,
            AskRow.kind.in_(movable),
        )
        .order_by(AskRow.id)
    )
    if lock:
        which = which.with_for_update(key_share=True)
    rows = session.scalars(which, execution_options={"populate_existing": True}).all()
    return tuple(asks.records(session, workspace, rows))


def showing(session: Session, workspace: Workspace, ask: int, now: datetime) -> Sequence[int]:
    """The ids of the messages of the last 60 days that show an ask; each counts one more edit."""
    ids = (
        select(LineRow.message_id)
        .where(LineRow.workspace_id == workspace.id, LineRow.ask_id == ask)
        .scalar_subquery()
    )
    return session.scalars(
        update(MessageRow)
        .where(
            MessageRow.workspace_id == workspace.id,
            MessageRow.id.in_(ids),
            MessageRow.at > now - KEPT,
        )
        .values(revision=MessageRow.revision + 1)
        .returning(MessageRow.id)
    ).all()


def tellings(
    session: Session, workspace: Workspace, messages: Iterable[int]
) -> tuple[Telling, ...]:
    """Messages as they are now, by their ids."""
    ids = list(messages)
    if not ids:
        return ()
    rows = session.scalars(
        select(MessageRow)
        .where(MessageRow.workspace_id == workspace.id, MessageRow.id.in_(ids))
        .order_by(MessageRow.id),
        execution_options={"populate_existing": True},
    ).all()
    lines = session.scalars(
        select(LineRow)
        .where(LineRow.workspace_id == workspace.id, LineRow.message_id.in_(ids))
        .order_by(LineRow.message_id, LineRow.place)
    ).all()
    known = asks.read(session, workspace, [line.ask_id for line in lines])
    readers = people.by_ids(session, workspace, [row.person_id for row in rows])
    shown: dict[int, list[Line]] = defaultdict(list)
    for line in lines:
        shown[line.message_id].append(Line(known[line.ask_id], Part(line.part)))
    return tuple(
        Telling(
            row.id,
            readers[row.person_id],
            tuple(shown[row.id]),
            row.more,
            row.reminder,
            row.revision,
        )
        for row in rows
    )


def _offered(found: Ask, person: Person) -> Ask:
    if found.offered_to is None or found.offered_to.id != person.id:
        raise Refusal(say("Nobody asks you to take this over any more."))
    return found


def _part(ask: Ask, person: Person) -> Part:
    if ask.person.id == person.id:
        return Part.OWED
    offered = ask.offered_to is not None and ask.offered_to.id == person.id
    return Part.OFFERED if offered else Part.ESCALATED


def _locked(session: Session, workspace: Workspace, ask: int) -> Ask:
    session.execute(
        select(AskRow.id)
        .where(AskRow.workspace_id == workspace.id, AskRow.id == ask)
        .with_for_update(key_share=True)
    )
    found = known(session, workspace, ask)
    if not found.is_open:
        raise Refusal(
            say("This is done already: nothing is owed any more.")
            if found.state == "done"
            else say("This is no longer needed: nothing is owed any more.")
        )
    return found
