"""Hands asks over: offered to someone who must accept, or to who stands in for who is away."""

from collections.abc import Mapping, Set
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import calendar, facts, roles
from bot.asks import ask as asks
from bot.asks import finding, turns
from bot.asks.ask import Ask
from bot.asks.budget import Turn, moment
from bot.asks.kinds import kinds_of
from bot.asks.permissions import ANSWER
from bot.asks.readers import Reader
from bot.asks.tables import AskRow
from bot.asks.turns import Part
from bot.errors import Refusal
from bot.i18n import say
from bot.mrkdwn import clean
from bot.store import calendars, jobs, people
from bot.store.people import Person
from bot.store.workspaces import Workspace

LONGEST_NOTE = 300
# Nobody is asked to take it over, nor was.
_NOBODY: Mapping[str, None] = dict.fromkeys(("offered_to_id", "offered_by_id", "declined_by_id"))


def movable(session: Session, workspace: Workspace, person: Person, ask: int) -> Ask:
    """An ask of this person's that someone else may take over.

    Raises:
        Refusal: it is settled, not theirs, or can't be handed over.
    """
    roles.require(person, ANSWER)
    found = finding.own(session, workspace, person, ask)
    if not kinds_of(session.info)[found.kind].movable:
        raise Refusal(say("Only you can answer this one, so it can't be handed over."))
    return found


def offer(
    session: Session,
    workspace: Workspace,
    person: Person,
    ask: int,
    offered: tuple[str, str],
    now: datetime,
) -> Ask:
    """Ask someone to take an ask over; it stays its owner's until they accept.

    Records `ask.offered`. An earlier offer is taken back.

    Args:
        ask: its id.
        offered: Slack's id of the person, and a note as typed, of which 300 characters are kept.

    Raises:
        Refusal: as for `movable`; or the other person can't take it: the sentence says why.
    """
    kind = kinds_of(session.info)[movable(session, workspace, person, ask).kind]
    to = _taker(session, workspace, person, offered[0], now)
    unfit = kind.unfit(to)
    if unfit:
        raise Refusal(unfit)
    turns.end(session, workspace, ask, Part.OFFERED)
    turns.pause(session, workspace, ask)
    note = clean(offered[1])[:LONGEST_NOTE]
    _write(session, workspace, ask, offered_to_id=to.id, offered_by_id=person.id, offer_note=note)
    turns.start(session, workspace, ask, to, now, Part.OFFERED)
    facts.record(session, workspace, "ask.offered", ask, person, now)
    return finding.known(session, workspace, ask)


def accept(session: Session, workspace: Workspace, person: Person, ask: int, now: datetime) -> Ask:
    """Take over what one was offered; records `ask.handed_over`, once.

    Raises:
        Refusal: it is settled, or no longer offered to them.
    """
    found = finding.offered_or_own(session, workspace, person, ask)
    if found.person.id == person.id:
        return found
    waits = kinds_of(session.info)[found.kind].ladder.waits
    turns.end(session, workspace, ask)
    _write(session, workspace, ask, person_id=person.id, snoozed_until=None, **_NOBODY)
    # They have heard of it: the ladder goes on with its first reminder.
    turns.start(session, workspace, ask, person, now)
    turns.heard(session, workspace, ask, now, waits[0] if waits else None)
    facts.record(session, workspace, "ask.handed_over", ask, found.person, now)
    return finding.known(session, workspace, ask)


def decline(session: Session, workspace: Workspace, person: Person, ask: int, now: datetime) -> Ask:
    """Leave with its owner what one was offered; records `ask.declined`.

    Raises:
        Refusal: it is settled, or no longer offered to them.
    """
    found = finding.offered(session, workspace, person, ask)
    _return(session, workspace, found, person, now)
    return finding.known(session, workspace, ask)


def give(session: Session, workspace: Workspace, ask: int, to: Person, now: datetime) -> None:
    """Make somebody the owner of an ask whose owner has left; records `ask.handed_over`."""
    found = finding.known(session, workspace, ask)
    turns.end(session, workspace, ask)
    _write(session, workspace, ask, person_id=to.id, snoozed_until=None, **_NOBODY)
    turns.start(session, workspace, ask, to, now)
    facts.record(session, workspace, "ask.handed_over", ask, found.person, now)


def give_back(session: Session, workspace: Workspace, person: Person, now: datetime) -> None:
    """Leave with their owners all that someone was asked to take over who can't any more."""
    rows = session.scalars(
        select(AskRow)
        .where(
            AskRow.workspace_id == workspace.id,
            AskRow.state == "open",
            AskRow.offered_to_id == person.id,
        )
        .order_by(AskRow.id)
        .with_for_update(key_share=True),
        execution_options={"populate_existing": True},
    ).all()
    for found in asks.records(session, workspace, rows):
        _return(session, workspace, found, person, now)


def lapse(session: Session, workspace: Workspace, reader: Reader, now: datetime) -> Set[int]:
    """Give back to their owners the offers that this person did not answer, or can't any more.

    Returns:
        The ids of the people whose turns changed.
    """
    over = [turn.ask for turn in reader.turns if _is_over(turn, reader, now)]
    moved: set[int] = set()
    for _, found in sorted(asks.read(session, workspace, over).items()):
        _return(session, workspace, found, reader.person, now)
        moved |= {reader.person.id, found.person.id}
    return moved


def stand_in(session: Session, workspace: Workspace, reader: Reader, now: datetime) -> Set[int]:
    """Offer what is due before its owner is back to who stands in for them.

    Args:
        reader: who is away.

    Returns:
        The ids of the people whose turns changed.
    """
    back = calendar.next_moment(reader.when, now)
    urgent = [
        turn.ask
        for turn in reader.turns
        if turn.part is Part.OWED
        and not turn.elsewhere
        and turn.due is not None
        and (back is None or turn.due < back)
    ]
    delegate = _delegate(session, workspace, reader, now) if urgent else None
    if delegate is None:
        return set()
    moved: set[int] = set()
    for _, found in sorted(asks.read(session, workspace, urgent).items()):
        declined = found.declined_by is not None and found.declined_by.id == delegate.id
        kind = kinds_of(session.info)[found.kind]
        if declined or not kind.movable or kind.unfit(delegate):
            continue
        _write(session, workspace, found.id, offered_to_id=delegate.id, offered_by_id=None)
        turns.start(session, workspace, found.id, delegate, now, Part.OFFERED)
        facts.record(session, workspace, "ask.offered", found.id, reader.person, now)
        moved |= {reader.person.id, delegate.id}
    return moved


def _is_over(turn: Turn, reader: Reader, now: datetime) -> bool:
    if turn.part is not Part.OFFERED:
        return False
    # Nobody is asked who is away; who went away after they were is not waited for.
    if reader.is_away(now):
        return True
    at = moment(turn, reader.when) if turn.step >= len(turn.waits) else None
    return at is not None and at <= now


def _return(session: Session, workspace: Workspace, found: Ask, by: Person, now: datetime) -> None:
    turns.end(session, workspace, found.id, Part.OFFERED)
    changes = {**_NOBODY, "declined_by_id": by.id, "offer_note": ""}
    _write(session, workspace, found.id, **changes)
    turns.again(session, workspace, found.id, now, now)
    facts.record(session, workspace, "ask.declined", found.id, found.person, now)


def _taker(
    session: Session, workspace: Workspace, person: Person, slack_id: str, now: datetime
) -> Person:
    to = people.meet(session, workspace, slack_id)
    if not to.completed:
        jobs.defer(session, workspace, people.COMPLETE, person=slack_id)
    who = f"<@{to.slack_id}>"
    if to.id == person.id:
        raise Refusal(say("It is yours already: choose someone else."))
    if not to.is_human:
        raise Refusal(say("{who} is no person: choose someone else.", who=who))
    if not to.active:
        raise Refusal(say("{who} is no longer there: choose someone else.", who=who))
    if _is_away(session, workspace, to, now):
        raise Refusal(
            say("{who} is away just now: choose someone else, or put it off instead.", who=who)
        )
    return to


def _delegate(
    session: Session, workspace: Workspace, reader: Reader, now: datetime
) -> Person | None:
    """Who stands in for them, unless they are away too."""
    named = calendars.delegates(session, workspace, [reader.person.id], now).get(reader.person.id)
    return None if named is None or _is_away(session, workspace, named, now) else named


def _is_away(session: Session, workspace: Workspace, person: Person, now: datetime) -> bool:
    when = calendars.of_one(session, workspace, person)
    return calendar.is_away(when, calendar.local_day(when, now))


def _write(session: Session, workspace: Workspace, ask: int, **values: object) -> None:
    session.execute(
        update(AskRow).where(AskRow.workspace_id == workspace.id, AskRow.id == ask).values(**values)
    )
