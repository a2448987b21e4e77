"""Who stands in for a person who is away: who can, and what they must hear."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import Enum, auto

from sqlalchemy.orm import Session

from bot.calendar import Absence, local_day, next_moment
from bot.i18n import Words, say
from bot.store import calendars, people
from bot.store.absences import Away
from bot.store.people import Kind, Person
from bot.store.workspaces import Workspace


class Event(Enum):
    """What happened to someone who stands in."""

    NAMED = auto()
    CHANGED = auto()
    RELEASED = auto()


@dataclass(frozen=True)
class News:
    """What someone who stands in must hear, once.

    Attributes:
        to: Slack's id of who stands in.
        away: the absence as it is now, or was until now.
        before: as they heard of it before; None for the first time.
        due: when they work, aware UTC; None when they do not in time: they hear nothing.
    """

    event: Event
    to: str
    away: Away
    before: Away | None
    due: datetime | None


def problem(
    session: Session, workspace: Workspace, person: Person, named: str, days: Absence, now: datetime
) -> Words | None:
    """Why someone can't stand in for this person on these days; None when they can.

    Args:
        named: Slack's id.
    """
    if named == person.slack_id:
        return say("You can't stand in for yourself. Choose a colleague, or nobody.")
    met = people.find(session, workspace, named)
    if met is None or named == workspace.bot_user or met.kind in (Kind.BOT, Kind.APP):
        return say("Only a colleague can stand in for you. Choose someone else, or nobody.")
    if not met.active:
        return say(
            "{name}'s Slack account is deactivated. Choose someone else, or nobody.", name=met.name
        )
    calendar = calendars.of(session, workspace, [met.id], now)[met.id]
    if any(absence.meets(days) for absence in calendar.absences):
        return say(
            "{name} is away too at that time. Choose someone else, or nobody.", name=met.name
        )
    return None


def news(
    session: Session,
    workspace: Workspace,
    before: Sequence[Away],
    after: Away | None,
    now: datetime,
) -> tuple[News, ...]:
    """What those who stand in must hear of a change.

    Args:
        before: the absences as they were.
        after: the one that takes their place, if any does.
    """
    told: dict[str, tuple[Event, Away, Away | None]] = {}
    for old in before:
        if old.delegate and after and old.delegate == after.delegate:
            if old.days != after.days:
                told[old.delegate] = (Event.CHANGED, after, old)
        elif old.delegate:
            told[old.delegate] = (Event.RELEASED, old, old)
    if after and after.delegate and after.delegate not in [old.delegate for old in before]:
        told[after.delegate] = (Event.NAMED, after, None)
    met = people.known(session, workspace, set(told)) if told else {}
    whens = calendars.of(session, workspace, [one.id for one in met.values()], now) if met else {}
    found = []
    for to, (event, away, heard) in told.items():
        if to in met and met[to].active:
            when = whens[met[to].id]
            due = next_moment(when, now)
            late = due is None or (event is not Event.RELEASED and local_day(when, due) > away.end)
            found.append(News(event, to, away, heard, None if late else due))
    return tuple(found)
