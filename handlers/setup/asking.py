"""What naming Product Ops needs of the store, and whom it tells."""

from dataclasses import replace
from datetime import datetime

from bot import calendar
from bot.calendar import Calendar
from bot.i18n import Words
from bot.posts import Post
from bot.store import calendars, jobs, people
from bot.store.engine import Session
from bot.store.people import Person
from bot.store.workspaces import Workspace
from handlers.setup import views
from workflows.setup import naming
from workflows.setup.naming import Named, Naming


def wrong(session: Session, workspace: Workspace, wanted: Naming) -> Words | None:
    """Why some of those that are added can't be; whoever is not known yet is asked for."""
    added = people.meet_all(session, workspace, wanted.add)
    for person in added:
        if not person.completed:
            jobs.defer(session, workspace, people.COMPLETE, person=person.slack_id)
    return naming.wrong(added)


def told(
    session: Session, workspace: Workspace, person: Person, named: Named, now: datetime
) -> tuple[Post, ...]:
    """What those hear whom someone else made Product Ops, each in their working time."""
    others = [each for each in named.added if each.id != person.id]
    hours = calendars.of(session, workspace, [each.id for each in others])
    return tuple(
        Post(
            each.slack_id,
            views.named(person),
            f"setup.named:{each.id}:{now.isoformat()}",
            due=_moment(hours[each.id], now),
            in_hours=True,
        )
        for each in others
    )


def _moment(hours: Calendar, now: datetime) -> datetime:
    """When someone works next; who is away and said no end reads it in their usual hours."""
    usual = replace(hours, absences=())
    return calendar.next_moment(hours, now) or calendar.next_moment(usual, now) or now
