"""Someone has left: they stand in for nobody any more."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from bot.calendar import local_day, next_moment
from bot.store import absences, calendars, homes
from bot.store.absences import Away
from bot.store.people import Person
from bot.store.workspaces import Workspace


@dataclass(frozen=True)
class Alone:
    """Someone for whom nobody stands in by now.

    Attributes:
        person: Slack's id.
        away: the absence, still to come.
        due: when they work before it, aware UTC.
    """

    person: str
    away: Away
    due: datetime


def release(
    session: Session, workspace: Workspace, left: Person, now: datetime
) -> tuple[Alone, ...]:
    """Take someone who has left out of the absences for which they stand in.

    Returns:
        Those who can still name someone else, for they work before they are away.
    """
    released = absences.without(session, workspace, left, now)
    homes.touch(session, workspace, [person for person, _, _ in released])
    whens = calendars.of(session, workspace, [person for person, _, _ in released], now)
    alone = []
    for person, slack_id, away in released:
        due = next_moment(whens[person], now) if person in whens else None
        if due and local_day(whens[person], due) < away.first:
            alone.append(Alone(slack_id, away, due))
    return tuple(alone)
