"""Puts an ask off: its owner hears of it again on a day of their choice."""

from dataclasses import replace
from datetime import date, datetime, timedelta

from sqlalchemy import update
from sqlalchemy.orm import Session

from bot import calendar, facts, roles
from bot.asks import finding, turns
from bot.asks.ask import Ask
from bot.asks.permissions import ANSWER
from bot.asks.tables import AskRow
from bot.errors import Refusal
from bot.i18n import Words, say
from bot.store import calendars
from bot.store.people import Person
from bot.store.workspaces import Workspace

LONGEST = timedelta(days=90)


def wrong(until: date | None, today: date) -> Words | None:
    """What is wrong with a day of someone's choice; None where nothing is.

    Args:
        until: the day on which they want to hear of it again.
        today: where they are.
    """
    if until is None:
        return say("Choose the day on which I remind you.")
    if until <= today:
        return say("That day is over or has begun: choose a later one.")
    if until > today + LONGEST:
        return say("I can wait for {days} days at the most: choose an earlier day.", days=90)
    return None


def today(session: Session, workspace: Workspace, person: Person, now: datetime) -> date:
    """The date where this person is."""
    return calendar.local_day(calendars.of_one(session, workspace, person), now)


def tomorrow(session: Session, workspace: Workspace, person: Person, now: datetime) -> date:
    """The next day on which this person works, or the next day of all while nobody knows."""
    when = calendars.of_one(session, workspace, person)
    following = calendar.local_day(when, now) + timedelta(days=1)
    return calendar.next_day(when, following) or following


def next_week(session: Session, workspace: Workspace, person: Person, now: datetime) -> date:
    """The first day of next week on which this person works, or its Monday."""
    when = calendars.of_one(session, workspace, person)
    today = calendar.local_day(when, now)
    following = today + timedelta(days=8 - today.isoweekday())
    return calendar.next_day(when, following) or following


def snooze(
    session: Session, workspace: Workspace, person: Person, ask: int, until: date, now: datetime
) -> Ask:
    """Put an ask off until a day, or the working day after it; records `ask.snoozed`.

    Args:
        ask: its id.

    Raises:
        Refusal: it is settled or someone else's, or the day is no good.
    """
    roles.require(person, ANSWER)
    finding.own(session, workspace, person, ask)
    when = calendars.of_one(session, workspace, person)
    problem = wrong(until, calendar.local_day(when, now))
    if problem:
        raise Refusal(problem)
    # Leave may still change, and brings it later by itself.
    until = calendar.next_day(replace(when, absences=()), until) or until
    session.execute(
        update(AskRow)
        .where(AskRow.workspace_id == workspace.id, AskRow.id == ask)
        .values(snoozed_until=until)
    )
    turns.again(session, workspace, ask, calendar.opening(when, until), now)
    facts.record(session, workspace, "ask.snoozed", ask, person, now)
    return finding.known(session, workspace, ask)
