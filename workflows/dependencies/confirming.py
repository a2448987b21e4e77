"""Asks who sees to a promise whether its date stands, and asks no more once they said."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from bot import calendar
from bot.asks import finding
from bot.asks.ask import Ask
from bot.asks.opening import Wanted, open_ask
from bot.asks.settling import settle, withdraw
from bot.calendar import Calendar
from bot.mrkdwn import excerpt
from bot.store import calendars
from bot.store.people import Person
from bot.store.workspaces import Workspace
from workflows.dependencies import team_days
from workflows.dependencies.dependency import Dependency, Made
from workflows.dependencies.rules import Move, Side

# The ask whether a date stands; its subject is the dependency's id.
KIND = "dependencies.sure"
# Working days that somebody has to answer.
DAYS = 2
# What says how the date stands, and so answers it.
ANSWERS = frozenset({Move.SURE, Move.SLIP, Move.RISK, Move.BLOCK, Move.CLEAR})
_BETWEEN = " · "
_TEAM = 40


@dataclass(frozen=True)
class About:
    """What such an ask is about."""

    reference: str
    promised: date
    team: str
    needs: str

    @property
    def title(self) -> str:
        """What the ask is called: the same in every language."""
        team = excerpt(self.team.replace(_BETWEEN, " "), _TEAM)
        return _BETWEEN.join((self.reference, self.promised.isoformat(), team, self.needs))


def titled(title: str) -> About:
    """What the title of an ask stands for."""
    reference, promised, team, needs = title.split(_BETWEEN, 3)
    return About(reference, date.fromisoformat(promised), team, needs)


def about(found: Dependency) -> About:
    """What the ask is about whether a date stands."""
    return About(found.reference, found.expected, found.requester.name, found.needs)


def ask(
    session: Session, workspace: Workspace, found: Dependency, person: Person, now: datetime
) -> int:
    """Ask somebody whether the date stands; returns the id of the ask."""
    when = calendars.of_one(session, workspace, person)
    at = calendar.add_days(when, now, DAYS)
    until = min(calendar.local_day(when, at) if at else found.expected, found.expected)
    wanted = Wanted(KIND, found.id, person, about(found).title, calendar.closing(when, until))
    return open_ask(session, workspace, wanted, now)


def asked(session: Session, workspace: Workspace, which: int) -> Ask | None:
    """The open ask whether the date of a dependency stands, if there is one.

    Args:
        which: its id.
    """
    return next(iter(finding.standing(session, workspace, KIND, which)), None)


def follow(
    session: Session, workspace: Workspace, found: Dependency, last: Made, now: datetime
) -> None:
    """A dependency was moved: who said how its date stands is not asked any more.

    Args:
        last: the move.
    """
    if not found.is_promised:
        withdraw(session, workspace, KIND, found.id, None, now)
    elif last.side is Side.PROVIDER and last.move in ANSWERS:
        settle(session, workspace, KIND, found.id, None, now)


def whom(
    found: Dependency, hours: Mapping[int, Calendar], when: Calendar, now: datetime
) -> Person | None:
    """Who sees to a promise: its owner, or the lead where they left or are away until it is due.

    Args:
        hours: when owners work, by their ids.
        when: the providing team does.
    """
    owner, lead = found.owner, found.provider.lead
    if owner is None or not owner.own:
        return lead
    if lead is None or lead.id == owner.id:
        return owner
    soon = team_days.after(when, calendar.local_day(when, now))
    own = hours.get(owner.id, when)
    back = calendar.next_moment(own, now)
    is_back = back is not None and calendar.local_day(own, back) <= max(found.expected, soon)
    return owner if is_back else lead


def is_theirs(session: Session, workspace: Workspace, ask: Ask, person: Person | None) -> bool:
    """Whether an ask was opened for this person, whoever sees to it by now."""
    if person is None:
        return False
    first = finding.opened_for(session, workspace, ask.id)
    return person.id in (first.id, ask.person.id)
