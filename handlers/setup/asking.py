"""What naming Product Ops needs of the store, and whom it tells."""

from datetime import datetime

from bot.i18n import Words
from bot.posts import Post
from bot.store import jobs, people
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


def told(person: Person, named: Named, now: datetime) -> tuple[Post, ...]:
    """What those hear whom someone else made Product Ops, each in their working time."""
    return tuple(
        Post(
            each.slack_id,
            views.named(person),
            f"setup.named:{each.id}:{now.isoformat()}",
            in_hours=True,
        )
        for each in named.added
        if each.id != person.id
    )
