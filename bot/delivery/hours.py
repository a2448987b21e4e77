"""Keeps posts for their readers' working hours, and what Slack did not take in them too."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from bot import calendar
from bot.delivery.tables import DeliveryRow
from bot.posts import Post
from bot.store import calendars, people
from bot.store.moments import first
from bot.store.people import Person
from bot.store.workspaces import Workspace

Readers = Mapping[str, Person]


def planned(
    session: Session, workspace: Workspace, posts: Sequence[Post], readers: Readers, now: datetime
) -> list[Post]:
    """Posts with the moment at which those go that wait for their reader's working hours.

    Args:
        readers: those of the posts who are known, by Slack's id.
        now: product time.
    """
    waiting = {post.to for post in posts if post.in_hours and post.due is None} & readers.keys()
    if not waiting:
        return list(posts)
    due = _moments(session, workspace, [readers[to] for to in waiting], now)
    return [
        replace(post, due=due[readers[post.to].id])
        if post.to in waiting and post.in_hours and post.due is None
        else post
        for post in posts
    ]


def keep(session: Session, workspace: Workspace, now: datetime, limit: int) -> int:
    """Put off what is due and waits for hours in which its reader does not work just now.

    Returns:
        0: what goes in their hours goes on waiting, and is no reason to look at once again.
    """
    waiting = session.execute(
        select(DeliveryRow.id, DeliveryRow.target).where(
            DeliveryRow.workspace_id == workspace.id,
            DeliveryRow.state == "waiting",
            DeliveryRow.in_hours,
            DeliveryRow.due <= now,
        )
    ).all()
    readers = people.known(session, workspace, {one.target for one in waiting}) if waiting else {}
    due = _moments(session, workspace, readers.values(), now)
    for one in waiting:
        reader = readers.get(one.target)
        if reader is None or due[reader.id] <= now:
            continue
        session.execute(
            update(DeliveryRow)
            .where(
                DeliveryRow.workspace_id == workspace.id,
                DeliveryRow.id == one.id,
                # Not what a postman has taken meanwhile.
                DeliveryRow.state == "waiting",
            )
            .values(due=due[reader.id])
        )
    return 0


def next_kept(session: Session, workspace: Workspace, after: datetime) -> datetime | None:
    """When something that waits for working hours is due next."""
    waiting = DeliveryRow.state == "waiting", DeliveryRow.in_hours
    return first(session, workspace, DeliveryRow.due, after, *waiting)


def _moments(
    session: Session, workspace: Workspace, readers: Iterable[Person], now: datetime
) -> Mapping[int, datetime]:
    """When each of these people works next, this very moment too, by their ids."""
    hours = calendars.of(session, workspace, [one.id for one in readers])
    # Who is away without a known end is looked at again the next day.
    later = now + timedelta(days=1)
    return {who: calendar.next_moment(when, now) or later for who, when in hours.items()}
